"""What the engine makes of a step: every token finds its way, none is lost."""

from typing import Any

import pytest

from sunhall.platforms.workflow.rules import steps
from sunhall.platforms.workflow.rules.graph import Graph, Kind, Trigger, Work
from sunhall.platforms.workflow.rules.state import Armed, Asked, FlowError, Opened, Outcome, State
from sunhall.platforms.workflow.tests.drawings import (
    JOINT,
    ONE_AFTER_THE_OTHER,
    graph_of,
    heard,
    node,
    timer,
)

SPLIT, JOIN = node("split", Kind.PARALLEL), node("join", Kind.PARALLEL)
ANY, ALL = node("any", Kind.INCLUSIVE, default="any.c"), node("all", Kind.INCLUSIVE)
A, B, C = node("a"), node("b"), node("c")
BODY = (
    node("part", Kind.SUBPROCESS),
    node("in", Kind.START, scope="part"),
    node("inner", scope="part"),
    node("out", Kind.END, scope="part"),
)
THERE = "in>inner; inner>out"


class Case:
    """A case that remembers where it stands."""

    def __init__(self, graph: Graph, **facts: Any) -> None:
        self.graph = graph
        self.last = steps.start(graph, facts)

    @property
    def state(self) -> State:
        return self.last.state

    @property
    def open(self) -> list[str]:
        """The nodes where it waits, by name."""
        return sorted(one.node for one in self.state.tokens.values())

    def key(self, name: str, item: Any = None) -> int:
        """Return the token at a node."""
        return next(
            key
            for key, one in self.state.tokens.items()
            if one.node == name and (item is None or one.item == item)
        )

    def do(self, name: str, item: Any = None, **facts: Any) -> "Case":
        """Do what is to be done at a node."""
        self.last = steps.complete(self.graph, self.state, self.key(name, item), facts)
        return self

    def fire(self, name: str, event: str) -> "Case":
        """Let a timer go off."""
        self.last = steps.fire(self.graph, self.state, self.key(name), event)
        return self

    def hear(self, trigger: Trigger, name: str) -> "Case":
        """Let a message or a signal come."""
        self.last = steps.receive(self.graph, self.state, trigger, name, {})
        return self

    def fail(self, name: str, code: str) -> "Case":
        """Let what is done at a node fail."""
        self.last = steps.fail(self.graph, self.state, self.key(name), code)
        return self

    def back(self, name: str, target: str, item: Any = None) -> "Case":
        """Send it back."""
        self.last = steps.return_to(self.graph, self.state, self.key(name, item), target)
        return self


def effects(outcome: Outcome, kind: type) -> list[Any]:
    return [one for one in outcome.effects if isinstance(one, kind)]


class TestGateways:
    @pytest.mark.parametrize(("amount", "found"), [(1, ["a"]), (5, ["b"]), (None, ["b"])])
    def test_exclusive_takes_the_one_way_that_fits(self, amount, found):
        graph = graph_of(
            "start>x; x>a:amount < 3; x>b; a>end; b>end",
            *(A, B, node("x", Kind.EXCLUSIVE, default="x.b")),
            amount="number",
        )

        case = Case(graph, **({} if amount is None else {"amount": amount}))

        assert case.open == found

    def test_parallel_waits_for_every_branch(self):
        case = Case(
            graph_of(
                "start>split; split>a; split>b; a>join; b>join; join>c; c>end", SPLIT, JOIN, A, B, C
            )
        )

        assert case.open == ["a", "b"]
        assert case.do("a").open == ["b", "join"]
        assert case.do("b").open == ["c"]
        assert case.do("c").last.has_ended

    @pytest.mark.parametrize(("amount", "opened"), [(1, ["a"]), (5, ["a", "b"]), (0, ["c"])])
    def test_inclusive_takes_every_way_that_fits_and_waits_for_those_taken(self, amount, opened):
        graph = graph_of(
            "start>any; any>a:amount > 0; any>b:amount > 3; any>c;"
            "a>all; b>all; c>all; all>d; d>end",
            *(ANY, ALL, A, B, C, node("d")),
            amount="number",
        )
        case = Case(graph, amount=amount)

        assert case.open == opened
        for name in opened[:-1]:
            assert "d" not in case.do(name).open
        assert case.do(opened[-1]).open == ["d"]

    def test_event_gateway_goes_the_way_of_what_comes_first(self):
        graph = graph_of(
            "start>wait; wait>soon; wait>said; soon>a; said>b; a>end; b>end",
            *(node("wait", Kind.CHOICE), timer("soon"), heard("said", Trigger.MESSAGE, "m"), A, B),
        )

        assert [one.event for one in effects(Case(graph).last, Armed)] == ["soon"]
        assert Case(graph).fire("wait", "soon").open == ["a"]
        assert Case(graph).hear(Trigger.MESSAGE, "m").open == ["b"]

    def test_activity_with_conditional_flows_takes_those_that_hold(self):
        graph = graph_of("start>a; a>b:amount > 1; a>c; b>end; c>end", A, B, C, amount="number")

        assert Case(graph, amount=2).do("a").open == ["b", "c"]
        assert Case(graph, amount=1).do("a").open == ["c"]

    def test_join_that_waits_in_vain_refuses_the_step(self):
        graph = graph_of(
            "start>x; x>a:amount > 1; x>b; a>join; b>join; join>c; c>end",
            *(node("x", Kind.EXCLUSIVE, default="x.b"), JOIN, A, B, C),
            amount="number",
        )
        case = Case(graph)

        with pytest.raises(FlowError, match="join_waits_in_vain"):
            case.do("b")


