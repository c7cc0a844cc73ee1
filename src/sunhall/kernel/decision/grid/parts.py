"""The records of a document as entries: the item itself, its factors, tiers and levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunhall.kernel.decision.grid.cells import Column
from sunhall.kernel.decision.grid.texts import (
    ON,
    Entry,
    entries,
    line_of,
    lines_of,
    record,
    text_of,
    typed,
    with_text,
)


@dataclass(frozen=True, slots=True)
class ItemEntry(Entry):
    """The fields of the item itself."""

    name: str = ""
    provenance: str = ""
    provenance_note: str = ""
    no_discretion: str = ""
    notes: str = ""

    @classmethod
    def of(cls, document: dict[str, Any]) -> "ItemEntry":
        """Return the item's fields."""
        return cls(
            name=line_of(document.get("name")),
            provenance=text_of(document.get("provenance")),
            provenance_note=text_of(document.get("provenance_note")),
            no_discretion=ON if document.get("no_discretion") is True else "",
            notes=text_of(document.get("notes")),
        )

    def part(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the document with these fields."""
        part = {
            **document,
            "name": self.name.strip(),
            "provenance": self.provenance,
            "provenance_note": self.provenance_note.strip(),
            "no_discretion": self.no_discretion == ON,
        }
        with_text(part, "notes", self.notes.strip())
        return part


@dataclass(frozen=True, slots=True)
class ScoringEntry(Entry):
    """The fields of a scoring: start, bounds, and what a hundred per cent is."""

    start_percent: str = ""
    low: str = ""
    high: str = ""
    clamp: str = ""
    formula: str = ""

    @classmethod
    def of(cls, document: dict[str, Any]) -> "ScoringEntry":
        """Return the scoring's fields."""
        percents = record(document.get("statutory_percent"))
        return cls(
            start_percent=line_of(document.get("start_percent")),
            low=line_of(percents.get("min")),
            high=line_of(percents.get("max")),
            clamp=ON if document.get("clamp_to_statutory") is True else "",
            formula=line_of(record(document.get("amount_rule")).get("formula")),
        )

    def part(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the document with this scoring."""
        rule = record(document.get("amount_rule"))
        return {
            **document,
            "start_percent": typed(self.start_percent),
            "amount_rule": {"formula": self.formula.strip()} if self.formula.strip() else rule,
            "statutory_percent": {"min": typed(self.low), "max": typed(self.high)},
            "clamp_to_statutory": self.clamp == ON,
        }


@dataclass(frozen=True, slots=True)
class FactorEntry(Entry):
    """The fields of a factor; `values` are the choices of an enumeration, a line each."""

    key: str = ""
    name: str = ""
    type: str = ""
    unit: str = ""
    role: str = "factor"
    severity: str = ""
    step: str = ""
    min: str = ""
    min_open: str = ""
    max: str = ""
    max_open: str = ""
    values: str = ""

    @classmethod
    def of(cls, factor: Any) -> "FactorEntry":
        """Return the fields of any factor, however broken."""
        part = record(factor)
        domain = record(part.get("domain"))
        is_flag = part.get("type") == "boolean"
        values = [] if is_flag else entries(domain.get("values"))
        return cls(
            key=line_of(part.get("key")),
            name=line_of(part.get("name")),
            type=text_of(part.get("type")),
            unit=line_of(part.get("unit")),
            role=text_of(part.get("role")) or "factor",
            severity=text_of(part.get("severity")),
            step=line_of(part.get("step")),
            min=line_of(domain.get("min")),
            min_open=ON if domain.get("min_open") is True else "",
            max=line_of(domain.get("max")),
            max_open=ON if domain.get("max_open") is True else "",
            values="\n".join(map(line_of, values)),
        )

    def part(self, factor: Any) -> dict[str, Any]:
        """Return the factor these fields state."""
        old = record(factor)
        part: dict[str, Any] = {
            **old,
            "key": self.key.strip(),
            "name": self.name.strip(),
            "type": self.type,
        }
        with_text(part, "unit", self.unit.strip())
        with_text(part, "severity", self.severity)
        with_text(part, "step", typed(self.step))
        with_text(part, "domain", self._domain(record(old.get("domain"))))
        if self.role != "factor" or "role" in old:
            part["role"] = self.role
        return part

    def _domain(self, old: dict[str, Any]) -> dict[str, Any] | None:
        if self.type == "boolean":
            return old if "values" in old and "min" not in old else None
        if self.type == "enum":
            return {"values": lines_of(self.values)}
        opened = {name: True for name in ("min_open", "max_open") if getattr(self, name) == ON}
        return {"min": typed(self.min), "max": typed(self.max), **opened}


@dataclass(frozen=True, slots=True)
class TierEntry(Entry):
    """The words of a tier: its description, the other penalties, measures, a note."""

    desc: str = ""
    others: str = ""
    measures: str = ""
    note: str = ""

    @property
    def in_short(self) -> str:
        """Return the other penalties and the measures in one line."""
        return "、".join([*lines_of(self.others), *lines_of(self.measures)])


@dataclass(frozen=True, slots=True)
class LevelEntry(Entry):
    """The fields of one weight but its condition."""

    percent: str = ""
    label: str = ""

    @classmethod
    def of(cls, part: dict[str, Any]) -> "LevelEntry":
        """Return the weight's fields."""
        return cls(percent=line_of(part.get("percent")), label=line_of(part.get("label")))

    def part(self, old: dict[str, Any]) -> dict[str, Any]:
        """Return the weight these fields state, but for its condition."""
        part = {**old, "percent": typed(self.percent)}
        with_text(part, "label", self.label.strip())
        return part


def columns_of(document: Mapping[str, Any]) -> list[Column]:
    """Return a column for every factor of a document."""
    return [Column.of(at, factor) for at, factor in enumerate(entries(document.get("factors")))]


def choosing(document: Mapping[str, Any]) -> list[Column]:
    """Return the columns of the factors that choose a tier."""
    factors = entries(document.get("factors"))
    return [
        column
        for column in columns_of(document)
        if record(factors[column.place]).get("role") in (None, "factor")
    ]


def is_scoring(document: Mapping[str, Any]) -> bool:
    """Tell whether a document scores instead of choosing a tier."""
    return document.get("model") is not None
