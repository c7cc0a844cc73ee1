"""What is wrong with a table, where, and by which counterexample."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """The kinds of defects; the words of the command line's JSON."""

    GAP = "gap"
    OVERLAP = "overlap"
    UNREACHABLE = "unreachable"
    RANGE = "range"
    MONOTONE = "monotone"
    VAGUE = "vague"
    NOT_FIXED = "not_fixed"
    UNTYPED = "untyped"
    SCHEMA = "schema"


@runtime_checkable
class Worded(Protocol):
    """A thing that is said in the reader's language by `str` and kept without one by `as_plain`."""

    def as_plain(self) -> Any:
        """Return the thing as plain JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect of one item.

    `place` is a path into the document (`tiers[3].when.area`); `template` is a Chinese msgid with
    %(name)s placeholders, filled from `params`; `example` is a counterexample: one value per
    factor, as plain JSON, empty where none exists.
    """

    kind: Kind
    item: str
    place: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    example: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return the defect in the reader's language."""
        return _(self.template) % self.params if self.params else _(self.template)

    def as_dict(self) -> dict[str, object]:
        """Return the finding as plain JSON, without its language."""
        return {
            "kind": self.kind.value,
            "item": self.item,
            "place": self.place,
            "template": self.template,
            "params": {name: as_plain(value) for name, value in self.params.items()},
            "example": {key: as_plain(value) for key, value in self.example.items()},
        }


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a list that comes with the platform; they wait for their reader's language."""

    chinese: str

    def __str__(self) -> str:
        """Return the words; in Chinese where the catalog has none."""
        return _(self.chinese)

    def as_plain(self) -> str:
        """Return the Chinese words."""
        return self.chinese


@dataclass(frozen=True, slots=True)
class Listed:
    """Several words that wait for their reader's language."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        """Return the words, set apart as the language does."""
        return _("、").join(self.words)

    def as_plain(self) -> str:
        """Return the words as one text."""
        return "、".join(self.words)


def as_plain(value: object) -> Any:
    """Return a parameter or an example's value as plain JSON: exact numbers, dates as text."""
    if isinstance(value, Worded):
        return value.as_plain()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
