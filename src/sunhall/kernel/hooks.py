"""What an app lends to the others: menu entries, cards on the front page, search, notes.

An app registers in its `hooks.py`, which its `apps.py` imports when the city starts. Upward calls
exist only here and as subscriptions to events.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise

from sunhall.kernel.actor import Actor

Text = str | Promise
"""Words for people, also those whose language is chosen when they are shown."""


class Area(StrEnum):
    """The part of the shell an entry belongs to."""

    HALL = "hall"
    WORKBENCH = "workbench"


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A line in the navigation; shown to those who hold the permission, or to all without one.

    `url_name` is reversed without arguments; `label` is a lazy translation; `order` sorts.
    """

    area: Area
    label: Text
    url_name: str
    permission: str = ""
    icon: str = ""
    group: Text = ""
    order: int = 100

    def shown_to(self, by: Actor) -> bool:
        """Tell whether the actor sees this entry."""
        return not self.permission or by.may(self.permission)


@dataclass(frozen=True, kw_only=True)
class Card:
    """A door on the city's front page; with a permission, to the work of those who hold it."""

    title: Text
    text: Text
    url_name: str
    permission: str = ""
    icon: str = ""
    order: int = 100
    figures: Callable[[Actor], Sequence["Figure"]] | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number worth showing, with what it counts, and where that is listed."""

    value: str
    label: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """One thing found."""

    title: str
    url: str
    summary: str = ""
    kind: str = ""


class SearchSource(Protocol):
    """Something the city-wide search asks."""

    def __call__(self, by: Actor, query: str, limit: int) -> Sequence[SearchHit]:
        """Return at most `limit` hits, best first."""
        ...


@dataclass(frozen=True, kw_only=True)
class SubjectNote:
    """What one app has to say about a thing of another, on that thing's page.

    `tone` is how grave it is: stone, sea, jade, sun or coral. Without `url` there is no more to
    read for this actor.
    """

    at: datetime
    title: str
    text: str = ""
    tone: str = "stone"
    url: str = ""


class SubjectNotes(Protocol):
    """Something that may know about things of other apps."""

    def __call__(self, by: Actor, subject: str, subject_id: int) -> Sequence[SubjectNote]:
        """Return what the actor may know about a thing, newest first."""
        ...


class OpenCases(Protocol):
    """Something that may have cases open on a thing of another app, such as an item's version."""

    def __call__(self, by: Actor, subject: str, subject_id: int) -> Sequence[Figure]:
        """Return how many, by kind, with where they are listed."""
        ...


class ItemAddress(Protocol):
    """Something that has a page for service items: their guides, or applications for them."""

    def __call__(self, item_code: str) -> str:
        """Return the address of an item's page, empty if there is none."""
        ...


class FunctionFailed(Exception):
    """A function that a flow calls could not do its work; `code` is the error the flow catches."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, kw_only=True)
class FlowFunction:
    """What an app lets the service tasks of flows call, by its name.

    `call` takes who acts, the kind and the key of the thing the flow is run for, and the facts of
    the flow; it returns facts, or raises FunctionFailed.
    """

    name: str
    label: Text
    call: Callable[[Actor, str, int, Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class FlowDecision:
    """A decision table that an app lets the business-rule tasks of flows ask, by its name.

    `table` returns what `kernel.decision` has compiled.
    """

    name: str
    label: Text
    table: Callable[[Actor], Any]


@dataclass(frozen=True, kw_only=True)
class FlowSubject:
    """A kind of thing that flows are run for: what it is called, and the page of each.

    `titles` returns what people call the things of the given keys.
    """

    kind: str
    label: Text
    url_name: str = ""
    titles: Callable[[Actor, Sequence[int]], Mapping[int, str]] | None = None


T = TypeVar("T")


@dataclass
class Registry(Generic[T]):
    """What the apps have lent, in the order they ask for."""

    entries: list[T] = field(default_factory=list)

    def register(self, entry: T) -> T:
        """Add an entry once."""
        if entry not in self.entries:
            self.entries.append(entry)
        return entry

    def named(self, name: str) -> T | None:
        """Return the entry of a name, or of a kind."""
        return next(
            (
                one
                for one in self.entries
                if name in (getattr(one, "name", None), getattr(one, "kind", None))
            ),
            None,
        )

    def __iter__(self) -> Iterator[T]:
        """Yield the entries by their order."""
        return iter(sorted(self.entries, key=lambda entry: getattr(entry, "order", 100)))


menu: Registry[MenuEntry] = Registry()
cards: Registry[Card] = Registry()
search_sources: Registry[SearchSource] = Registry()
subject_notes: Registry[SubjectNotes] = Registry()
open_cases: Registry[OpenCases] = Registry()
apply_addresses: Registry[ItemAddress] = Registry()
guide_addresses: Registry[ItemAddress] = Registry()
flow_functions: Registry[FlowFunction] = Registry()
flow_decisions: Registry[FlowDecision] = Registry()
flow_subjects: Registry[FlowSubject] = Registry()
permission_names: dict[str, Text] = {}
citizen_permissions: set[str] = set()
agent_permissions: dict[str, set[str]] = {}
fact_names: dict[str, Text] = {}
value_names: dict[str, dict[str, Text]] = {}


def notes_on(by: Actor, subject: str, subject_id: int) -> list[SubjectNote]:
    """Return what the other apps have to say about a thing, newest first."""
    notes = [note for source in subject_notes for note in source(by, subject, subject_id)]
    return sorted(notes, key=lambda note: note.at, reverse=True)


def address_in(pages: Iterable[ItemAddress], item_code: str) -> str:
    """Return the address of the first page there is for a service item, empty if none."""
    return next((address for page in pages if (address := page(item_code))), "")


def name_permissions(names: Mapping[str, Text]) -> None:
    """Give permission codes their names for people, for the pages that grant them."""
    permission_names.update({str(code): name for code, name in names.items()})


def let_citizens(*permissions: str) -> None:
    """Let every citizen who has signed on do something with what is theirs."""
    citizen_permissions.update(permissions)


def let_agents(scope: str, *permissions: str) -> None:
    """Let agents whom an enterprise gave a scope do something with what is the enterprise's."""
    agent_permissions.setdefault(scope, set()).update(permissions)


def permissions_of_agent(scopes: Iterable[str]) -> frozenset[str]:
    """Return what an agent may do by scopes: the scopes, and what apps let them do."""
    given = frozenset(scopes)
    return given.union(*(agent_permissions.get(scope, ()) for scope in given))


def name_facts(names: Mapping[str, Text]) -> None:
    """Give facts of an app's events their names for people."""
    fact_names.update(names)


def name_values(fact: str, names: Iterable[tuple[str, Text]]) -> None:
    """Give the values that a fact of an app's events may have their names for people."""
    value_names.setdefault(fact, {}).update(names)
