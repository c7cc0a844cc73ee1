"""Cases in and out of the database: plain SQL, one statement to load and one to flush.

This is the engine's hot path; rows of the ORM would cost most of what the core saves, and a
benchmark guards it. Everything runs in the caller's transaction, under the lock of the case.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.errors import NotFound
from sunhall.platforms.workflow.choices import CaseState, StepEnd
from sunhall.platforms.workflow.errors import StepRefused
from sunhall.platforms.workflow.models import Instance, Task
from sunhall.platforms.workflow.queries.flows import RunnableFlow, flow_of
from sunhall.platforms.workflow.rules.graph import Span, Timer
from sunhall.platforms.workflow.rules.state import Armed, Opened, Outcome, State

CASE = "i.id, i.definition_id, i.subject_kind, i.subject_id, i.organization_id, i.status, i.state"
LOAD = f"SELECT {CASE} FROM workflow_instance i WHERE i.id = %s FOR UPDATE"  # noqa: S608
LOAD_STEP = f"""
SELECT {CASE}, t.id, t.token, t.node, t.name, t.item, t.organization_id, t.permission,
    t.claimed_by_id, t.closed_at IS NULL
FROM workflow_task t JOIN workflow_instance i ON i.id = t.instance_id
WHERE t.id = %s FOR UPDATE OF i
"""  # noqa: S608
LOAD_MANY = f"""
SELECT {CASE} FROM workflow_instance i
WHERE i.id = ANY (%s) AND i.status = 'running' ORDER BY i.id FOR UPDATE SKIP LOCKED
"""  # noqa: S608
BEGIN = """
WITH moved AS (
    INSERT INTO workflow_instance (definition_id, subject_kind, subject_id, organization_id,
        state, status, started_at, ended_at, legal_basis)
    VALUES (%(definition)s, %(kind)s, %(subject)s, %(own)s, %(state)s::jsonb, %(status)s,
        %(now)s, %(ended)s, '')
    RETURNING id
)
"""
MOVE = """
WITH moved AS (
    UPDATE workflow_instance SET state = %(state)s::jsonb, status = %(status)s,
        ended_at = %(ended)s
    WHERE id = %(id)s RETURNING id
)
"""
CLOSE = """, closed AS (
    UPDATE workflow_task SET closed_at = %(now)s,
        outcome = CASE WHEN token = %(acted)s THEN %(outcome)s ELSE 'removed' END,
        closed_by_id = CASE WHEN token = %(acted)s THEN %(person)s::bigint END,
        note = CASE WHEN token = %(acted)s THEN %(note)s ELSE '' END
    WHERE instance_id = %(id)s AND token = ANY (%(gone)s::int[]) AND closed_at IS NULL
), dropped AS (
    DELETE FROM workflow_timer WHERE instance_id = %(id)s AND token = ANY (%(gone)s::int[])
)
"""
ARM = """, armed AS (
    INSERT INTO workflow_timer (instance_id, token, node, due_at)
    SELECT moved.id, a.token, a.node, a.due_at FROM moved, unnest(
        %(armed_tokens)s::int[], %(armed_nodes)s::text[], %(armed_at)s::timestamptz[]
    ) AS a (token, node, due_at)
)
"""
OPEN = """, opened AS (
    INSERT INTO workflow_task (instance_id, token, node, name, item, organization_id, host_id,
        permission, opened_at, outcome, note)
    SELECT moved.id, o.token, o.node, o.name, o.item,
        CASE o.organization WHEN '' THEN %(own)s
            ELSE (SELECT id FROM directory_organization WHERE code = o.organization) END,
        %(own)s, o.permission, %(now)s, '', ''
    FROM moved, unnest(%(tokens)s::int[], %(nodes)s::text[], %(names)s::text[], %(items)s::text[],
        %(organizations)s::text[], %(permissions)s::text[]
    ) AS o (token, node, name, item, organization, permission)
    WHERE o.organization = '' OR EXISTS (
        SELECT FROM directory_organization WHERE code = o.organization
    )
    RETURNING id, token, organization_id
)
SELECT moved.id, opened.id, opened.token, opened.organization_id FROM moved LEFT JOIN opened ON true
"""
SAY = "SELECT id, NULL::bigint, NULL::int, NULL::bigint FROM moved"


@dataclass(slots=True)
class Case:
    """A case under the lock of its row; no id before it has been flushed for the first time."""

    id: int
    flow: RunnableFlow
    subject_kind: str
    subject_id: int
    organization_id: int
    status: str
    state: State


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody's turn, as the database has it."""

    id: int
    token: int
    node: str
    name: str
    item: str
    organization_id: int
    permission: str
    claimed_by_id: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that a flush has opened."""

    task_id: int
    node: str
    name: str
    item: str
    organization_id: int


@dataclass(frozen=True, slots=True)
class Acted:
    """Which token was acted on, how that ended, and what was said."""

    token: int = 0
    outcome: StepEnd = StepEnd.DONE
    note: str = ""


def load(instance_id: int) -> Case:
    """Return a case, locked.

    Raises:
        NotFound: there is none.
    """
    rows = _fetch(LOAD, [instance_id])
    if not rows:
        raise NotFound(str(Instance._meta.verbose_name), instance_id)
    return _case(rows[0])


def load_step(task_id: int) -> tuple[Case, Step]:
    """Return a step and its case, locked.

    Raises:
        NotFound: there is none.
    """
    rows = _fetch(LOAD_STEP, [task_id])
    if not rows:
        raise NotFound(str(Task._meta.verbose_name), task_id)
    return _case(rows[0]), Step(*rows[0][7:])


def load_running(instance_ids: Sequence[int]) -> list[Case]:
    """Return those of some cases that run, locked; one that another act holds is left out."""
    return [_case(row) for row in _fetch(LOAD_MANY, [list(instance_ids)])]


def _case(row: Sequence[Any]) -> Case:
    pk, definition_id, kind, subject_id, organization_id, status, state = row[:7]
    plain = json.loads(state) if isinstance(state, str) else state
    flow = flow_of(definition_id)
    return Case(pk, flow, kind, subject_id, organization_id, status, State.load(plain))


def calendar_for(by: Actor, flow: RunnableFlow) -> WorkingCalendar | None:
    """Return the city's calendar if working days matter to a flow."""
    return directory.city_calendar(by) if flow.graph.asks_calendar else None


