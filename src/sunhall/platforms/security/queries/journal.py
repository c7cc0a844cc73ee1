"""The journal as the auditor asks it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sunhall.centers.access.events import SignedIn
from sunhall.centers.access.models import Citizen
from sunhall.directory.models import Organization, Person
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.paging import Page
from sunhall.kernel.revealing import ResidentRevealed, Standing, looks_at_resident, resident_key
from sunhall.platforms.security.permissions import Permission
from sunhall.platforms.security.rules.unusual import Look, SignOn, Unusual, find_unusual

LISTED = 50
MOST_LOOKS = 50_000
"""As many looks and as many sign-ons as one period is examined for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the journal is asked for; what is empty does not narrow."""

    actor: str = ""
    resident: str = ""
    event: str = ""
    subject: str = ""
    subject_id: int | None = None
    organization: str = ""
    since: date | None = None
    until: date | None = None


def list_entries(
    by: Actor, wanted: Wanted, *, after: int | None = None, limit: int = LISTED
) -> Page[JournalEntry]:
    """Return journal entries, the newest first.

    Raises:
        Forbidden: the actor audits no journal.
    """
    rows = _wanted(by, wanted)
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def list_unusual(by: Actor, since: date, until: date) -> list[Unusual]:
    """Return what was unusual in some days, both included, the latest first.

    Raises:
        Forbidden: the actor audits no journal.
    """
    _check(by)
    looks = [_look(entry) for entry in _of_days(_looks(), since, until)[:MOST_LOOKS]]
    sign_ons = [_sign_on(entry) for entry in _of_days(_sign_ons(), since, until)[:MOST_LOOKS]]
    return find_unusual(looks, sign_ons, city_calendar(by).is_working_day)


def count_looks(by: Actor, since: date, until: date) -> tuple[Counter[date], Counter[int]]:
    """Return how often citizens' data were looked at on each day, and in each hour of the day.

    Raises:
        Forbidden: the actor audits no journal.
    """
    _check(by)
    moments = _of_days(_looks(), since, until).values_list("at", flat=True)[:MOST_LOOKS]
    local = [timezone.localtime(at) for at in moments]
    return Counter(at.date() for at in local), Counter(at.hour for at in local)


def list_own_looks(by: Actor, *, after: int | None = None) -> Page[JournalEntry]:
    """Return who looked at the citizen's own data, and why."""
    citizen = Citizen.objects.filter(pk=by.citizen_id or 0).first()
    return looks_at_resident(citizen.resident_id if citizen else "", after=after)


def organizations_of(entries: Iterable[JournalEntry]) -> dict[int, str]:
    """Return the names of the organizations that entries come from."""
    keys = {entry.organization_id for entry in entries if entry.organization_id}
    return dict(Organization.objects.filter(pk__in=keys).values_list("pk", "short_name"))


def _check(by: Actor) -> None:
    if not by.may(Permission.JOURNAL_AUDIT):
        raise Forbidden(Permission.JOURNAL_AUDIT)


def _wanted(by: Actor, wanted: Wanted) -> QuerySet[JournalEntry]:
    _check(by)
    rows = JournalEntry.objects.all()
    if wanted.actor:
        rows = rows.filter(_by_person(wanted.actor))
    if wanted.resident:
        rows = rows.filter(
            subject=ResidentRevealed.subject, subject_id=resident_key(wanted.resident)
        )
    if wanted.event:
        rows = rows.filter(event=wanted.event)
    if wanted.subject:
        rows = rows.filter(subject=wanted.subject)
    if wanted.subject_id is not None:
        rows = rows.filter(subject_id=wanted.subject_id)
    if wanted.organization:
        organizations = Organization.objects.filter(code=wanted.organization)
        rows = rows.filter(organization_id__in=list(organizations.values_list("pk", flat=True)))
    return _of_days(rows, wanted.since, wanted.until)


def _by_person(text: str) -> Q:
    """Return what keeps the acts of whom a name or a number names."""
    people = Person.objects.filter(Q(name=text) | Q(employee_number=text))
    return Q(person_id__in=list(people.values_list("pk", flat=True)))


def _of_days(
    rows: QuerySet[JournalEntry], since: date | None, until: date | None
) -> QuerySet[JournalEntry]:
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    return rows.filter(at__lt=_midnight(until + timedelta(days=1))) if until else rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _looks() -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(event=ResidentRevealed.name).order_by("-pk")


def _sign_ons() -> QuerySet[JournalEntry]:
    """Return the sign-ons of civil servants, each with whether its network is a new one."""
    earlier = JournalEntry.objects.filter(
        subject=SignedIn.subject,
        subject_id=OuterRef("subject_id"),
        event=SignedIn.name,
        pk__lt=OuterRef("pk"),
    )
    rows = JournalEntry.objects.filter(event=SignedIn.name, facts__network__gt="")
    return rows.annotate(
        has_earlier=Exists(earlier.filter(facts__network__gt="")),
        is_known=Exists(earlier.filter(facts__network=OuterRef("facts__network"))),
    ).order_by("-pk")


def _look(entry: JournalEntry) -> Look:
    return Look(
        timezone.localtime(entry.at),
        entry.person_id or 0,
        entry.person_name,
        entry.subject_id,
        entry.facts.get("standing") == Standing.COLLEAGUE,
        entry.facts.get("standing") == Standing.HANDLES,
    )


def _sign_on(entry: JournalEntry) -> SignOn:
    """Return a sign-on; nobody was known yet who acted, so it names the account."""
    is_new = entry.has_earlier and not entry.is_known  # type: ignore[attr-defined]
    return SignOn(
        timezone.localtime(entry.at),
        entry.subject_id,
        str(entry.facts.get("login", "")),
        int(entry.facts.get("failures", 0)),
        str(entry.facts.get("network", "")),
        is_new,
    )
