"""What business does with flows, inside acts of its own: start, claim, complete, send back, …

These functions check whose turn it is and write in the caller's transaction; the act around them
has its own permission and its own words in the journal. Each announces what became of the flow.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.db.transaction import TransactionManagementError

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.events import announce
from sunhall.platforms.workflow import events
from sunhall.platforms.workflow.actions import persistence
from sunhall.platforms.workflow.actions.asking import ask_all
from sunhall.platforms.workflow.actions.persistence import Acted, Case, OpenStep, Step
from sunhall.platforms.workflow.choices import CaseState, StepEnd
from sunhall.platforms.workflow.errors import (
    ClaimedByAnother,
    NotRunning,
    NotYourTurn,
    StepRefused,
)
from sunhall.platforms.workflow.models import Task
from sunhall.platforms.workflow.queries.flows import RunnableFlow, latest_flow
from sunhall.platforms.workflow.queries.turns import name_of, principals_of
from sunhall.platforms.workflow.rules import steps
from sunhall.platforms.workflow.rules.graph import Trigger
from sunhall.platforms.workflow.rules.state import FlowError, Outcome, State, Told

E = TypeVar("E", bound=events.StepEvent)
NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How a case goes on: its key, the steps that were opened, its facts, whether it has ended."""

    instance_id: int
    opened: list[OpenStep]
    facts: Mapping[str, Any] = field(default_factory=dict)
    has_ended: bool = False


def start(
    by: Actor,
    *,
    flow: str,
    subject_kind: str,
    subject_id: int,
    organization_id: int,
    facts: Mapping[str, Any] | None = None,
) -> Progress:
    """Start a thing's flow, by the version in use.

    Raises:
        NotFound: no flow has the key.
        StepRefused: a fact is not declared, or the flow cannot go on.
    """
    _check_transaction()
    runnable = latest_flow(flow)
    case = Case(
        0, runnable, subject_kind, subject_id, organization_id, CaseState.RUNNING.value, State()
    )
    with refused(runnable):
        outcome = steps.start(runnable.graph, facts or {}, persistence.calendar_for(by, runnable))
    progress = _go_on(by, case, outcome, Acted())
    announce(
        by,
        events.CaseStarted(**_facts_of(case), steps=tuple(one.node for one in progress.opened)),
        *_told(case, outcome),
    )
    return progress


def claim(by: Actor, *, task_id: int) -> None:
    """Take a step in hand, so that it is nobody else's of the organization.

    Raises:
        NotFound: there is no such step.
        NotYourTurn, ClaimedByAnother, NotRunning, StepRefused: it is not the actor's to take.
    """
    case, step = _begin(by, task_id)
    Task.objects.filter(pk=task_id).update(claimed_by_id=by.person_id, claimed_at=by.moment)
    announce(by, _event(events.StepClaimed, case, step, []))


def release(by: Actor, *, task_id: int) -> None:
    """Put a step back for everybody of the organization.

    Raises:
        NotFound: there is no such step.
        NotYourTurn, ClaimedByAnother, NotRunning, StepRefused: it is not in the actor's hand.
    """
    _begin(by, task_id)
    Task.objects.filter(pk=task_id).update(claimed_by_id=None, claimed_at=None)


def complete(by: Actor, *, task_id: int, facts: Mapping[str, Any] | None = None) -> Progress:
    """Do a step, and let the case go on.

    Raises:
        NotFound: there is no such step.
        NotYourTurn, ClaimedByAnother, NotRunning: it is not the actor's to do.
        StepRefused: it is done already, a fact is not declared, or the flow cannot go on.
    """
    case, step = _begin(by, task_id)
    with refused(case.flow):
        outcome = steps.complete(
            case.flow.graph,
            case.state,
            step.token,
            facts or {},
            persistence.calendar_for(by, case.flow),
        )
    progress = _go_on(by, case, outcome, Acted(step.token))
    announce(by, _event(events.StepDone, case, step, progress.opened), *_told(case, outcome))
    return progress


def fail(by: Actor, *, task_id: int, error: str) -> Progress:
    """Say that a step cannot be done; the flow goes on as drawn for the error.

    Raises:
        NotFound: there is no such step.
        NotYourTurn, ClaimedByAnother, NotRunning: it is not the actor's.
        StepRefused: nothing is drawn for the error.
    """
    case, step = _begin(by, task_id)
    with refused(case.flow):
        outcome = steps.fail(
            case.flow.graph, case.state, step.token, error, persistence.calendar_for(by, case.flow)
        )
    acted = Acted(step.token, StepEnd.FAILED, error[:NOTE_LENGTH])
    progress = _go_on(by, case, outcome, acted)
    announce(by, _event(events.StepFailed, case, step, progress.opened, error=error))
    return progress


def return_to(by: Actor, *, task_id: int, node: str, reason: str) -> Progress:
    """Send a case back to an earlier step; what comes after that step is taken away.

    Raises:
        NotFound: there is no such step.
        NotYourTurn, ClaimedByAnother, NotRunning: it is not the actor's.
        StepRefused: the other step does not come before it.
    """
    case, step = _begin(by, task_id)
    with refused(case.flow):
        outcome = steps.return_to(
            case.flow.graph, case.state, step.token, node, persistence.calendar_for(by, case.flow)
        )
    acted = Acted(step.token, StepEnd.RETURNED, reason[:NOTE_LENGTH])
    progress = _go_on(by, case, outcome, acted)
    announce(by, _event(events.StepReturned, case, step, progress.opened, to=node, reason=reason))
    return progress


