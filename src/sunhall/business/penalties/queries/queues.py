"""The queues people work from: cases that wait for something, a page at a time by key."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from sunhall.business.penalties.choices import ApprovalStatus, CaseState, Concern, Queue
from sunhall.business.penalties.models import (
    Approval,
    Case,
    CaseOfficer,
    CaseQuerySet,
    Obligation,
    Party,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.library import storable
from sunhall.kernel.actor import Actor
from sunhall.kernel.paging import Page, read_key

LISTED = 30
COUNTED = 99
"""Up to where a queue is counted: more is said to be more."""
SOON_DAYS = 7
CHUNK = 1_000
CALLED = 200
UNDUE = "none"

Keep = Callable[[CaseQuerySet, Actor], CaseQuerySet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What narrows a queue: state, matter code, beginning of a number or a name."""

    state: str = ""
    matter: str = ""
    text: str = ""


EVERY = Wanted()


class ExportedCase(NamedTuple):
    """A case as a line of a file."""

    case_number: str
    clue_number: str
    title: str
    matter_code: str | None
    party_name: str | None
    party_kind: str | None
    organization_id: int
    organization: str
    procedure: str
    state: str
    handler_id: int | None
    handler: str | None
    due_concern: str
    due_date: date | None
    registered_at: datetime


EXPORTED = (
    "case_number",
    "clue_number",
    "title",
    "matter__code",
    "party__name",
    "party__kind",
    "organization_id",
    "organization__name",
    "procedure",
    "state",
    "handler_id",
    "handler__name",
    "due_concern",
    "due_date",
    "registered_at",
)
"""Where the fields of a line come from."""


def _of_mine(by: Actor) -> QuerySet[CaseOfficer]:
    """Return the actor's part in a case; asked of one case after another, what is due first."""
    return CaseOfficer.objects.filter(
        case=OuterRef("pk"), person_id=by.own_person_id, removed_at__isnull=True
    )


def _obliged(*concerns: str) -> Keep:
    """Keep the cases with an open obligation of a concern."""

    def keep(rows: CaseQuerySet, by: Actor) -> CaseQuerySet:
        owed = Obligation.objects.filter(
            case=OuterRef("pk"), concern__in=concerns, met_on__isnull=True
        )
        return rows.filter(Exists(owed), due_date__isnull=False)

    return keep


QUEUES: Mapping[str, Keep] = {
    Queue.MINE: lambda rows, by: rows.filter(Exists(_of_mine(by))),
    Queue.ORGANIZATION: lambda rows, by: rows,
    Queue.DUE_SOON: lambda rows, by: rows.filter(
        due_date__range=(by.today, by.today + timedelta(days=SOON_DAYS))
    ),
    Queue.OVERDUE: lambda rows, by: rows.filter(due_date__lt=by.today),
    Queue.UNSERVED: lambda rows, by: rows.filter(state=CaseState.DECIDED),
    Queue.UNPAID: _obliged(Concern.PAYMENT),
    Queue.UNPUBLISHED: _obliged(Concern.PUBLICATION),
    Queue.CLOSING: lambda rows, by: rows.filter(
        state__in=(
            CaseState.EXECUTED,
            CaseState.EXEMPTED,
            CaseState.WITHDRAWN,
            CaseState.TERMINATED,
            CaseState.TRANSFERRED,
            CaseState.CLOSED,
        )
    ),
}


OPEN_QUEUES = (Queue.MINE,)
"""Queues of open cases: what has ended is left out; whatever is due is open."""


def queue_of(by: Actor, queue: str, wanted: Wanted = EVERY) -> CaseQuerySet:
    """Return the cases of a queue that the actor may see."""
    rows = QUEUES[queue](Case.objects.within(by), by)
    if wanted.state in CaseState.values:
        rows = rows.filter(state=wanted.state)
    if code := storable(wanted.matter).strip():
        rows = rows.filter(matter__code=code)
    if text := storable(wanted.text).strip():
        rows = rows.filter(pk__in=_called(by, text))
    return rows


def list_queue(
    by: Actor, queue: str, wanted: Wanted = EVERY, *, after: str = "", limit: int = LISTED
) -> Page[Case]:
    """Return some cases of a queue: what is due first, then what is not due, the newest first.

    `after` is the key of the last case of the page before: its due date and its id.
    """
    keys = _keys(queue_of(by, queue, wanted), queue, after, limit)
    shown = _shown(Case.objects.filter(pk__in=keys[:limit])).in_bulk()
    found = [shown[key] for key in keys[:limit]]
    more = len(keys) > limit
    return Page(found, _key(found[-1].due_date, found[-1].pk) if more else "")


def _keys(rows: CaseQuerySet, queue: str, after: str, limit: int) -> list[int]:
    """Return the keys of a page and of one more case.

    The keys alone are found by indexes; with what else is shown, the planner starts elsewhere.
    """
    day, number = _read_key(after)
    keys = (
        []
        if day is None
        else list(_due(rows, day, number).values_list("pk", flat=True)[: limit + 1])
    )
    if len(keys) <= limit:
        rest = _undue(rows, queue, number if day is None else 0)
        # Asked for few, the planner would look for them among all that have ended
        keys += rest.values_list("pk", flat=True)[: limit + 1]
    return keys[: limit + 1]


def count_queues(by: Actor, names: Iterable[str]) -> dict[str, int]:
    """Count queues, each at most one more than people care to know; one query for them all."""
    asked = tuple(names)
    if not asked:
        return {}
    today = Actor(
        moment=timezone.localtime(by.moment).replace(hour=12, minute=0, second=0, microsecond=0),
        channel=by.channel,
        person_id=by.person_id,
        organization_id=by.organization_id,
        permissions=by.permissions,
    )
    try:
        sql, params = _counting(today, asked)
    except EmptyResultSet:
        return dict.fromkeys(asked, 0)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        counted = Counter(name for (name,) in cursor)
    return {name: min(counted[name], COUNTED + 1) for name in asked}