class TestEvents:
    def test_interrupting_timer_takes_the_step_away(self):
        case = Case(graph_of("start>a; a>end; late>b; b>end", A, B, timer("late", "a")))

        assert case.fire("a", "late").open == ["b"]

    def test_other_timer_leaves_it(self):
        graph = graph_of(
            "start>a; a>end; late>b; b>end", A, B, timer("late", "a", interrupting=False)
        )

        assert Case(graph).fire("a", "late").open == ["a", "b"]

    def test_error_goes_to_the_nearest_edge_with_its_code(self):
        graph = graph_of(
            f"start>part; part>end; {THERE}; wrong>a; other>b; a>end; b>end",
            *BODY,
            *(
                A,
                B,
                heard("wrong", Trigger.ERROR, "E1", "part"),
                heard("other", Trigger.ERROR, "", "part"),
            ),
        )

        assert Case(graph).fail("inner", "E1").open == ["a"]
        assert Case(graph).fail("inner", "E2").open == ["b"]

    def test_error_that_nobody_catches_refuses_the_step(self):
        with pytest.raises(FlowError, match="error_not_caught"):
            Case(graph_of("start>a; a>end", A)).fail("a", "E")

    def test_error_end_is_caught_around(self):
        graph = graph_of(
            "start>part; part>end; in>inner; inner>x; x>out; x>bad:amount > 1; wrong>a; a>end",
            *(*BODY, node("x", Kind.EXCLUSIVE, default="x.out", scope="part"), A),
            heard("bad", Trigger.ERROR, "E", kind=Kind.FAILURE, scope="part"),
            heard("wrong", Trigger.ERROR, "E", "part"),
            amount="number",
        )

        assert Case(graph, amount=2).do("inner").open == ["a"]
        assert Case(graph, amount=1).do("inner").last.has_ended

    def test_message_goes_to_one_and_a_signal_to_all(self):
        text = "start>split; split>x; split>y; x>join; y>join; join>end"
        both = [
            graph_of(text, SPLIT, JOIN, heard("x", kind, "n"), heard("y", kind, "n"))
            for kind in (Trigger.MESSAGE, Trigger.SIGNAL)
        ]

        assert Case(both[0]).hear(Trigger.MESSAGE, "n").open == ["join", "y"]
        assert Case(both[1]).hear(Trigger.SIGNAL, "n").last.has_ended

    def test_message_that_nobody_waits_for_is_refused(self):
        with pytest.raises(FlowError, match="nobody_waits"):
            Case(graph_of("start>a; a>end", A)).hear(Trigger.MESSAGE, "n")

    def test_terminate_takes_everything_away(self):
        graph = graph_of(
            "start>split; split>a; split>b; a>stop; b>end",
            *(SPLIT, A, B, node("stop", Kind.TERMINATE)),
        )

        assert Case(graph).do("a").last.has_ended

    def test_catch_after_a_step_waits(self):
        case = Case(graph_of("start>late; late>a; a>end", A, timer("late")))

        assert case.open == ["late"]
        assert case.fire("late", "late").open == ["a"]


