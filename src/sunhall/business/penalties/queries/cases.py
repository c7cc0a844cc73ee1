"""Reading one case: its row, its officers, its facts, its clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from sunhall.business.penalties.models import (
    Case,
    CaseFact,
    CaseOfficer,
    Obligation,
)
from sunhall.directory import queries as directory
from sunhall.directory.choices import Employment
from sunhall.directory.models import EnforcementQualification
from sunhall.directory.rules.fields import NOT_ENFORCEMENT, field_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import Deadline, Extension, Suspension, TimeLimit, WorkingCalendar
from sunhall.kernel.errors import NotFound

OFFICERS = """
SELECT person.name, person.employment, held.scopes, held.numbers, (
    SELECT count(*) FROM penalties_interestdeclaration AS declared
    WHERE declared.person_id = person.id AND declared.party_identifier = %(party)s
)
FROM penalties_caseofficer AS officer
JOIN directory_person AS person ON person.id = officer.person_id
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(scope ORDER BY id), '{}') AS scopes,
        coalesce(array_agg(certificate_number ORDER BY id), '{}') AS numbers
    FROM directory_enforcementqualification
    WHERE person_id = person.id AND scope <> ALL (%(not_enforcement)s)
    AND (valid_from IS NULL OR valid_from <= %(today)s)
    AND (valid_to IS NULL OR valid_to > %(today)s)
) AS held
WHERE officer.case_id = %(case)s AND officer.removed_at IS NULL
ORDER BY officer.is_lead DESC, officer.id
"""
"""Who is on a case, in one statement, as every act on it asks."""


@dataclass(frozen=True, slots=True)
class OfficerStanding:
    """An officer on a case: the certificates valid today by field, the interests in its party."""

    name: str
    employment: str
    certificates: Mapping[str, str]
    declared_interests: int


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


def standing_of_officers(by: Actor, case: Case) -> list[OfficerStanding]:
    """Return how the officers on a case stand today, the leading one first."""
    told: dict[str, Any] = {
        "case": case.pk,
        "party": (case.party.identifier if case.party else "") or None,
        "not_enforcement": list(NOT_ENFORCEMENT),
        "today": by.today,
    }
    with connection.cursor() as cursor:
        cursor.execute(OFFICERS, told)
        return [
            OfficerStanding(name, employment, dict(zip(scopes, numbers, strict=True)), declared)
            for name, employment, scopes, numbers, declared in cursor
        ]


def officer_counts(by: Actor, case: Case) -> dict[str, int]:
    """Count a case's officers and what is wrong with them, as every event of a case tells."""
    field = field_of(case.organization.domain_code)
    officers = standing_of_officers(by, case)
    held = [officer.certificates for officer in officers]
    return {
        "officer_count": len(officers),
        "unqualified_officers": sum(not fields for fields in held),
        "out_of_scope_officers": sum(bool(fields) and field not in fields for fields in held),
        "contract_officers": sum(
            officer.employment != Employment.CIVIL_SERVANT for officer in officers
        ),
        "conflicted_officers": sum(officer.declared_interests for officer in officers),
    }


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
