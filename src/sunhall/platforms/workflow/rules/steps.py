"""What can happen to a case: it starts, a step is done, an event comes, it goes back."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.expressions import ExpressionError, read_facts
from sunhall.platforms.workflow.rules.core import Run
from sunhall.platforms.workflow.rules.graph import Graph, Kind, Node, Trigger
from sunhall.platforms.workflow.rules.places import events_at
from sunhall.platforms.workflow.rules.state import FlowError, Outcome, State

Given = Mapping[str, Any]
MOST_TEXT = 10_000


def start(graph: Graph, given: Given, calendar: WorkingCalendar | None = None) -> Outcome:
    """Start a case.

    Raises:
        FlowError: a fact is unknown or of another kind, or the flow cannot go on.
    """
    run = Run(graph, State(facts=plain(graph, given)), calendar)
    run.enter(graph.starts[""], 0)
    return run.settle()


def complete(
    graph: Graph, state: State, key: int, given: Given, calendar: WorkingCalendar | None = None
) -> Outcome:
    """Say that what a token waits for has been done, and what came out.

    Raises:
        FlowError: the token rests no more, a fact is unknown, or the flow cannot go on.
    """
    run = Run(graph, state, calendar)
    if key not in run.state.tokens:
        raise FlowError("no_token")
    run.state.facts.update(_gathered(run, key, given))
    run.finish(key)
    return run.settle()


def fail(
    graph: Graph, state: State, key: int, code: str, calendar: WorkingCalendar | None = None
) -> Outcome:
    """Say that what a token waits for has failed.

    Raises:
        FlowError: the token rests no more, or nothing around catches the error.
    """
    run = Run(graph, state, calendar)
    if key not in run.state.tokens:
        raise FlowError("no_token")
    run.fail(key, code)
    return run.settle()


def fire(
    graph: Graph, state: State, key: int, event: str, calendar: WorkingCalendar | None = None
) -> Outcome:
    """Let the timer of an event go off.

    Raises:
        FlowError: the token rests no more, or does not wait for the event.
    """
    run = Run(graph, state, calendar)
    token = run.state.tokens.get(key)
    waited_for = events_at(graph, token) if token else []
    found = next((one for one in waited_for if one.id == event), None)
    if found is None:
        raise FlowError("no_token")
    run.happen(key, found)
    return run.settle()


def receive(
    graph: Graph,
    state: State,
    trigger: Trigger,
    name: str,
    given: Given,
    calendar: WorkingCalendar | None = None,
) -> Outcome:
    """Let a message or a signal come.

    Raises:
        FlowError: nobody waits for it, or a fact is unknown.
    """
    run = Run(graph, state, calendar)
    run.state.facts.update(plain(graph, given))
    if not run.hear(trigger, name):
        raise FlowError("nobody_waits", name=name)
    return run.settle()


def return_to(
    graph: Graph, state: State, key: int, target: str, calendar: WorkingCalendar | None = None
) -> Outcome:
    """Send a case back to an earlier step; whatever comes after that step is taken away.

    Raises:
        FlowError: the token rests no more, or the step does not come before it.
    """
    run = Run(graph, state, calendar)
    node = graph.nodes.get(target)
    if key not in run.state.tokens:
        raise FlowError("no_token")
    if node is None or node.kind is not Kind.USER:
        raise FlowError("not_before", target)
    key = _up_to(run, key, node)
    parent = run.state.tokens[key].parent
    if run.state.tokens[key].node not in graph.after[target]:
        raise FlowError("not_before", target)
    later = graph.after[target]
    for other in [k for k, one in run.state.tokens.items() if one.parent == parent]:
        if other in run.state.tokens and run.state.tokens[other].node in later:
            run.cancel(other)
    run.enter(node, parent)
    return run.settle()


def _up_to(run: Run, key: int, target: Node) -> int:
    """Return the token around a token that stands where the target could."""
    while key:
        token = run.state.tokens[key]
        node = run.graph.nodes[token.node]
        is_one_of_many = node.each is not None and token.item is not None
        if node.scope == target.scope and not is_one_of_many:
            return key
        key = token.parent
    raise FlowError("not_before", target.id)


def plain(graph: Graph, given: Given, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return facts as plain JSON, checked against what the flow declares.

    Raises:
        FlowError: a fact is not declared, or is not of its kind.
    """
    types = {**graph.facts, **(more or {})}
    found = {name: _plain(value) for name, value in given.items()}
    for name, value in found.items():
        if name not in types:
            raise FlowError("fact_unknown", name=name)
        try:
            read_facts({name: types[name]}, {name: value})
        except ExpressionError as error:
            raise FlowError("fact_wrong", problem=str(error)) from None
        if len(str(value)) > MOST_TEXT:
            raise FlowError("fact_too_long", name=name)
    return found


def _gathered(run: Run, key: int, given: Given) -> dict[str, Any]:
    """Return the facts a step leaves, what is gathered item by item among them."""
    token = run.state.tokens[key]
    each = run.graph.nodes[token.node].each
    if not (each and token.item is not None and each.output and each.output in given):
        return plain(run.graph, given)
    facts = dict(given)
    said = facts.pop(each.output)
    before = run.state.facts.get(each.gathered) or []
    return plain(run.graph, {**facts, each.gathered: [*before, said]})


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