def receive(
    by: Actor,
    *,
    instance_id: int,
    name: str,
    facts: Mapping[str, Any] | None = None,
    trigger: Trigger = Trigger.MESSAGE,
) -> Progress:
    """Let a message, or a signal, come to a case.

    Raises:
        NotFound: there is no such case.
        NotRunning: it stands still or is over.
        StepRefused: nobody waits for it.
    """
    case = running(instance_id)
    with refused(case.flow):
        outcome = steps.receive(
            case.flow.graph,
            case.state,
            trigger,
            name,
            facts or {},
            persistence.calendar_for(by, case.flow),
        )
    progress = _go_on(by, case, outcome, Acted())
    opened = tuple(one.node for one in progress.opened)
    announce(
        by,
        events.EventHappened(
            **_facts_of(case), step=name, steps=opened, has_ended=progress.has_ended
        ),
        *_told(case, outcome),
    )
    return progress


def withdraw(by: Actor, *, instance_id: int, reason: str) -> None:
    """End a case's flow where it stands.

    Raises:
        NotFound: there is no such case.
        NotRunning: it is over already.
    """
    _check_transaction()
    case = persistence.load(instance_id)
    if case.status not in (CaseState.RUNNING, CaseState.SUSPENDED):
        raise NotRunning(state=CaseState(case.status).label)
    outcome = Outcome(State(facts=case.state.facts, last=case.state.last))
    outcome.gone = list(case.state.tokens)
    persistence.flush(by, case, outcome)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_instance SET status = %s WHERE id = %s",
            [CaseState.WITHDRAWN.value, case.id],
        )
    announce(by, events.CaseWithdrawn(**_facts_of(case), reason=reason))


def running(instance_id: int) -> Case:
    """Return a case that runs, locked.

    Raises:
        NotFound: there is no such case.
        NotRunning: it stands still or is over.
    """
    _check_transaction()
    case = persistence.load(instance_id)
    _check_running(case)
    return case


@contextmanager
def refused(flow: RunnableFlow) -> Iterator[None]:
    """Say in words why a flow does not go on.

    Raises:
        StepRefused: it does not.
    """
    try:
        yield
    except FlowError as error:
        node = flow.graph.nodes.get(error.node)
        name = (node.name or node.id) if node else error.node
        raise StepRefused(error.code, node=name, **error.facts) from error


def case_event(kind: type[events.CaseEvent], case: Case, **more: Any) -> events.CaseEvent:
    """Return an event of a case."""
    return kind(**_facts_of(case), **more)


def _begin(by: Actor, task_id: int) -> tuple[Case, Step]:
    _check_transaction()
    case, step = persistence.load_step(task_id)
    _check_running(case)
    if not step.is_open:
        raise StepRefused("no_token")
    _check_turn(by, step)
    return case, step


def _check_transaction() -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError("A flow goes on only inside an act")


def _check_running(case: Case) -> None:
    if case.status != CaseState.RUNNING:
        raise NotRunning(state=CaseState(case.status).label)


def _check_turn(by: Actor, step: Step) -> None:
    """Refuse a step that is another's.

    Raises:
        NotYourTurn: it is another organization's, or asks for what the actor may not do.
        ClaimedByAnother: somebody has it in hand for whom the actor does not stand in.
    """
    if by.channel is Channel.SYSTEM:
        return
    principals = {by.own_person_id}
    if step.claimed_by_id and step.claimed_by_id != by.person_id:
        principals |= principals_of(by)
        if step.claimed_by_id not in principals:
            raise ClaimedByAnother(step=step.name, name=name_of(step.claimed_by_id))
        return
    may = not step.permission or by.may(step.permission)
    if not may or step.organization_id not in by.organizations(step.permission):
        raise NotYourTurn(step=step.name, organization=name_of(0, step.organization_id))


def _go_on(by: Actor, case: Case, outcome: Outcome, acted: Acted) -> Progress:
    with refused(case.flow):
        outcome = ask_all(by, case, outcome)
    opened = persistence.flush(by, case, outcome, acted)
    return Progress(case.id, opened, case.state.facts, outcome.has_ended)


def _facts_of(case: Case) -> dict[str, Any]:
    return {
        "subject_id": case.id,
        "of_kind": case.subject_kind,
        "of_id": case.subject_id,
        "flow": case.flow.key,
        "version": case.flow.version,
    }


def _event(kind: type[E], case: Case, step: Step, opened: list[OpenStep], **more: Any) -> E:
    return kind(
        **_facts_of(case),
        step=step.node,
        item=step.item,
        steps=tuple(one.node for one in opened),
        has_ended=case.status == CaseState.ENDED,
        **more,
    )


def _told(case: Case, outcome: Outcome) -> list[events.SignalTold]:
    told = [one.name for one in outcome.effects if isinstance(one, Told)]
    return [events.SignalTold(**_facts_of(case), signal=name) for name in told]
