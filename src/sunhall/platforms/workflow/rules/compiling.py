"""Turn a BPMN file into a flow that runs, or say everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import replace

from sunhall.platforms.workflow.rules.checking import check
from sunhall.platforms.workflow.rules.findings import Finding, Unsound
from sunhall.platforms.workflow.rules.graph import Event, Graph, Kind, Node
from sunhall.platforms.workflow.rules.reading import Drawn, read_flow

Called = Callable[[str], Graph | None]


def compile_flow(data: bytes, called: Called = lambda key: None) -> Drawn:
    """Return a BPMN file's flow with every finding; it may be run only where there is none.

    `called` knows the flows that a call activity may call; they become a part of this one.

    Raises:
        Unsound: the file cannot be read as a flow at all.
    """
    drawn = read_flow(data)
    findings = [*drawn.findings, *check(drawn.graph)]
    graph = drawn.graph
    for node in list(graph.nodes.values()):
        if node.kind is Kind.CALL and node.refers_to:
            inner = called(node.refers_to)
            problem = _misfit(graph, inner)
            if problem or inner is None:
                findings.append(
                    Finding(
                        code="reference",
                        template=problem,
                        element=node.id,
                        label=node.name,
                        params={"name": node.refers_to},
                    )
                )
            else:
                graph = _embed(graph, node, inner)
    return Drawn(graph, tuple(findings))


def must_compile(data: bytes, called: Called = lambda key: None) -> Graph:
    """Return a flow that has been found sound before.

    Raises:
        Unsound: it is not.
    """
    drawn = compile_flow(data, called)
    if drawn.findings:
        raise Unsound(drawn.findings[0])
    return drawn.graph


def _misfit(graph: Graph, inner: Graph | None) -> str:
    if inner is None:
        return "没有已部署的流程“%(name)s”。"
    if any(graph.facts.get(name) != kind for name, kind in inner.facts.items()):
        return "被调用的流程“%(name)s”用到的事实，这里没有同样声明。"
    return ""


def _embed(graph: Graph, call: Node, inner: Graph) -> Graph:
    """Return a flow with another in the place of a call; its ids stand after the call's."""

    def placed(key: str) -> str:
        return f"{call.id}/{key}" if key else call.id

    nodes = {
        placed(one.id): replace(
            one,
            id=placed(one.id),
            scope=placed(one.scope),
            default=placed(one.default) if one.default else "",
            event=_placed_event(one.event, placed),
        )
        for one in inner.nodes.values()
    }
    flows = {
        placed(one.id): replace(
            one, id=placed(one.id), source=placed(one.source), target=placed(one.target)
        )
        for one in inner.flows.values()
    }
    return Graph(
        graph.key, graph.name, {**graph.nodes, **nodes}, {**graph.flows, **flows}, graph.facts
    )


def _placed_event(event: Event, placed: Callable[[str], str]) -> Event:
    return replace(event, host=placed(event.host)) if event.host else event
