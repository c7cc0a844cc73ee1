"""Conditions: one cell per factor, as a stretch with two ends or as a set of chosen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunhall.kernel.decision.grid.texts import (
    Entry,
    Fields,
    entries,
    first,
    flag_of,
    line_of,
    record,
    text_of,
    typed,
)
from sunhall.kernel.decision.model import FactorType

ORDERED = {kind.value for kind in FactorType if kind.is_ordered}
BOTH = {"true", "false"}


@dataclass(frozen=True, slots=True)
class Column:
    """A factor as the heading of a column; `place` is where it stands in the document."""

    place: int
    key: str
    name: str
    type: str
    unit: str
    choices: tuple[str, ...]

    @classmethod
    def of(cls, place: int, factor: Any) -> "Column":
        """Return the column of any factor, however broken."""
        part = record(factor)
        kind = text_of(part.get("type"))
        values = entries(record(part.get("domain")).get("values"))
        return cls(
            place=place,
            key=text_of(part.get("key")),
            name=text_of(part.get("name")) or text_of(part.get("key")),
            type=kind,
            unit=text_of(part.get("unit")),
            choices=("true", "false") if kind == "boolean" else tuple(map(line_of, values)),
        )

    @property
    def is_ordered(self) -> bool:
        """Tell whether its values lie on a line."""
        return self.type in ORDERED

    @property
    def is_flag(self) -> bool:
        """Tell whether it is answered by yes or no."""
        return self.type == "boolean"


@dataclass(frozen=True, slots=True)
class CellEntry(Entry):
    """The fields of one cell: two ends with their signs, or the chosen values."""

    low: str = ""
    low_sign: str = "ge"
    high: str = ""
    high_sign: str = "le"
    chosen: tuple[str, ...] = ()

    @classmethod
    def of(cls, value: Any, column: Column) -> "CellEntry":
        """Return the fields of a condition; nothing is no condition."""
        if not column.is_ordered:
            chosen = tuple(map(line_of, value if isinstance(value, list) else [value]))
            is_all = value is None or (column.is_flag and set(chosen) >= BOTH)
            return cls(chosen=() if is_all else chosen)
        if isinstance(value, Mapping):
            return _stretch(value)
        text = line_of(value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return cls(low=text, high=text if is_number else "")

    @classmethod
    def taken(cls, form: Fields, name: str) -> "CellEntry":
        """Return what a form says of the cell."""
        low, high = first(form, f"{name}-low"), first(form, f"{name}-high")
        return cls(
            low=low,
            low_sign=_sign(first(form, f"{name}-low_sign"), low, "ge", "gt"),
            high=high,
            high_sign=_sign(first(form, f"{name}-high_sign"), high, "le", "lt"),
            chosen=tuple(text for text in form.get(name, ()) if text),
        )

    def put(self, name: str) -> dict[str, list[str]]:
        """Return the cell's fields as a form sends them."""
        return {
            f"{name}-low": [self.low],
            f"{name}-low_sign": [self.low_sign],
            f"{name}-high": [self.high],
            f"{name}-high_sign": [self.high_sign],
            name: list(self.chosen),
        }

    def value(self, column: Column) -> Any:
        """Return the condition these fields state; nothing where they state none."""
        if column.is_ordered:
            return _ends(self)
        if column.is_flag and self.chosen:
            return flag_of(self.chosen[0])
        return list(self.chosen) or None


def read_cell_value(form: Fields, name: str, old: Any, column: Column) -> Any:
    """Return the condition a form states, the old one where it still says the same."""
    entry = CellEntry.taken(form, name)
    return old if CellEntry.of(old, column) == entry else entry.value(column)


def _stretch(value: Mapping[str, Any]) -> CellEntry:
    if "eq" in value:
        text = line_of(value["eq"])
        return CellEntry(low=text, high=text)
    low_sign = "gt" if "gt" in value and "ge" not in value else "ge"
    high_sign = "lt" if "lt" in value and "le" not in value else "le"
    low, high = line_of(value.get(low_sign)), line_of(value.get(high_sign))
    return CellEntry(
        low=low,
        low_sign=_sign(low_sign, low, "ge", "gt"),
        high=high,
        high_sign=_sign(high_sign, high, "le", "lt"),
    )


def _sign(sign: str, end: str, closed: str, opened: str) -> str:
    return opened if sign == opened and end.strip() else closed


def _ends(entry: CellEntry) -> dict[str, Any] | None:
    low, high = typed(entry.low), typed(entry.high)
    if low is not None and low == high and (entry.low_sign, entry.high_sign) == ("ge", "le"):
        return {"eq": low}
    ends = {entry.low_sign: low, entry.high_sign: high}
    return {sign: end for sign, end in ends.items() if end is not None} or None
