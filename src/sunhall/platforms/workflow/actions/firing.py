"""Let the timers that are due go off."""

from collections import defaultdict
from typing import Any

from django.db import connection, transaction

from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import Event, announce
from sunhall.platforms.workflow import events
from sunhall.platforms.workflow.actions import persistence
from sunhall.platforms.workflow.actions.asking import ask_all
from sunhall.platforms.workflow.actions.engine import refused
from sunhall.platforms.workflow.actions.persistence import Case
from sunhall.platforms.workflow.errors import StepRefused
from sunhall.platforms.workflow.permissions import Permission
from sunhall.platforms.workflow.rules import steps
from sunhall.platforms.workflow.rules.state import Outcome

BATCH = 500
DUE = """
SELECT DISTINCT instance_id FROM (
    SELECT t.instance_id FROM workflow_timer t JOIN workflow_instance i ON i.id = t.instance_id
    WHERE t.due_at <= %s AND i.status = 'running' ORDER BY t.due_at, t.id LIMIT %s
) AS due
"""
OF_CASES = """
SELECT id, instance_id, token, node FROM workflow_timer
WHERE due_at <= %s AND instance_id = ANY (%s) ORDER BY due_at, id
"""
GONE_OFF = "DELETE FROM workflow_timer WHERE id = ANY (%s)"
LATER = "UPDATE workflow_timer SET due_at = %s::timestamptz + interval '1 day' WHERE id = ANY (%s)"


@action(Permission.TIMER_FIRE)
def fire_due(by: Actor, *, limit: int = BATCH) -> int:
    """Let timers that are due go off, longest due first; return how many. Call it until it is 0.

    A case that another act holds is left for the next time. A timer after which a flow cannot go
    on is announced, and tried again a day later; the others go off.
    """
    cases, due = _locked(by, limit)
    happened: list[Event] = []
    gone_off: list[int] = []
    stuck: list[int] = []
    for case in cases:
        for key, token, node in due[case.id]:
            event = _fire(by, case, token, node)
            (stuck if isinstance(event, events.TimerStuck) else gone_off).append(key)
            happened += [event] if event else []
    with connection.cursor() as cursor:
        cursor.execute(GONE_OFF, [gone_off])
        cursor.execute(LATER, [by.moment, stuck])
    announce(by, *happened)
    return len(gone_off) + len(stuck)


def _locked(by: Actor, limit: int) -> tuple[list[Case], dict[int, list[tuple[int, int, str]]]]:
    """Return cases with due timers, locked, and only then their timers: none goes off twice."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [by.moment, limit])
        cases = persistence.load_running([key for (key,) in cursor.fetchall()])
        cursor.execute(OF_CASES, [by.moment, [case.id for case in cases]])
        due = defaultdict(list)
        for key, instance_id, token, node in cursor.fetchall():
            due[instance_id].append((key, token, node))
    return cases, due


def _fire(by: Actor, case: Case, key: int, node: str) -> Event | None:
    """Let one timer go off; nothing happens where its token has left meanwhile."""
    token = case.state.tokens.get(key)
    if token is None:
        return None
    facts: dict[str, Any] = {
        "subject_id": case.id,
        "of_kind": case.subject_kind,
        "of_id": case.subject_id,
        "flow": case.flow.key,
        "version": case.flow.version,
        "step": node,
    }
    try:
        with transaction.atomic():
            outcome = _outcome(by, case, key, node)
            opened = persistence.flush(by, case, outcome)
    except StepRefused as refusal:
        return events.TimerStuck(**facts, error=refusal.code)
    names = tuple(one.node for one in opened)
    return events.EventHappened(**facts, steps=names, has_ended=outcome.has_ended)


def _outcome(by: Actor, case: Case, key: int, node: str) -> Outcome:
    with refused(case.flow):
        calendar = persistence.calendar_for(by, case.flow)
        return ask_all(by, case, steps.fire(case.flow.graph, case.state, key, node, calendar))
