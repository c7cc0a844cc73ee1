"""A case seen again step by step: each act, its facts, which rules were asked, what they said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sunhall.business.supervision.errors import NotAQuestion, UnknownEvent
from sunhall.business.supervision.models import Finding, Rule, RuleVersion
from sunhall.business.supervision.queries.rule_book import compile_for, facts_of
from sunhall.business.supervision.rules import Draft, Question
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.expressions import ExpressionError, read_facts
from sunhall.kernel.models import JournalEntry

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule said to one act, asked again as it then was; None where it cannot be asked."""

    rule: Rule
    is_hit: bool | None


@dataclass(frozen=True, slots=True)
class Scene:
    """One step: an act, or an attempt that was turned down (no `entry_id`)."""

    at: datetime
    event: str
    person_name: str
    facts: Mapping[str, Any]
    entry_id: int | None
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def hits(self) -> list[Answer]:
        """Return the rules that found it irregular."""
        return [answer for answer in self.answers if answer.is_hit]


def replay_of(by: Actor, *, subject: str, subject_id: int) -> list[Scene]:
    """Return what happened to a case, oldest first, with what supervision asked and found."""
    entries = JournalEntry.objects.filter(subject=subject, subject_id=subject_id)
    findings = _findings(by, subject, subject_id)
    versions = list(RuleVersion.objects.exclude(enabled_at=None).select_related("rule"))
    calendar = city_calendar(by)
    scenes = [
        Scene(
            entry.at,
            entry.event,
            entry.person_name,
            entry.facts,
            entry.pk,
            _answers(entry, versions, calendar),
            [one for one in findings if one.entry_id == entry.pk],
        )
        for entry in entries.order_by("id")[:LONGEST]
    ]
    turned_down = [one for one in findings if one.entry_id is None]
    scenes += [
        Scene(one.found_at, one.event, one.actor_name, one.facts, None, [], [one])
        for one in turned_down
    ]
    return sorted(scenes, key=lambda scene: (scene.at, scene.entry_id or 0))


def _findings(by: Actor, subject: str, subject_id: int) -> list[Finding]:
    found = Finding.objects.within(by).filter(subject=subject, subject_id=subject_id)
    return list(found.select_related("rule", "card").order_by("pk")[:LONGEST])


def _answers(
    entry: JournalEntry, versions: list[RuleVersion], calendar: WorkingCalendar
) -> list[Answer]:
    in_force: dict[str, RuleVersion] = {}
    for version in sorted(versions, key=lambda one: one.number):
        if version.enabled_at and version.enabled_at <= entry.at:
            in_force[version.rule.code] = version
    return [
        Answer(version.rule, _ask(version.draft, entry, calendar))
        for _code, version in sorted(in_force.items())
        if version.is_watching and entry.event in version.on
    ]


def _ask(draft: Draft, entry: JournalEntry, calendar: WorkingCalendar) -> bool | None:
    try:
        question = _question(draft, entry.event)
        facts = read_facts(facts_of(entry.event), entry.facts)
        return question.answer(facts, calendar) is not None
    except (ExpressionError, NotAQuestion, UnknownEvent, TypeError):
        return None


@lru_cache(maxsize=1024)
def _question(draft: Draft, event: str) -> Question:
    return compile_for(draft, event)
