"""What has happened: one journal line in the same transaction, then those who listen."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from sunhall.kernel.actor import Actor
from sunhall.kernel.models import JournalEntry


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened; plain values under a name that never changes.

    `subject` names the kind of thing it happened to; `subject_id` is its key.
    """

    name: ClassVar[str]
    subject: ClassVar[str]
    subject_id: int


E = TypeVar("E", bound=Event)
Subscriber = Callable[[Actor, Any], None]
_subscribers: dict[str, list[Subscriber]] = defaultdict(list)


def subscribe(event: type[E]) -> Callable[[Callable[[Actor, E], None]], Callable[[Actor, E], None]]:
    """Let a function hear an event, inside the act's own transaction. It may only write rows."""

    def listen(function: Callable[[Actor, E], None]) -> Callable[[Actor, E], None]:
        if function not in _subscribers[event.name]:
            _subscribers[event.name].append(function)
        return function

    return listen


def announce(by: Actor, *happened: Event) -> None:
    """Write events into the journal and tell those who listen.

    Call it inside an action: act, journal lines and whatever the subscribers write stand or fall
    together.
    """
    JournalEntry.objects.bulk_create([_journal_line(by, event) for event in happened])
    for event in happened:
        for subscriber in _subscribers[event.name]:
            subscriber(by, event)


def event_types() -> list[type[Event]]:
    """Return every event the city knows, by name."""
    return sorted((e for e in _descendants(Event) if hasattr(e, "name")), key=lambda e: e.name)


def _descendants(event: type[Event]) -> list[type[Event]]:
    children = event.__subclasses__()
    return children + [grandchild for child in children for grandchild in _descendants(child)]


def _journal_line(by: Actor, event: Event) -> JournalEntry:
    facts = {f.name: getattr(event, f.name) for f in fields(event) if f.name != "subject_id"}
    return JournalEntry(
        at=by.moment,
        channel=by.channel,
        person_id=by.person_id,
        person_name=by.name,
        post_id=by.post_id,
        organization_id=by.organization_id,
        event=event.name,
        subject=event.subject,
        subject_id=event.subject_id,
        facts=_plain(facts),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
