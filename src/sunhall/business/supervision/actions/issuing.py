"""A card for a finding: its number, its limits, whom it tells."""

from django.utils.translation import gettext_noop

from sunhall.business.supervision.choices import CardState, Move
from sunhall.business.supervision.events import CardIssued
from sunhall.business.supervision.models import Card, CardStep, Finding, RuleVersion
from sunhall.business.supervision.rules import APPEAL_LIMIT
from sunhall.directory.models import Organization
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import Deadline, TimeLimit, Unit
from sunhall.kernel.events import announce
from sunhall.kernel.numbers import next_number, written_number
from sunhall.kernel.outbox import send_later

SERIES = "supervision.card"
TOPIC = "supervision.card"
MARK = gettext_noop("监督牌")


def issue_card(by: Actor, finding: Finding, version: RuleVersion) -> Card:
    """Issue the card of a finding, in the transaction of whatever was found.

    The number is the last thing taken, since the next card of the organization waits for it.
    """
    calendar = city_calendar(by)
    appeal = Deadline(start_date=by.today, limit=APPEAL_LIMIT, calendar=calendar)
    due_on = by.today
    if version.remedy_working_days:
        limit = TimeLimit(version.remedy_working_days, Unit.WORKING_DAY)
        due_on = Deadline(start_date=by.today, limit=limit, calendar=calendar).due_date
    card = Card.objects.create(
        finding=finding,
        number=_number(by, finding.organization_id),
        severity=finding.severity,
        issued_at=by.moment,
        appeal_until=appeal.due_date,
        due_on=due_on,
    )
    CardStep.objects.create(
        card=card,
        move=Move.ISSUE,
        state=CardState.ISSUED,
        severity=card.severity,
        words=finding.rule.condition,
        due_on=due_on,
        at=by.moment,
    )
    told = {"number": card.number, "notify": version.notify, "rule": finding.rule.code}
    send_later(by, TOPIC, f"{TOPIC}:{card.pk}:{Move.ISSUE}", told)
    announce(
        by,
        CardIssued(
            subject_id=card.pk,
            number=card.number,
            rule=finding.rule.code,
            severity=card.severity,
            against=finding.organization_id,
            due_on=due_on,
            found_in=finding.subject,
            found_id=finding.subject_id,
            is_blocked=finding.is_blocked,
        ),
    )
    return card


def _number(by: Actor, organization_id: int) -> str:
    names = Organization.objects.filter(pk=organization_id).values_list("short_name", "name")
    short_name, name = names.first() or ("", "")
    year = by.today.year
    return written_number(
        f"{short_name or name}{MARK}", year, next_number(organization_id, SERIES, year)
    )