@lru_cache(maxsize=1_000)
def _counting(by: Actor, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """Write the statement that counts; it stands on every page, and is the same all day.

    Raises:
        EmptyResultSet: the actor may see no case.
    """
    first, *others = [part for name in names for part in _counted(by, name)]
    return first.union(*others, all=True).query.sql_with_params()


def written(count: int) -> str:
    """Write a number that was counted only so far."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def export_queue(by: Actor, queue: str, wanted: Wanted = EVERY) -> Iterator[ExportedCase]:
    """Yield every case of a queue, page by page: no cursor stays open, and no page is kept."""
    rows, after, more = queue_of(by, queue, wanted), "", True
    while more:
        keys = _keys(rows, queue, after, CHUNK)
        values = Case.objects.filter(pk__in=keys[:CHUNK]).values_list("pk", *EXPORTED)
        found = {key: ExportedCase._make(rest) for key, *rest in values}
        for key in keys[:CHUNK]:
            yield found[key]
        more = len(keys) > CHUNK
        after = _key(found[keys[CHUNK - 1]].due_date, keys[CHUNK - 1]) if more else ""


def list_approvals(by: Actor, *, after: int = 0, limit: int = LISTED) -> Page[Approval]:
    """Return what waits for the head of the actor's organization, the oldest first."""
    rows = _waiting(by).filter(pk__gt=after).select_related("case__matter", "case__party")
    found = list(rows.order_by("pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def count_approvals(by: Actor) -> int:
    """Count what waits for the head, at most one more than people care to know."""
    return _waiting(by).values("pk")[: COUNTED + 1].count()


def labels_of_approvals(by: Actor, approval_ids: Collection[int]) -> dict[int, str]:
    """Return the cases that requests are about, as people call them, by the requests' keys."""
    rows = Approval.objects.filter(organization_id=by.own_organization_id, pk__in=approval_ids)
    return {one.pk: str(one.case) for one in rows.select_related("case")}


def labels_of_cases(by: Actor, case_ids: Collection[int]) -> dict[int, str]:
    """Return cases as people call them, by their keys."""
    rows = Case.objects.within(by).filter(pk__in=case_ids).select_related("matter")
    return {one.pk: str(one) for one in rows.defer("matter__search")}


def search_cases(by: Actor, text: str, limit: int) -> list[Case]:
    """Return the cases whose number begins with a text, or whose party is called so."""
    words = storable(text).strip()
    if not words or not (by.may(Permission.CASE_VIEW) or by.may(Permission.CASE_WATCH)):
        return []
    wanted = Wanted(text=words)
    return list(queue_of(by, Queue.ORGANIZATION, wanted).order_by("-pk")[:limit])


def _counted(by: Actor, queue: str) -> list[QuerySet[Case, tuple[str]]]:
    """Return what to count of a queue: its name, once for every case, up to a point."""
    rows = queue_of(by, queue)
    parts = [rows]
    if queue in OPEN_QUEUES:
        parts = [rows.filter(due_date__isnull=False), _undue(rows, queue, 0)]
    named = Value(queue, output_field=CharField())
    return [
        part.order_by().annotate(queue=named).values_list("queue")[: COUNTED + 1] for part in parts
    ]


def _waiting(by: Actor) -> QuerySet[Approval]:
    if not by.may(Permission.CASE_APPROVE):
        return Approval.objects.none()
    return Approval.objects.filter(
        organization_id=by.own_organization_id, status=ApprovalStatus.PENDING
    )


def _called(by: Actor, text: str) -> list[int]:
    """Return the cases whose number begins so, or whose party is called or numbered so."""
    rows = Case.objects.within(by)
    parties = Party.objects.filter(Q(name__begins=text) | Q(identifier=text))
    found: set[int] = set()
    for some in (
        rows.filter(case_number__begins=text).exclude(case_number=""),
        rows.filter(clue_number__begins=text),
        rows.filter(party_id__in=list(parties.values_list("pk", flat=True)[:CALLED])),
    ):
        found.update(some.values_list("pk", flat=True)[:CALLED])
    return sorted(found)


def _shown(rows: CaseQuerySet) -> CaseQuerySet:
    related = rows.select_related("organization", "matter", "party", "handler")
    return related.defer("story", "matter__search")


def _due(rows: CaseQuerySet, day: date, number: int) -> CaseQuerySet:
    """Return what is due on a day or later, but the cases of that day up to a number."""
    due = rows.filter(due_date__isnull=False)
    if number:
        due = due.filter(due_date__gte=day).exclude(due_date=day, pk__lte=number)
    return due.order_by("due_date", "pk")


def _undue(rows: CaseQuerySet, queue: str, number: int) -> CaseQuerySet:
    """Return what nothing is due of, the newest first, from below a number on."""
    rest = rows.filter(due_date__isnull=True)
    if queue in OPEN_QUEUES:
        rest = rest.open()
    return (rest.filter(pk__lt=number) if number else rest).order_by("-pk")


def _key(due_date: date | None, number: int) -> str:
    return f"{due_date.isoformat() if due_date else UNDUE}_{number}"


def _read_key(key: str) -> tuple[date | None, int]:
    """Return day and number of a key; the very first ones where it is unreadable."""
    day, _separator, number = key.partition("_")
    last = read_key(number)
    if last is None:
        return date.min, 0
    if day == UNDUE:
        return None, last
    try:
        return date.fromisoformat(day), last
    except ValueError:
        return date.min, 0