def flush(by: Actor, case: Case, outcome: Outcome, acted: Acted = Acted()) -> list[OpenStep]:
    """Write what a step made of a case, all of it in one statement.

    Raises:
        StepRefused: a step is for an organization that does not exist.
    """
    gone = set(outcome.gone)
    opened = [e for e in outcome.effects if isinstance(e, Opened) and e.token not in gone]
    armed = [e for e in outcome.effects if isinstance(e, Armed) and e.token not in gone]
    values = _values(by, case, outcome, acted)
    parts = [MOVE if case.id else BEGIN]
    if gone and case.id:
        parts.append(CLOSE)
    if armed:
        parts.append(ARM)
        calendar = calendar_for(by, case.flow)
        values["armed_tokens"] = [one.token for one in armed]
        values["armed_nodes"] = [one.event for one in armed]
        values["armed_at"] = [due_at(one.timer, by.moment, calendar) for one in armed]
    if opened:
        values |= _opening(case, opened)
    rows = _fetch("".join([*parts, OPEN if opened else SAY]), values)
    case.id, case.state = rows[0][0], outcome.state
    case.status = values["status"]
    return _opened(case, opened, rows)


def _values(by: Actor, case: Case, outcome: Outcome, acted: Acted) -> dict[str, Any]:
    status = CaseState.ENDED if outcome.has_ended else CaseState.RUNNING
    return {
        "id": case.id,
        "definition": case.flow.id,
        "kind": case.subject_kind,
        "subject": case.subject_id,
        "own": case.organization_id,
        "state": json.dumps(outcome.state.dump(), ensure_ascii=False, separators=(",", ":")),
        "status": status.value,
        "now": by.moment,
        "ended": by.moment if outcome.has_ended else None,
        "gone": outcome.gone,
        "acted": acted.token,
        "outcome": acted.outcome.value,
        "note": acted.note,
        "person": by.person_id,
    }


def _opening(case: Case, opened: Sequence[Opened]) -> dict[str, list[Any]]:
    nodes = [case.flow.graph.nodes[one.node] for one in opened]
    return {
        "tokens": [one.token for one in opened],
        "nodes": [one.node for one in opened],
        "names": [(node.name or node.id)[:200] for node in nodes],
        "items": ["" if one.item is None else str(one.item)[:200] for one in opened],
        "organizations": [one.organization for one in opened],
        "permissions": [node.work.permission for node in nodes],
    }


def _opened(case: Case, opened: Sequence[Opened], rows: Sequence[Any]) -> list[OpenStep]:
    keys = {token: (task_id, held_by) for _id, task_id, token, held_by in rows if task_id}
    for one in opened:
        if one.token not in keys:
            name = case.flow.graph.nodes[one.node].name
            raise StepRefused("organization_unknown", node=name, name=one.organization)
    return [
        OpenStep(
            keys[one.token][0],
            one.node,
            case.flow.graph.nodes[one.node].name,
            "" if one.item is None else str(one.item),
            keys[one.token][1],
        )
        for one in opened
    ]


def due_at(timer: Timer, moment: datetime, calendar: WorkingCalendar | None) -> datetime:
    """Return when a timer set at a moment goes off; on a day, with its first moment."""
    if timer.span is Span.MINUTE:
        return moment + timedelta(minutes=timer.amount)
    if timer.span is Span.DAY:
        return moment + timedelta(days=timer.amount)
    if timer.span is Span.DATE:
        day = date.fromisoformat(timer.date[:10])
        return timezone.make_aware(datetime.combine(day, time.min))
    local = timezone.localtime(moment)
    assert calendar is not None  # noqa: S101  such a flow asks for it
    day = calendar.add_working_days(local.date(), timer.amount)
    return local + (day - local.date())


def _fetch(sql: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
