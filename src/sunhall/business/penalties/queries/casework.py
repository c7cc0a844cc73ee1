"""What the acts from the first clue to the end of an investigation ask about the past."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Max, Min

from sunhall.business.penalties.choices import CaseState, DecisionStatus
from sunhall.business.penalties.errors import NothingInEffect
from sunhall.business.penalties.models import Benchmark, Case, Evidence, PenaltyDecision
from sunhall.business.penalties.queries import organs
from sunhall.business.penalties.queries.library import benchmark_in_effect_for
from sunhall.business.penalties.rules.amounts import prescription_date, years_after
from sunhall.business.penalties.rules.particulars import Citation
from sunhall.directory.models import Matter, Organization, Person, PostHolding
from sunhall.kernel.actor import Actor

A_DAY = timedelta(days=1)
STAFF = """
SELECT person.*
FROM directory_person AS person
WHERE person.id = ANY (%(persons)s) AND EXISTS (
    SELECT FROM directory_postholding AS holding
    JOIN directory_post AS post ON post.id = holding.post_id
    WHERE holding.person_id = person.id AND post.organization_id = %(organization)s
    AND daterange(holding.valid_from, holding.valid_to) @> %(today)s::date
    AND daterange(post.valid_from, post.valid_to) @> %(today)s::date
)
AND daterange(person.valid_from, person.valid_to) @> %(today)s::date
ORDER BY person.id
"""
"""Who of some persons holds a post in an organization today."""


def own_organization(by: Actor) -> Organization:
    """Return the organization the actor acts for, with its division.

    Raises:
        NotFound: the actor acts for none.
    """
    rows = Organization.objects.on(by.today).select_related("division")
    return rows.filter(pk=by.own_organization_id).only_one(by.own_organization_id)


def matter_of(by: Actor, code: str) -> Matter | None:
    """Return the matter of a code, with its organization; none without a code.

    Raises:
        NotFound: no matter has this code today.
    """
    if not code:
        return None
    rows = Matter.objects.on(by.today).select_related("organization").defer("search")
    return rows.filter(code=code).only_one(code)


def staff(by: Actor, organization_id: int, person_ids: Collection[int]) -> dict[int, Person]:
    """Return those of the persons who hold a post in an organization today, by their keys."""
    told = {"organization": organization_id, "persons": list(person_ids), "today": by.today}
    return {person.pk: person for person in Person.objects.raw(STAFF, told)}


def title_of(by: Actor, organization_id: int, person_id: int) -> str:
    """Return the title of the post a person holds in an organization today, if there is one."""
    holdings = PostHolding.objects.on(by.today).filter(
        person_id=person_id, post__organization_id=organization_id
    )
    return holdings.values_list("post__title", flat=True).first() or ""


def earlier_refusals(case: Case, on: date) -> int:
    """Count the clues about the same party and matter not filed in the 12 months before a day.

    Law: 行政处罚法 第七十六条第二款.
    """
    if case.matter_id is None or case.party is None or not case.party.identifier:
        return 0
    refused = Case.objects.filter(
        matter_id=case.matter_id,
        party__identifier=case.party.identifier,
        state=CaseState.NOT_FILED,
        ended_at__date__gt=years_after(on, -1),
    )
    return refused.exclude(pk=case.pk).count()


def similar_fines(case: Case) -> int:
    """Count the fines in force on the same party for the same place within a day.

    Law: 行政处罚法 第二十九条 (no second fine for the same act).
    """
    if case.party is None or not case.party.identifier or not case.place:
        return 0
    fines = PenaltyDecision.objects.filter(
        status=DecisionStatus.IN_FORCE,
        determination__fine_yuan__gt=0,
        case__party__identifier=case.party.identifier,
        case__place=case.place,
        case__occurred_on__range=(case.occurred_on - A_DAY, case.occurred_on + A_DAY),
    )
    return fines.exclude(case=case).count()


def last_day_to_discover(case: Case) -> date | None:
    """Return the last day on which a violation may be discovered; none while it goes on.

    Law: 行政处罚法 第三十六条.
    """
    if case.ended_on is None:
        return None
    return prescription_date(case.ended_on, endangers_life=case.endangers_life)


def is_time_barred(case: Case) -> bool:
    """Tell whether a violation was discovered too late to be penalized."""
    last = last_day_to_discover(case)
    return last is not None and case.discovered_on > last


def first_evidence_on(case: Case) -> date | None:
    """Return the day on which the first evidence was obtained."""
    first: date | None = case.evidence.aggregate(day=Min("obtained_on"))["day"]
    return first


def next_evidence_number(case: Case) -> int:
    """Return the number the next piece of evidence of a locked case bears."""
    return (case.evidence.aggregate(last=Max("number"))["last"] or 0) + 1


def evidence_numbers(case: Case) -> dict[int, Evidence]:
    """Return the evidence of a case by its numbers, without the files."""
    return {one.number: one for one in case.evidence.order_by("number")}


def is_competent(organization: Organization, matter: Matter) -> bool:
    """Tell whether an organization may penalize for a matter: its own, or one of its field.

    Law: 行政处罚法 第十七条, 第二十二条, 第二十三条 (the bureaus of districts and of the city).
    """
    owner = matter.organization
    return owner.pk == organization.pk or (
        owner.domain_code != "" and owner.domain_code == organization.domain_code
    )


def benchmarks_of(by: Actor, case: Case) -> list[Benchmark]:
    """Return the benchmark in effect when it happened and, if it is another, today's.

    Facts may be recorded for both, so that the lighter can be found (行政处罚法 第三十七条).

    Raises:
        NothingInEffect: none was public and in effect when it happened.
    """
    code = case.matter.code if case.matter else ""
    found = benchmark_in_effect_for(code, case.occurred_on)
    if found.is_in_effect_on(by.today):
        return [found]
    try:
        return [found, benchmark_in_effect_for(code, by.today)]
    except NothingInEffect:
        return [found]


def held_things(case: Case) -> Iterable[str]:
    """Name the kinds of measures whose things have not been dealt with."""
    rows = case.measures.filter(resolved_at__isnull=True).order_by("pk")
    return [measure.get_kind_display() for measure in rows]


def citation(section: str, key: str, value: str) -> Citation:
    """Return the article that the package's table of documents names for a case."""
    found = organs.row(section, key, value)
    return Citation(law=found["law"], article=found["article"])
