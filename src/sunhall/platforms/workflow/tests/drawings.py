"""Flows for the tests, drawn in one line each and read back from BPMN."""

from collections.abc import Mapping
from typing import Any

from sunhall.kernel.expressions import FactType
from sunhall.kernel.expressions import Kind as FactKind
from sunhall.platforms.workflow.rules.compiling import compile_flow, must_compile
from sunhall.platforms.workflow.rules.findings import Finding
from sunhall.platforms.workflow.rules.graph import (
    Each,
    Event,
    Flow,
    Graph,
    Kind,
    Node,
    Span,
    Timer,
    Trigger,
    Work,
)
from sunhall.platforms.workflow.rules.writing import write_flow

START, END = Node(id="start", kind=Kind.START), Node(id="end", kind=Kind.END)
JOINT = Each("departments", "department", output="opinion", gathered="opinions")
ONE_AFTER_THE_OTHER = Each("departments", "department", is_sequential=True)


def node(key: str, kind: Kind = Kind.USER, **more: Any) -> Node:
    """Return a node, a step of somebody unless told otherwise."""
    return Node(id=key, kind=kind, name=more.pop("name", key), **more)


def timer(key: str, host: str = "", *, interrupting: bool = True, scope: str = "") -> Node:
    """Return a timer of three days, at the edge of a step if there is one."""
    event = Event(Trigger.TIMER, "", Timer(Span.DAY, 3), host, interrupting)
    return Node(id=key, kind=Kind.BOUNDARY if host else Kind.CATCH, event=event, scope=scope)


def heard(key: str, trigger: Trigger, name: str, host: str = "", **more: Any) -> Node:
    """Return an event that waits for a message, a signal or an error."""
    kind = more.pop("kind", Kind.BOUNDARY if host else Kind.CATCH)
    interrupting = more.pop("interrupting", True)
    event = Event(trigger, name, None, host, interrupting)
    return Node(id=key, kind=kind, event=event, **more)


def ways(text: str) -> list[Flow]:
    """Return flows written as `source>target` or `source>target:condition`, with `;` between."""
    flows = []
    for way in filter(None, (one.strip() for one in text.split(";"))):
        ends, _colon, condition = way.partition(":")
        source, _sign, target = ends.partition(">")
        flows.append(Flow(f"{source}.{target}", source, target, text=condition.strip()))
    return flows


def facts_of(kinds: Mapping[str, str]) -> dict[str, FactType]:
    """Return the types of facts by the names of their kinds."""
    return {name: FactType(FactKind(kind), is_optional=True) for name, kind in kinds.items()}


def drawn(text: str, *nodes: Node, key: str = "flow", **kinds: str) -> bytes:
    """Return a flow as BPMN."""
    known = (
        [START, END, *nodes]
        if not any(one.scope == "" and one.kind is Kind.START for one in nodes)
        else nodes
    )
    flows = ways(text)
    graph = Graph(
        key,
        "测试流程",
        {one.id: one for one in known},
        {one.id: one for one in flows},
        facts_of(kinds),
    )
    return write_flow(graph)


def graph_of(text: str, *nodes: Node, **kinds: str) -> Graph:
    """Return a sound flow."""
    return must_compile(drawn(text, *nodes, **kinds))


def findings_of(text: str, *nodes: Node, **kinds: str) -> list[Finding]:
    """Return what is wrong with a flow."""
    return list(compile_flow(drawn(text, *nodes, **kinds)).findings)


def joint_flow(key: str = "joint") -> bytes:
    """Return the joint review of the benchmark: eight steps, one correction loop."""
    return drawn(
        "start>accept; accept>check; check>correct:not is_complete; check>review;"
        "correct>accept; review>meet; meet>split; split>visit; split>fee; visit>join; fee>join;"
        "join>decide; decide>deliver; deliver>end",
        node("accept"),
        node("check", Kind.EXCLUSIVE, default="check.review"),
        node("correct"),
        node("review", each=JOINT, work=Work("=department")),
        node("meet"),
        node("split", Kind.PARALLEL),
        node("visit"),
        node("fee"),
        node("join", Kind.PARALLEL),
        node("decide"),
        node("deliver"),
        key=key,
        is_complete="boolean",
        departments="texts",
        opinions="texts",
    )
