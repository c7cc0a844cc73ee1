"""The data elements of a template, and whether a license's data fit them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from re import compile as pattern
from typing import Any

from sunhall.centers.data.choices import ElementKind

KEY = pattern(r"[a-z][a-z0-9_]{0,39}")
MOST_ELEMENTS, LONGEST_NAME, LONGEST_TEXT = 60, 40, 500


class Fault(Enum):
    """What is wrong with an element, or with its value."""

    KEY = "key"
    NAME = "name"
    KIND = "kind"
    CHOICES = "choices"
    TWICE = "twice"
    MANY = "many"
    MISSING = "missing"
    UNKNOWN = "unknown"
    LONG = "long"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Element:
    """One fact that a license of a kind states. Sensitive ones are shown to nobody by default."""

    key: str
    name: str
    kind: ElementKind = ElementKind.TEXT
    is_required: bool = True
    is_sensitive: bool = False
    choices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as a template keeps it."""
        return {**asdict(self), "kind": self.kind.value, "choices": list(self.choices)}


def read_elements(rows: Iterable[Mapping[str, Any]]) -> tuple[Element, ...]:
    """Return the elements that a template keeps."""
    return tuple(
        Element(
            key=row["key"],
            name=row["name"],
            kind=ElementKind(row["kind"]),
            is_required=row["is_required"],
            is_sensitive=row["is_sensitive"],
            choices=tuple(row["choices"]),
        )
        for row in rows
    )


def faults_of_elements(elements: Sequence[Element]) -> list[tuple[str, Fault]]:
    """Return what is wrong with elements, each by its key; one fault an element."""
    found = [(one.key, fault) for one in elements if (fault := _fault_of(one))]
    keys = [one.key for one in elements]
    found += [(key, Fault.TWICE) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if not 0 < len(elements) <= MOST_ELEMENTS:
        found.append(("", Fault.MANY))
    return found


def _fault_of(element: Element) -> Fault | None:
    if not KEY.fullmatch(element.key):
        return Fault.KEY
    if not 0 < len(element.name.strip()) <= LONGEST_NAME:
        return Fault.NAME
    if bool(element.choices) != (element.kind is ElementKind.CHOICE):
        return Fault.CHOICES
    return None


def faults_of_data(elements: Sequence[Element], data: Mapping[str, str]) -> list[tuple[str, Fault]]:
    """Return what is wrong with the data of a license, each by the element's key."""
    known = {one.key: one for one in elements}
    found = [(key, Fault.UNKNOWN) for key in data if key not in known]
    for key, element in known.items():
        value = data.get(key, "")
        if not value:
            found += [(key, Fault.MISSING)] if element.is_required else []
        elif len(value) > LONGEST_TEXT:
            found.append((key, Fault.LONG))
        elif not _fits(element, value):
            found.append((key, Fault.VALUE))
    return found


def _fits(element: Element, value: str) -> bool:
    if element.kind is ElementKind.CHOICE:
        return value in element.choices
    if element.kind is ElementKind.TEXT:
        return "\x00" not in value
    try:
        if element.kind is ElementKind.DATE:
            date.fromisoformat(value)
            return True
        return Decimal(value).is_finite()
    except (ValueError, InvalidOperation):
        return False


def shown_elements(
    elements: Sequence[Element], data: Mapping[str, str], keys: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Return chosen elements with their values; without a choice, all that is not sensitive."""
    chosen = None if keys is None else frozenset(keys)
    return [
        (one.name, data[one.key])
        for one in elements
        if one.key in data and (one.key in chosen if chosen is not None else not one.is_sensitive)
    ]
