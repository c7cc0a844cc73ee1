"""Let a case stand still by an article of law, and go on."""

from django.db import connection

from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.platforms.workflow import events
from sunhall.platforms.workflow.actions import persistence
from sunhall.platforms.workflow.actions.engine import case_event, running
from sunhall.platforms.workflow.choices import CaseState
from sunhall.platforms.workflow.errors import BasisMissing, NotRunning

STOP = """
UPDATE workflow_instance SET status = 'suspended', suspended_at = %s, legal_basis = %s
WHERE id = %s
"""
GO_ON = """
WITH held AS (
    UPDATE workflow_instance i SET status = 'running', suspended_at = NULL, legal_basis = ''
    FROM (SELECT id, suspended_at FROM workflow_instance WHERE id = %(id)s) AS before
    WHERE i.id = before.id RETURNING before.id, before.suspended_at
)
UPDATE workflow_timer t SET due_at = t.due_at + (%(now)s::timestamptz - held.suspended_at)
FROM held WHERE t.instance_id = held.id
"""


def suspend(by: Actor, *, instance_id: int, legal_basis: str, reason: str) -> None:
    """Let a case stand still: no step of it can be done, and no timer goes off.

    Law: the article the caller names, for example 行政许可法 第四十五条.

    Raises:
        NotFound: there is no such case.
        NotRunning: it stands still already, or is over.
        BasisMissing: no article is named, or no reason.
    """
    if not legal_basis.strip() or not reason.strip():
        raise BasisMissing()
    case = running(instance_id)
    with connection.cursor() as cursor:
        cursor.execute(STOP, [by.moment, legal_basis[:200], case.id])
    announce(by, case_event(events.CaseSuspended, case, legal_basis=legal_basis, reason=reason))


def resume(by: Actor, *, instance_id: int) -> None:
    """Let a case go on; its timers go off as much later as it stood still.

    Raises:
        NotFound: there is no such case.
        NotRunning: it does not stand still.
    """
    case = persistence.load(instance_id)
    if case.status != CaseState.SUSPENDED:
        raise NotRunning(state=CaseState(case.status).label)
    with connection.cursor() as cursor:
        cursor.execute(GO_ON, {"id": case.id, "now": by.moment})
    announce(by, case_event(events.CaseResumed, case))
