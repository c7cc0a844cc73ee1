"""Carry a running case over to another version of its flow: a mapping of node ids."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sunhall.platforms.workflow.rules.graph import Graph, Kind
from sunhall.platforms.workflow.rules.places import JOINS
from sunhall.platforms.workflow.rules.state import State, Token


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a case cannot be carried over: at which node, in which way."""

    node: str
    code: str


def map_nodes(old: Graph, new: Graph, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return where each node goes: as told, else to the node of the same id."""
    return {key: mapping.get(key, key) for key in old.nodes if mapping.get(key, key) in new.nodes}


def migrate(
    old: Graph, new: Graph, nodes: Mapping[str, str], state: State
) -> tuple[State | None, list[Misfit]]:
    """Return the state in the new version, or why there is none."""
    misfits = []
    tokens = {}
    for key, token in state.tokens.items():
        code = _misfit(old, new, nodes, state, token)
        if code:
            misfits.append(Misfit(token.node, code))
        else:
            mark = _mark(old, new, nodes, token)
            tokens[key] = Token(nodes[token.node], token.parent, token.item, mark)
    if misfits:
        return None, misfits
    facts = {name: value for name, value in state.facts.items() if name in new.facts}
    return replace(state, tokens=tokens, facts=facts), []


def _misfit(old: Graph, new: Graph, nodes: Mapping[str, str], state: State, token: Token) -> str:
    if token.node not in nodes:
        return "no_target"
    before, after = old.nodes[token.node], new.nodes[nodes[token.node]]
    if before.kind is not after.kind or (before.each is None) != (after.each is None):
        return "other_kind"
    holder = state.tokens[token.parent] if token.parent else None
    is_of_list = before.each is not None and token.item is not None
    around = "" if holder is None else nodes.get(holder.node, "?")
    if not is_of_list and after.scope != around:
        return "other_scope"
    if before.kind in JOINS and not _mark(old, new, nodes, token):
        return "other_join"
    return ""


def _mark(old: Graph, new: Graph, nodes: Mapping[str, str], token: Token) -> str:
    """Return the flow by which a token came to a join, as the new version has it."""
    if old.nodes[token.node].kind not in JOINS:
        return token.mark
    incoming = new.incoming[nodes[token.node]]
    if any(flow.id == token.mark for flow in incoming):
        return token.mark
    source = nodes.get(old.flows[token.mark].source)
    return next((flow.id for flow in incoming if flow.source == source), "")


def mappable(old: Graph, new: Graph) -> dict[str, list[str]]:
    """Return for each node where cases may rest, the nodes of its kind in the new version."""
    resting = {Kind.USER, Kind.CATCH, Kind.CHOICE, Kind.SUBPROCESS, Kind.CALL}
    return {
        key: [one.id for one in new.nodes.values() if one.kind is node.kind]
        for key, node in old.nodes.items()
        if node.kind in resting
    }
