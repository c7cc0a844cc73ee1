"""Service tasks and business-rule tasks: call what the apps have lent, ask the tables."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.deciding import decide
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.errors import Refusal
from sunhall.kernel.hooks import FunctionFailed
from sunhall.platforms.workflow.actions import persistence
from sunhall.platforms.workflow.actions.persistence import Case
from sunhall.platforms.workflow.rules import steps
from sunhall.platforms.workflow.rules.graph import Kind, Node
from sunhall.platforms.workflow.rules.state import Asked, FlowError, Outcome

MOST_CALLS = 100
NOT_DECIDED = "not_decided"
"""The error of a table that does not decide on the facts it is given."""


def ask_all(by: Actor, case: Case, outcome: Outcome) -> Outcome:
    """Do what the flow does by itself, until it waits for people and events only.

    Raises:
        FlowError: a function is not known, or an error is not caught, or there is no end to it.
    """
    calendar = persistence.calendar_for(by, case.flow)
    graph = case.flow.graph
    calls = 0
    while asked := _next(outcome):
        calls += 1
        if calls > MOST_CALLS:
            raise FlowError("runs_in_circles", asked.node)
        node = graph.nodes[asked.node]
        try:
            given = _answer(by, case, outcome, node)
        except FunctionFailed as failed:
            after = steps.fail(graph, outcome.state, asked.token, failed.code, calendar)
        else:
            after = steps.complete(graph, outcome.state, asked.token, given, calendar)
        outcome = Outcome(
            after.state,
            outcome.effects + after.effects,
            outcome.gone + after.gone,
            outcome.passed + after.passed,
        )
    return outcome


def _next(outcome: Outcome) -> Asked | None:
    resting = outcome.state.tokens
    return next(
        (one for one in outcome.effects if isinstance(one, Asked) and one.token in resting), None
    )


def _answer(by: Actor, case: Case, outcome: Outcome, node: Node) -> Mapping[str, Any]:
    facts = outcome.state.facts
    if node.kind is Kind.RULE:
        return _decide(by, case, facts, node)
    function = hooks.flow_functions.named(node.refers_to)
    if function is None:
        raise FlowError("function_unknown", node.id, name=node.refers_to)
    return function.call(by, case.subject_kind, case.subject_id, facts)


def _decide(by: Actor, case: Case, facts: Mapping[str, Any], node: Node) -> Mapping[str, Any]:
    """Ask a table by the facts it knows; return `tier`, `outcome`, `fine_yuan` where declared.

    Raises:
        FunctionFailed: the table does not decide on these facts.
    """
    lent = hooks.flow_decisions.named(node.refers_to)
    if lent is None:
        raise FlowError("function_unknown", node.id, name=node.refers_to)
    compiled = lent.table(by)
    known = {factor.key for factor in compiled.benchmark.factors}
    asked = {name: value for name, value in facts.items() if name in known}
    try:
        decision = decide(compiled, read_facts(compiled.benchmark, asked))
    except (FactsRefused, Refusal) as refused:
        raise FunctionFailed(NOT_DECIDED) from refused
    answer = {
        "tier": decision.tier,
        "outcome": decision.outcome.value,
        "fine_yuan": decision.fine_yuan or Decimal(0),
    }
    return {name: value for name, value in answer.items() if name in case.flow.graph.facts}
