"""Reading one case: its row, its officers, its facts, its clocks."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch

from sunhall.business.penalties.models import (
    Case,
    CaseFact,
    CaseOfficer,
    InterestDeclaration,
    Obligation,
)
from sunhall.directory import queries as directory
from sunhall.directory.choices import Employment
from sunhall.directory.models import EnforcementQualification
from sunhall.directory.rules.fields import NOT_ENFORCEMENT, field_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import Deadline, Extension, Suspension, TimeLimit, WorkingCalendar
from sunhall.kernel.errors import NotFound


def get_case(by: Actor, case_id: int) -> Case:
    """Return a case with organization, matter, party and handler.

    Raises:
        NotFound: no such case in the actor's jurisdiction.
    """
    rows = Case.objects.within(by).select_related("organization", "matter", "party", "handler")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotFound(str(Case._meta.verbose_name), case_id)
    return case


def officers_of(by: Actor, case: Case) -> list[CaseOfficer]:
    """Return the officers on a case, with their enforcement certificates valid today."""
    valid = EnforcementQualification.objects.on(by.today).exclude(scope__in=NOT_ENFORCEMENT)
    rows = case.officers.filter(removed_at__isnull=True).select_related("person")
    return list(
        rows.prefetch_related(
            Prefetch("person__qualifications", valid, to_attr="certificates")
        ).order_by("-is_lead", "pk")
    )


def officer_counts(by: Actor, case: Case) -> dict[str, int]:
    """Count a case's officers and what is wrong with them, as every event of a case tells."""
    officers = case.officers.filter(removed_at__isnull=True)
    employed = dict(officers.values_list("person_id", "person__employment"))
    valid = EnforcementQualification.objects.on(by.today).exclude(scope__in=NOT_ENFORCEMENT)
    fields: dict[int, set[str]] = {person_id: set() for person_id in employed}
    for person_id, scope in valid.filter(person_id__in=employed).values_list("person_id", "scope"):
        fields[person_id].add(scope)
    field = field_of(case.organization.domain_code)
    return {
        "officer_count": len(employed),
        "unqualified_officers": sum(not held for held in fields.values()),
        "out_of_scope_officers": sum(bool(held) and field not in held for held in fields.values()),
        "contract_officers": sum(
            employment != Employment.CIVIL_SERVANT for employment in employed.values()
        ),
        "conflicted_officers": _conflicted(case, list(employed)),
    }


def _conflicted(case: Case, person_ids: list[int]) -> int:
    if case.party is None or not case.party.identifier:
        return 0
    declared = InterestDeclaration.objects.filter(
        person_id__in=person_ids, party_identifier=case.party.identifier
    )
    return declared.count()


def last_facts(case: Case) -> dict[str, CaseFact]:
    """Return the facts that count: the last row of each key."""
    rows = CaseFact.objects.filter(case=case).order_by("key", "-pk").distinct("key")
    return {row.key: row for row in rows}


def fact_values(case: Case) -> Mapping[str, Any]:
    """Return the facts as the benchmark reads them."""
    return {key: fact.value for key, fact in last_facts(case).items()}


def open_obligations(case: Case) -> list[Obligation]:
    """Return what must still be done, the earliest first."""
    return list(case.obligations.filter(met_on__isnull=True).order_by("due_date", "pk"))


def deadline_of(
    by: Actor, obligation: Obligation, calendar: WorkingCalendar | None = None
) -> Deadline:
    """Return the reckoning behind an obligation; it explains itself day by day.

    A case's pauses count for what the organ must do, not for what the party must. `calendar` is
    that of the city, where it is at hand.
    """
    return Deadline(
        start_date=obligation.start_date,
        limit=TimeLimit.parse(obligation.limit, obligation.article),
        calendar=calendar or directory.city_calendar(by),
        suspensions=pauses_of(by, obligation),
        extensions=tuple(
            Extension(TimeLimit.parse(limit, article)) for limit, article in obligation.extensions
        ),
    )


def pauses_of(by: Actor, obligation: Obligation) -> tuple[Suspension, ...]:
    """Return the stretches that an obligation does not count."""
    if not obligation.stands_still_with_case:
        return ()
    return tuple(
        Suspension(pause.start_date, pause.end_date or by.today, pause.get_reason_display())
        for pause in obligation.case.pauses.order_by("start_date")
        if (pause.end_date or by.today) >= pause.start_date
    )