class TestLists:
    NODES = (node("review", each=JOINT, work=Work("=department")), A)
    FACTS = {"departments": "texts", "opinions": "texts"}
    TEXT = "start>review; review>a; a>end"

    def test_open_one_step_for_each_at_once_and_gather_what_is_said(self):
        case = Case(graph_of(self.TEXT, *self.NODES, **self.FACTS), departments=["X", "Y"])

        opened = effects(case.last, Opened)
        assert [(one.organization, one.item) for one in opened] == [("X", "X"), ("Y", "Y")]
        assert case.do("review", "Y", opinion="否").open == ["review", "review"]
        assert case.do("review", "X", opinion="可").open == ["a"]
        assert case.state.facts["opinions"] == ["否", "可"]

    def test_open_one_after_the_other_where_drawn_so(self):
        review = node("review", each=ONE_AFTER_THE_OTHER)
        case = Case(graph_of(self.TEXT, review, A, **self.FACTS), departments=["X", "Y", "Z"])

        items = []
        while "review" in case.open:
            items += [one.item for one in case.state.tokens.values() if one.item]
            case.do("review", items[-1])

        assert items == ["X", "Y", "Z"]
        assert case.open == ["a"]

    def test_empty_list_is_passed_by(self):
        case = Case(graph_of(self.TEXT, *self.NODES, **self.FACTS), departments=[])

        assert case.open == ["a"]

    def test_edge_takes_all_of_them_away(self):
        graph = graph_of(
            f"{self.TEXT}; late>b; b>end", *self.NODES, B, timer("late", "review"), **self.FACTS
        )
        case = Case(graph, departments=["X", "Y"])

        assert case.fire("review", "late").open == ["b"]

    def test_sub_process_for_each_keeps_them_apart(self):
        part = node("part", Kind.SUBPROCESS, each=JOINT)
        graph = graph_of(f"start>part; part>a; a>end; {THERE}", part, *BODY[1:], A, **self.FACTS)
        case = Case(graph, departments=["X", "Y"])

        assert case.open.count("inner") == 2
        assert case.do("inner").open.count("inner") == 1
        assert case.do("inner").open == ["a"]


class TestReturnTo:
    def test_opens_the_earlier_step_again_and_takes_away_what_comes_after(self):
        case = Case(
            graph_of(
                "start>c; c>split; split>a; split>b; a>join; b>join; join>end", SPLIT, JOIN, A, B, C
            )
        ).do("c")

        assert case.back("a", "c").open == ["c"]
        assert case.do("c").open == ["a", "b"]

    def test_leads_out_of_a_list(self):
        graph = graph_of("start>a; a>review; review>end", A, TestLists.NODES[0], **TestLists.FACTS)
        case = Case(graph, departments=["X", "Y"]).do("a")

        assert case.back("review", "a", "X").open == ["a"]

    @pytest.mark.parametrize("target", ["b", "nowhere", "start"])
    def test_is_refused_where_nothing_lies_before(self, target):
        case = Case(graph_of("start>a; a>b; b>end", A, B))

        with pytest.raises(FlowError, match="not_before"):
            case.back("a", target)


class TestSteps:
    def test_service_is_asked_for_and_goes_on_when_done(self):
        call = node("call", Kind.SERVICE, refers_to="f")
        case = Case(graph_of("start>call; call>a; a>end", call, A))

        assert [one.node for one in effects(case.last, Asked)] == ["call"]
        assert case.do("call").open == ["a"]

    def test_state_is_never_changed_in_place(self):
        case = Case(graph_of("start>a; a>b; b>end", A, B))
        before, plain = case.state, case.state.dump()

        case.do("a")

        assert before.dump() == plain

    def test_state_survives_being_written_down(self):
        graph = graph_of(TestLists.TEXT, *TestLists.NODES, **TestLists.FACTS)
        state = Case(graph, departments=["X", "Y"]).state

        assert State.load(state.dump()) == state

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"unknown": 1}, "fact_unknown"),
            ({"amount": "viele"}, "fact_wrong"),
            ({"amount": True}, "fact_wrong"),
        ],
    )
    def test_facts_are_checked(self, facts, code):
        graph = graph_of("start>a; a>end", A, amount="number")

        with pytest.raises(FlowError, match=code):
            Case(graph, **facts)

    def test_doing_a_step_twice_is_refused(self):
        case = Case(graph_of("start>a; a>b; b>end", A, B))
        key = case.key("a")
        case.do("a")

        with pytest.raises(FlowError, match="no_token"):
            steps.complete(case.graph, case.state, key, {})

    def test_what_has_no_edge_of_the_event_does_not_hear_it(self):
        case = Case(graph_of("start>a; a>end", A))

        with pytest.raises(FlowError, match="no_token"):
            case.fire("a", "late")
