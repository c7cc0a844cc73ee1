"""Look at where tokens stand: what joins wait for, what may happen to a token."""

from sunhall.platforms.workflow.rules.graph import Graph, Kind, Node, Trigger
from sunhall.platforms.workflow.rules.state import FlowError, State, Token

JOINS = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})


def waiting_at(state: State, node: str, parent: int) -> dict[str, int]:
    """Return one token for each flow by which a join has been come to."""
    found: dict[str, int] = {}
    for key, token in state.tokens.items():
        if token.node == node and token.parent == parent:
            found.setdefault(token.mark, key)
    return found


def may_come(graph: Graph, state: State, waiting: Token, come: frozenset[str]) -> bool:
    """Tell whether a token may still come to an inclusive join by a flow that has none.

    One that can also come by a flow that has its token already does not count: it belongs to the
    next round.
    """
    node = waiting.node
    empty = frozenset(flow.id for flow in graph.incoming[node]) - come
    return bool(empty) and any(
        one.parent == waiting.parent
        and one.node != node
        and graph.reaches(one.node, empty, node)
        and not graph.reaches(one.node, come, node)
        for one in state.tokens.values()
    )


def check_joins(graph: Graph, state: State) -> None:
    """Refuse a step after which nothing but joins would wait, and so for ever.

    Raises:
        FlowError: in the process, or in a sub-process, all that is left waits at joins.
    """
    moving = {
        one.parent for one in state.tokens.values() if graph.nodes[one.node].kind not in JOINS
    }
    for token in state.tokens.values():
        if token.parent not in moving:
            raise FlowError("join_waits_in_vain", token.node)


def events_at(graph: Graph, token: Token) -> list[Node]:
    """Return the events that may happen to a token."""
    node = graph.nodes[token.node]
    if node.kind is Kind.CATCH:
        return [node]
    if node.kind is Kind.CHOICE:
        return [graph.nodes[flow.target] for flow in graph.outgoing[node.id]]
    is_one_of_many = node.each is not None and token.item is not None
    return [] if is_one_of_many else list(graph.boundaries.get(node.id, ()))


def catcher_at(graph: Graph, host: str, code: str) -> Node | None:
    """Return the event at an activity's edge that catches an error; its own code goes first."""
    errors = [
        one
        for one in graph.boundaries.get(host, ())
        if one.event.trigger is Trigger.ERROR and one.event.name in {code, ""}
    ]
    return max(errors, key=lambda one: bool(one.event.name), default=None)
