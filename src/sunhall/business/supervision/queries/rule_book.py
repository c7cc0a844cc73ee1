"""The rules in force, compiled, and how their questions fit the events."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db import connection
from django.utils.translation import gettext_lazy

from sunhall.business.supervision.errors import NotAQuestion, UnknownEvent
from sunhall.business.supervision.models import Rule, RuleVersion
from sunhall.business.supervision.rules import Draft, Question, QuestionFault, compile_question
from sunhall.kernel.events import Event, SupervisedEvent, event_types
from sunhall.kernel.expressions import FactType, types_of

FIELDS = {
    "when": gettext_lazy("条件"),
    "red_when": gettext_lazy("升为红牌的条件"),
    "block_when": gettext_lazy("阻断的条件"),
}
# Every supervised act asks this, so it goes straight to the table.
REVISION = "SELECT number FROM supervision_rulesetrevision WHERE id = 1"
NOT_RECORDED = {"subject_id"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that watches an event, ready to be asked; a `fault` is why it cannot be."""

    rule: Rule
    version: RuleVersion
    question: Question | None
    fault: str = ""


def asked_about(event: str) -> Sequence[Asked]:
    """Return the rules in force that watch an event, by code. One query for the revision."""
    return _book(rule_set_revision()).get(event, ())


def rule_set_revision() -> int:
    """Return the number that grows with each change of the rules in force."""
    with connection.cursor() as cursor:
        cursor.execute(REVISION)
        row = cursor.fetchone()
    return row[0] if row else 0


def supervised_events() -> dict[str, type[Event]]:
    """Return the events that rules may watch, by name."""
    return {event.name: event for event in event_types() if issubclass(event, SupervisedEvent)}


@cache
def facts_of(event: str) -> Mapping[str, FactType]:
    """Return the types of the facts an event leaves in the journal; personal ones are not there.

    Raises:
        UnknownEvent: no app announces it.
    """
    known = supervised_events().get(event)
    if known is None:
        raise UnknownEvent(event=event)
    apart = NOT_RECORDED.union(known.personal)
    return {name: found for name, found in types_of(known).items() if name not in apart}


def compile_for(draft: Draft, event: str) -> Question:
    """Compile a rule's question for one event.

    Raises:
        UnknownEvent: no app announces it.
        NotAQuestion: a condition cannot be asked of it.
    """
    try:
        return compile_question(draft, event, facts_of(event))
    except QuestionFault as fault:
        field = str(FIELDS[fault.field])
        raise NotAQuestion(field=field, event=event, reason=str(fault)) from fault


@lru_cache(maxsize=2)
def _book(revision: int) -> Mapping[str, Sequence[Asked]]:
    """Compile the rules in force, once a revision."""
    book: dict[str, list[Asked]] = defaultdict(list)
    rules = Rule.objects.filter(version__is_watching=True).select_related("version")
    for rule in rules.order_by("code"):
        version = rule.version
        if version is None:
            continue
        for event in version.on:
            book[event].append(_asked(rule, version, event))
    return book


def _asked(rule: Rule, version: RuleVersion, event: str) -> Asked:
    try:
        return Asked(rule, version, compile_for(version.draft, event))
    except (NotAQuestion, UnknownEvent) as refusal:
        return Asked(rule, version, None, str(refusal))
