"""What was found: lists, one finding, what was found in one case."""

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from sunhall.business.supervision.choices import OPEN, Severity
from sunhall.business.supervision.models import Card, CardStep, Finding, Rule
from sunhall.directory.models import Organization, Person
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.paging import Page

PAGE = 30
ON_ONE_CASE = 50
FAILED = "failed"
UNENDED = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a list of findings is narrowed to; empty is all.

    `state` is a card's state, `open` for all of those with something left to do, or `failed` for
    the rules' own failures.
    """

    organization: int | None = None
    division: str = ""
    rule: str = ""
    key_point: str = ""
    severity: str = ""
    state: str = ""
    officer: int | None = None
    blocked: bool = False

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the filters in use."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value}


LOOKUPS = {
    "organization": "organization_id",
    "division": "division",
    "severity": "card__severity",
    "officer": "handler_id",
    "blocked": "is_blocked",
}


def list_findings(
    by: Actor, filters: Filters, *, after: int | None = None, limit: int = PAGE
) -> Page[Finding]:
    """Return what was found with its cards, newest first, one page by key."""
    found = Finding.objects.within(by)
    for name, value in filters.chosen.items():
        if name in LOOKUPS:
            found = found.filter(**{LOOKUPS[name]: value})
    if filters.rule or filters.key_point:
        found = found.filter(rule__in=_rule_ids(filters))
    if filters.state == FAILED:
        found = found.exclude(fault="")
    else:
        found = found.sound()
        states = OPEN if filters.state == UNENDED else (filters.state,)
        found = found.filter(card__state__in=states) if filters.state else found
    if after:
        found = found.filter(pk__lt=after)
    rows = found.select_related("rule", "card").defer("facts").order_by("-pk")
    items = list(rows[: limit + 1])
    return Page(items[:limit], str(items[limit - 1].pk) if len(items) > limit else "")


def get_finding(by: Actor, *, finding_id: int) -> Finding:
    """Return a finding with its rule, version and card.

    Raises:
        NotFound: there is none that the actor may see.
    """
    rows = Finding.objects.within(by).select_related("rule", "version", "card")
    found = rows.filter(pk=finding_id).first()
    if found is None:
        raise NotFound(_("监督发现"), finding_id)
    return found


def findings_on(by: Actor, subject: str, subject_id: int) -> list[Finding]:
    """Return what was found in one case and the actor may see, newest first."""
    found = Finding.objects.within(by).sound().filter(subject=subject, subject_id=subject_id)
    return list(found.select_related("rule", "card").order_by("-pk")[:ON_ONE_CASE])


def list_steps(finding: Finding) -> list[CardStep]:
    """Return the steps of a finding's card, oldest first."""
    return list(CardStep.objects.filter(card_id=finding.pk))


def count_open_cards(by: Actor) -> dict[str, int]:
    """Count the cards in the city with something left to do, by color; one index holds them."""
    rows = Card.objects.within(by).filter(state__in=OPEN).values_list("severity")
    return dict.fromkeys(Severity.values, 0) | dict(rows.annotate(Count("pk")))


def names_of(findings: list[Finding]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the names of the organizations and of the officers that findings speak of."""
    units = Organization.objects.filter(pk__in={one.organization_id for one in findings})
    people = Person.objects.filter(pk__in={one.handler_id for one in findings if one.handler_id})
    return dict(units.values_list("pk", "name")), dict(people.values_list("pk", "name"))


def _rule_ids(filters: Filters) -> list[int]:
    """Return the few rules asked for; the list then reads one index."""
    rules = Rule.objects.all()
    if filters.rule:
        rules = rules.filter(code=filters.rule)
    if filters.key_point:
        rules = rules.filter(key_point=filters.key_point)
    return list(rules.values_list("pk", flat=True))
