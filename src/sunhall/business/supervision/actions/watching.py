"""Asking the rules about every supervised act, inside the act's own transaction.

What is written here is part of the act it was found in; nobody calls it, nobody can leave it out.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from sunhall.business.supervision.actions.issuing import issue_card
from sunhall.business.supervision.choices import Severity
from sunhall.business.supervision.errors import Blocked
from sunhall.business.supervision.models import Finding
from sunhall.business.supervision.queries.rule_book import Asked, asked_about
from sunhall.business.supervision.rules import Verdict
from sunhall.directory.models import Matter
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import WorkingCalendar, standard_calendar
from sunhall.kernel.errors import Refusal
from sunhall.kernel.events import Event, SupervisedEvent
from sunhall.kernel.models import JournalEntry

CRASHED = "crashed:"
ATTEMPT = "#"
NAMES = ("label", "number")
"""The facts that name a case."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What an event said, cut to what a finding can hold; `entry_id` is its journal entry."""

    event: str
    entry_id: int | None
    subject: str
    subject_id: int
    organization_id: int
    division: str
    matter: str
    handler_id: int | None
    label: str
    occasion: str
    facts: Mapping[str, Any]

    @classmethod
    def of(cls, event: SupervisedEvent, entry: JournalEntry) -> "Sighting":
        """Return what an event said, as the journal keeps it."""
        return cls(
            event=event.name,
            entry_id=entry.pk,
            subject=event.subject,
            subject_id=event.subject_id,
            organization_id=event.organization_id,
            division=event.division[:6],
            matter=event.matter[:50],
            handler_id=event.handler_id,
            label=event.label[:200],
            occasion=event.occasion[:150],
            facts=entry.facts,
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that found an act irregular, or failed over it."""

    asked: Asked
    verdict: Verdict
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act that supervision turned down, and why."""

    sighting: Sighting
    hits: Sequence[Hit]


def supervise(by: Actor, event: Event, entry: JournalEntry) -> None:
    """Ask every rule that watches an event, and record or block what they find.

    A rule that fails is itself recorded, and the act goes on.

    Raises:
        Blocked: a rule that may do so does not let the act pass.
    """
    if not isinstance(event, SupervisedEvent):
        return
    asked = asked_about(event.name)
    hits = _ask(by, asked, event) if asked else []
    if not hits:
        return
    sighting = Sighting.of(event, entry)
    blocking = [hit for hit in hits if hit.verdict.is_blocked]
    if blocking:
        raise _blocked(Attempt(sighting, [hit for hit in hits if hit.fault] + blocking))
    _record(by, sighting, hits)


def record_attempt(by: Actor, act: str, refusal: Refusal) -> None:
    """Record an act that supervision turned down, once nothing of the act itself is left."""
    if isinstance(refusal, Blocked) and isinstance(refusal.attempt, Attempt):
        _record(by, _what_is_left(refusal.attempt.sighting), refusal.attempt.hits, act)


def _what_is_left(sighting: Sighting) -> Sighting:
    """Return what an act saw before it was taken back.

    What the act itself had begun is gone with it, and its number will be another's: it is called
    by its matter.
    """
    before = JournalEntry.objects.filter(subject=sighting.subject, subject_id=sighting.subject_id)
    if before.exists():
        return replace(sighting, entry_id=None)
    name = Matter.objects.filter(code=sighting.matter).values_list("name", flat=True).first()
    facts = {key: value for key, value in sighting.facts.items() if key not in NAMES}
    return replace(sighting, entry_id=None, label=(name or "")[:200], facts=facts)


def _ask(by: Actor, asked: Sequence[Asked], event: SupervisedEvent) -> list[Hit]:
    reckons = any(one.question and one.question.reckons for one in asked)
    calendar = city_calendar(by) if reckons else standard_calendar()
    facts = vars(event)
    return [hit for one in asked if (hit := _answer(one, facts, calendar))]


def _answer(one: Asked, facts: Mapping[str, Any], calendar: WorkingCalendar) -> Hit | None:
    if one.question is None:
        return Hit(one, Verdict(is_red=False, is_blocked=False), one.fault)
    try:
        verdict = one.question.answer(facts, calendar)
    except Exception as error:
        return Hit(one, Verdict(is_red=False, is_blocked=False), repr(error))
    return Hit(one, verdict) if verdict else None


def _blocked(attempt: Attempt) -> Blocked:
    """Say which rule, what it forbids, on what basis, and what to do instead."""
    first = next(hit.asked for hit in attempt.hits if hit.verdict.is_blocked)
    return Blocked(
        attempt,
        rule=first.rule.code,
        name=first.rule.name,
        condition=first.rule.condition.rstrip("。"),
        basis=first.rule.basis.rstrip("。"),
        way_out=first.version.way_out,
    )


def _record(by: Actor, sighting: Sighting, hits: Iterable[Hit], act: str = "") -> None:
    """Write what was found; where that fails, write how, and let the act go on."""
    for hit in hits:
        try:
            with transaction.atomic():
                _write(by, sighting, hit, act)
        except Exception as error:
            log.exception("Rule %s could not record what it found.", hit.asked.rule.code)
            with transaction.atomic():
                _write(by, sighting, replace(hit, fault=repr(error)), act)


def _write(by: Actor, sighting: Sighting, hit: Hit, act: str) -> None:
    finding, is_new = _find(by, sighting, hit, act)
    if is_new and not hit.fault:
        issue_card(by, finding, hit.asked.version)


def _find(by: Actor, sighting: Sighting, hit: Hit, act: str) -> tuple[Finding, bool]:
    """Return the finding of this irregularity, and whether it is new; each attempt is."""
    values = {
        "version": hit.asked.version,
        "event": sighting.event,
        "entry_id": sighting.entry_id,
        "organization_id": sighting.organization_id,
        "division": sighting.division,
        "matter": sighting.matter,
        "handler_id": sighting.handler_id,
        "label": sighting.label,
        "severity": Severity.RED if hit.verdict.is_red else Severity.YELLOW,
        "is_blocked": hit.verdict.is_blocked,
        "act": act,
        "fault": hit.fault,
        "facts": sighting.facts,
        "found_at": by.moment,
        "found_on": by.today,
        "actor_id": by.person_id,
        "actor_name": by.name,
    }
    occasion = CRASHED + sighting.occasion if hit.fault else sighting.occasion
    number = 0
    while True:
        number += 1
        finding, is_new = Finding.objects.get_or_create(
            rule=hit.asked.rule,
            subject=sighting.subject,
            subject_id=sighting.subject_id,
            occasion=f"{occasion}{ATTEMPT}{number}" if hit.verdict.is_blocked else occasion,
            defaults=values,
        )
        if is_new or not hit.verdict.is_blocked:
            return finding, is_new
