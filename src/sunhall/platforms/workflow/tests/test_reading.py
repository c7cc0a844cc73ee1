"""What is taken from a BPMN file, and what is refused by its name."""

from xml.sax.saxutils import escape

import pytest

from sunhall.platforms.workflow.rules.compiling import compile_flow
from sunhall.platforms.workflow.rules.findings import Unsound
from sunhall.platforms.workflow.rules.graph import Event, Kind, Span, Timer, Trigger
from sunhall.platforms.workflow.rules.writing import write_flow
from sunhall.platforms.workflow.tests.drawings import (
    drawn,
    findings_of,
    graph_of,
    heard,
    joint_flow,
    node,
    timer,
)

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
A, B = node("a"), node("b")
LINE = '<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="a"/>{}'


def bpmn(inner: str, around: str = "") -> bytes:
    """Return a file of BPMN as another tool would write it."""
    process = f'<process id="p">{inner}</process>'
    return f'<definitions xmlns="{MODEL}">{around}{process}</definitions>'.encode()


def with_step(step: str) -> bytes:
    return bpmn(
        '<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="a"/>'
        f'{step}<sequenceFlow id="f2" sourceRef="a" targetRef="end"/><endEvent id="end"/>'
    )


def codes(data: bytes) -> set[tuple[str, str]]:
    return {(one.code, one.element) for one in compile_flow(data).findings}


def unsupported(data: bytes) -> set[tuple[str, str]]:
    return {
        (one.element, one.params["what"])
        for one in compile_flow(data).findings
        if one.code == "unsupported"
    }


class TestUnsupported:
    @pytest.mark.parametrize(
        ("step", "what"),
        [
            ('<complexGateway id="a" name="定"/>', "复杂网关"),
            ('<adHocSubProcess id="a"/>', "即席子流程"),
            ('<transaction id="a"/>', "事务子流程"),
            ('<scriptTask id="a"><script>import os</script></scriptTask>', "脚本任务"),
            ('<sendTask id="a"/>', "发送任务"),
            ('<receiveTask id="a"/>', "接收任务"),
            ('<manualTask id="a"/>', "手工任务"),
            ('<userTask id="a" isForCompensation="true"/>', "补偿活动"),
            ('<userTask id="a" startQuantity="2"/>', "数量大于一的令牌"),
            ('<userTask id="a" completionQuantity="3"/>', "数量大于一的令牌"),
            ('<userTask id="a"><standardLoopCharacteristics/></userTask>', "标准循环"),
            ('<eventBasedGateway id="a" instantiate="true"/>', "启动流程的事件网关"),
            (
                '<intermediateThrowEvent id="a"><compensateEventDefinition/>'
                "</intermediateThrowEvent>",
                "补偿事件",
            ),
            (
                '<intermediateCatchEvent id="a"><timerEventDefinition/>'
                "<signalEventDefinition/></intermediateCatchEvent>",
                "多重事件",
            ),
            (
                '<intermediateCatchEvent id="a"><linkEventDefinition/></intermediateCatchEvent>',
                "链接事件",
            ),
            (
                '<intermediateCatchEvent id="a"><conditionalEventDefinition/>'
                "</intermediateCatchEvent>",
                "条件事件",
            ),
        ],
    )
    def test_is_named_with_its_element(self, step, what):
        assert ("a", what) in unsupported(with_step(step))

    def test_start_by_a_message_is_refused(self):
        data = bpmn('<startEvent id="s"><messageEventDefinition/></startEvent>')

        assert ("s", "消息事件") in unsupported(data)

    def test_label_of_the_element_is_told(self):
        found = compile_flow(with_step('<complexGateway id="a" name="会商"/>')).findings

        assert [one.label for one in found if one.code == "unsupported"] == ["会商"]

    def test_what_nobody_knows_is_refused_by_its_own_name(self):
        assert ("a", "teleport") in unsupported(with_step('<teleport id="a"/>'))


