"""What has happened: one journal line in the same transaction, then those who listen."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

from django.utils.functional import Promise

from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.models import JournalEntry, PrivateFacts

SALT_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened; plain values under a name that never changes.

    `words` are what people call it. `subject` names the kind of thing it happened to; `subject_id`
    is its key. The fields named in `personal` are kept apart, so that they may be erased.
    """

    name: ClassVar[str]
    words: ClassVar[str | Promise] = ""
    subject: ClassVar[str]
    personal: ClassVar[tuple[str, ...]] = ()
    subject_id: int


@dataclass(frozen=True, kw_only=True)
class SupervisedEvent(Event):
    """An act on somebody's case, or the clock's word on it; what supervision watches.

    Its fields are the facts that the rules of supervision read. `organization_id` is whose case it
    is, `division` the code of the district, `matter` the code of the matter, `handler_id` the
    person who answers for the case, `label` what people call it. `occasion` tells apart two
    occurrences of the same irregularity on one case; empty means that it happens once.
    """

    organization_id: int
    division: str
    matter: str
    handler_id: int | None
    label: str
    occasion: str = ""


E = TypeVar("E", bound=Event)
Subscriber = Callable[[Actor, Any], None]
Watcher = Callable[[Actor, Event, JournalEntry], None]
_subscribers: dict[str, list[Subscriber]] = defaultdict(list)
_watchers: list[Watcher] = []


def subscribe(event: type[E]) -> Callable[[Callable[[Actor, E], None]], Callable[[Actor, E], None]]:
    """Let a function hear an event, inside the act's own transaction. It may only write rows."""

    def listen(function: Callable[[Actor, E], None]) -> Callable[[Actor, E], None]:
        if function not in _subscribers[event.name]:
            _subscribers[event.name].append(function)
        return function

    return listen


def watch(function: Watcher) -> Watcher:
    """Let a function see every event with its journal entry, inside the act's own transaction."""
    if function not in _watchers:
        _watchers.append(function)
    return function


def announce(by: Actor, *happened: Event) -> None:
    """Write events into the journal and tell those who listen.

    Call it inside an action: act, journal lines and whatever the subscribers write stand or fall
    together.
    """
    lines = [_journal_line(by, event) for event in happened]
    entries = JournalEntry.objects.bulk_create([line for line, _values, _salt in lines])
    PrivateFacts.objects.bulk_create(
        PrivateFacts(entry=line, values=values, salt=salt) for line, values, salt in lines if values
    )
    for event, entry in zip(happened, entries, strict=True):
        for subscriber in _subscribers[event.name]:
            subscriber(by, event)
        for watcher in _watchers:
            watcher(by, event, entry)


def event_types() -> list[type[Event]]:
    """Return every event the city knows, by name."""
    return sorted((e for e in _descendants(Event) if hasattr(e, "name")), key=lambda e: e.name)


def event_words(name: str) -> str:
    """Return what people call an event; one that nobody knows any more keeps its name."""
    return str(_words_of(name)) or name


@lru_cache(maxsize=1024)
def _words_of(name: str) -> str | Promise:
    return next((event.words for event in event_types() if event.name == name), "")


def _descendants(event: type[Event]) -> list[type[Event]]:
    children = event.__subclasses__()
    return children + [grandchild for child in children for grandchild in _descendants(child)]


def commitment_of(salt: bytes, values: Mapping[str, Any]) -> str:
    """Return the hex SHA-256 that binds a journal entry to its personal facts."""
    return hashlib.sha256(salt + canonical_json(values).encode()).hexdigest()


def _journal_line(by: Actor, event: Event) -> tuple[JournalEntry, dict[str, Any], bytes]:
    """Return an event's entry, its personal facts, and the salt they are committed to with.

    A citizen who acts is named by their key alone: the journal keeps no name of theirs.
    """
    facts = {f.name: _plain(getattr(event, f.name)) for f in fields(event)}
    del facts["subject_id"]
    for name in ("citizen_id", "enterprise_id", "application_id"):
        if getattr(by, name) is not None:
            facts[f"by_{name}"] = getattr(by, name)
    if by.in_place_of is not None:
        facts["in_place_of"] = {"id": by.in_place_of.person_id, "name": by.in_place_of.name}
    values = {name: facts.pop(name) for name in event.personal}
    salt = secrets.token_bytes(SALT_BYTES) if values else b""
    entry = JournalEntry(
        at=by.moment,
        channel=by.channel,
        person_id=by.person_id,
        person_name=by.name if by.citizen_id is None else "",
        post_id=by.post_id,
        organization_id=by.organization_id,
        event=event.name,
        subject=event.subject,
        subject_id=event.subject_id,
        facts=facts,
        commitment=commitment_of(salt, values) if values else "",
    )
    return entry, values, salt


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