class TestReading:
    def test_flow_without_an_id_gets_one(self):
        data = bpmn(
            '<startEvent id="start"/><userTask id="a"/><endEvent id="end"/>'
            '<sequenceFlow sourceRef="start" targetRef="a"/>'
            '<sequenceFlow sourceRef="a" targetRef="end"/>'
        )

        drawn = compile_flow(data)

        assert not drawn.findings
        assert set(drawn.graph.flows) == {"start.a", "a.end"}

    @pytest.mark.parametrize("key", ["", "start", "x/y", "x" * 101])
    def test_node_needs_an_id_of_its_own(self, key):
        assert "id" in {code for code, _key in codes(with_step(f'<userTask id="{key}"/>'))}

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("P3D", Timer(Span.DAY, 3)),
            ("P2W", Timer(Span.DAY, 14)),
            ("PT90M", Timer(Span.MINUTE, 90)),
            ("P1DT2H", Timer(Span.MINUTE, 1560)),
            ("5wd", Timer(Span.WORKING_DAY, 5)),
            ("5 个工作日", Timer(Span.WORKING_DAY, 5)),
            ("P", None),
            ("R/PT5M", None),
            ("P0D", None),
            ("__import__('os')", None),
        ],
    )
    def test_timers(self, text, found):
        step = (
            '<intermediateCatchEvent id="a"><timerEventDefinition><timeDuration>'
            f"{escape(text)}</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        )
        read = compile_flow(with_step(step))

        assert read.graph.nodes["a"].event.timer == found
        assert ("timer" in {one.code for one in read.findings}) is (found is None)

    def test_names_of_messages_are_followed(self):
        data = bpmn(
            '<startEvent id="s"/><intermediateCatchEvent id="a"><messageEventDefinition '
            'messageRef="m1"/></intermediateCatchEvent>',
            '<message id="m1" name="补正材料"/>',
        )

        event = compile_flow(data).graph.nodes["a"].event

        assert event == Event(Trigger.MESSAGE, "补正材料")

    def test_writing_and_reading_give_the_same_flow(self):
        graph = compile_flow(joint_flow()).graph

        again = compile_flow(write_flow(graph)).graph

        assert again == graph


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "unreadable"),
            (b"<definitions", "unreadable"),
            (b"\x00\xff\xfe", "unreadable"),
            (b"<html/>", "not_bpmn"),
            (f'<definitions xmlns="{MODEL}"/>'.encode(), "not_one_process"),
            (b"x" * (2 * 2**20 + 1), "too_large"),
            (
                b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>',
                "unreadable",
            ),
            (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "unreadable"),
            (b"<a>" * 100 + b"</a>" * 100, "unreadable"),
        ],
    )
    def test_file_that_is_no_flow_is_refused(self, data, code):
        with pytest.raises(Unsound) as refused:
            compile_flow(data)

        assert refused.value.finding.code == code

    def test_sub_processes_without_end_are_refused(self):
        inner = '<subProcess id="s{}">'
        data = bpmn("".join(inner.format(n) for n in range(20)) + "</subProcess>" * 20)

        with pytest.raises(Unsound, match="too_deep"):
            compile_flow(data)

    def test_flow_nobody_can_oversee_is_refused(self):
        data = bpmn("".join(f'<userTask id="t{n}"/>' for n in range(2_001)))

        with pytest.raises(Unsound, match="too_large"):
            compile_flow(data)

    @pytest.mark.parametrize(
        "text",
        [
            "__import__('os').system('id')",
            "().__class__",
            "amount.real > 1",
            "[x for x in (1,)]",
            "open('/etc/passwd')",
            "(lambda: 1)()",
            "amount > 9**9**9",
            "f'{amount}' == '1'",
            "amount := 3",
            "not " * 50 + "amount > 1",
            "unknown > 1",
            "amount",
        ],
    )
    def test_expression_that_tries_to_escape_is_a_finding(self, text):
        data = drawn(
            f"start>x; x>a:{text}; x>b; a>end; b>end",
            *(node("x", Kind.EXCLUSIVE, default="x.b"), A, B),
            amount="number",
        )

        assert ("condition", "x.a") in codes(data)


class TestSoundness:
    @pytest.mark.parametrize(
        ("text", "nodes", "found"),
        [
            ("start>a; a>end; b>end", (A, B), ("unreachable", "b")),
            ("start>a; a>b; b>a", (A, B), ("no_way_out", "a")),
            ("start>a", (A,), ("dead_end", "a")),
            ("start>a; a>nowhere; a>end", (A,), ("flow", "a.nowhere")),
            (
                "start>x; x>a; x>b; a>end; b>end",
                (node("x", Kind.EXCLUSIVE), A, B),
                ("condition", "x"),
            ),
            (
                "start>x; x>a:n > 1; x>b:n > 2; a>end; b>end",
                (node("x", Kind.EXCLUSIVE), A, B),
                ("default", "x"),
            ),
            (
                "start>x; x>a:n > 1; x>b; a>end; b>end",
                (node("x", Kind.PARALLEL), A, B),
                ("flow", "x.a"),
            ),
            (
                "start>x; x>y; y>x; x>end",
                (node("x", Kind.EXCLUSIVE, default="x.end"), node("y", Kind.AUTOMATIC)),
                ("circle", "x"),
            ),
            ("start>x; x>a; a>end", (node("x", Kind.CHOICE), A), ("choice", "x")),
            ("start>a; a>end", (node("a", Kind.SERVICE),), ("reference", "a")),
            ("start>a; a>end", (node("a", Kind.CALL, refers_to="flow"),), ("reference", "a")),
            ("start>a; a>end; late>end", (A, timer("late", "b")), ("boundary", "late")),
            (
                "start>bad",
                (heard("bad", Trigger.ERROR, "E", kind=Kind.FAILURE),),
                ("error_end", "bad"),
            ),
            (
                "start>a; a>end",
                (heard("a", Trigger.MESSAGE, ""),),
                ("event_unnamed", "a"),
            ),
        ],
    )
    def test_defects_name_their_element(self, text, nodes, found):
        assert found in {(one.code, one.element) for one in findings_of(text, *nodes, n="number")}

    def test_joint_review_is_sound(self):
        assert not compile_flow(joint_flow()).findings

    def test_called_flow_becomes_a_part(self):
        inner = graph_of("start>b; b>end", B)
        data = drawn("start>c; c>end", node("c", Kind.CALL, refers_to="inner"))

        called = compile_flow(data, {"inner": inner}.get)

        assert not called.findings
        assert called.graph.nodes["c/b"].scope == "c"

    def test_flow_that_is_not_deployed_cannot_be_called(self):
        data = drawn("start>c; c>end", node("c", Kind.CALL, refers_to="inner"))

        assert ("reference", "c") in codes(data)

    def test_ends_of_flows_are_checked_before_they_are_followed(self):
        data = bpmn('<sequenceFlow id="f" sourceRef="x" targetRef="y"/>')

        assert {("flow", "f"), ("starts", "")} <= codes(data)
