"""From the fields of a form to a document."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from sunhall.kernel.decision.grid.cells import CellEntry, Column, read_cell_value
from sunhall.kernel.decision.grid.outcomes import (
    AmountEntry,
    RangeEntry,
    fine_place,
    other_lines,
    read_penalties,
)
from sunhall.kernel.decision.grid.parts import (
    FactorEntry,
    ItemEntry,
    LevelEntry,
    ScoringEntry,
    TierEntry,
    choosing,
    columns_of,
    is_scoring,
)
from sunhall.kernel.decision.grid.texts import (
    Fields,
    entries,
    line_of,
    lines_of,
    record,
    rows,
    text_of,
    with_text,
)

Document = dict[str, Any]
E = TypeVar("E", ItemEntry, ScoringEntry, FactorEntry, LevelEntry, RangeEntry)
A = TypeVar("A", AmountEntry, RangeEntry)


def read_document(form: Fields, base: Document) -> Document:
    """Return the document that a form states, which was laid out from the document `base`."""
    return _Reading(form, base).document()


class _Reading:
    """One reading; conditions and bases follow a factor whose key was changed."""

    def __init__(self, form: Fields, base: Document) -> None:
        self.form = form
        self.base = base
        self.columns = columns_of(base)
        self.choosing = choosing(base)
        self.places = rows(form, "factors", len(self.columns))
        self.factors = {place: self._factor(place) for place in self.places}
        self.keys = {
            self.columns[place].key: text_of(record(factor).get("key"))
            for place, factor in self.factors.items()
        }

    def document(self) -> Document:
        """Return the whole document."""
        document = self._kept(ItemEntry, "item", self.base)
        if is_scoring(self.base):
            document = self._kept(ScoringEntry, "scoring", document)
        document = {**document, "factors": [self.factors[place] for place in self.places]}
        if not is_scoring(self.base):
            document["tiers"] = self._rows("tiers", self._tier)
            _number(document["tiers"])
        ranges = self._rows("statutory", self._range)
        if ranges or "statutory" in self.base:
            document["statutory"] = ranges
        if "tier_count" in self.base:
            document["tier_count"] = _count(document)
        return document

    def _rows(self, part: str, read: Callable[[str, Any], Any]) -> list[Any]:
        before = entries(self.base.get(part))
        places = rows(self.form, part, len(before))
        return [read(f"{part}-{place}", before[place]) for place in places]

    def _kept(self, kind: type[E], name: str, old: dict[str, Any]) -> dict[str, Any]:
        entry = kind.taken(self.form, name)
        return old if kind.of(old) == entry else entry.part(old)

    def _factor(self, place: int) -> Any:
        old = entries(self.base.get("factors"))[place]
        factor = self._kept(FactorEntry, f"factors-{place}", old)
        levels = entries(record(old).get("levels"))
        if not levels or not isinstance(factor, dict):
            return factor
        part = f"factors-{place}-levels"
        kept = [
            self._level(f"{part}-{at}", levels[at], self.columns[place])
            for at in rows(self.form, part, len(levels))
        ]
        return {**factor, "levels": kept}

    def _level(self, name: str, old: Any, column: Column) -> Any:
        if not isinstance(old, dict):
            return old
        level = self._kept(LevelEntry, name, old)
        when = read_cell_value(self.form, f"{name}-when", old.get("when"), column)
        return level if when == old.get("when") else {**level, "when": when}

    def _tier(self, name: str, old: Any) -> Any:
        part = record(old)
        entry = TierEntry.taken(self.form, name)
        tier = {**part, "when": self._when(name, part.get("when"))}
        if line_of(part.get("desc")) != entry.desc:
            tier["desc"] = entry.desc.strip()
        if line_of(part.get("note")) != entry.note:
            with_text(tier, "note", entry.note.strip())
        if measure_lines(part) != lines_of(entry.measures):
            with_text(tier, "measures", lines_of(entry.measures) or None)
        fine, others = self._renamed(AmountEntry.taken(self.form, f"{name}-fine")), entry.others
        standing = part.get("penalties")
        if not _says(standing, fine, others):
            tier["penalties"] = read_penalties(fine, others, standing)
        return tier

    def _range(self, name: str, old: Any) -> Any:
        part = record(old)
        entry = self._renamed(RangeEntry.taken(self.form, name))
        if RangeEntry.of(part) != entry:
            part = entry.part(part)
        if isinstance(part.get("when"), list):
            return part
        return {**part, "when": self._when(name, part.get("when"))}

    def _when(self, name: str, old: Any) -> Any:
        """Return a condition; of a factor that is gone it says nothing more."""
        if not isinstance(old, dict | None):
            return old
        before = record(old)
        gone = {column.key for column in self.columns if column.place not in self.factors}
        when = {self.keys.get(key, key): cell for key, cell in before.items() if key not in gone}
        for column in self.choosing:
            if column.place not in self.factors:
                continue
            stated = before.get(column.key)
            cell = read_cell_value(self.form, f"{name}-when-{column.place}", stated, column)
            key = self.keys[column.key]
            if cell is None:
                when.pop(key, None)
            else:
                when[key] = cell
        return when

    def _renamed(self, entry: A) -> A:
        keys = [self.keys.get(key.strip(), key.strip()) for key in entry.base.split(",")]
        return replace(entry, base=",".join(keys))


def measure_lines(tier: dict[str, Any]) -> list[str]:
    """Return the measures of a tier, a line each."""
    return [line_of(each).strip() for each in entries(tier.get("measures"))]


def cell_of(part: dict[str, Any], column: Column) -> CellEntry:
    """Return the fields of one cell of a tier or a statutory range."""
    return CellEntry.of(record(part.get("when")).get(column.key), column)


def _says(penalties: Any, fine: AmountEntry, others: str) -> bool:
    """Tell whether the fields say just what the penalties say."""
    at = fine_place(penalties)
    was = None if at is None else penalties[at]
    return AmountEntry.of(was) == fine and other_lines(penalties) == lines_of(others)


def _number(tiers: list[Any]) -> None:
    for seq, tier in enumerate(tiers, 1):
        if tier.get("seq") != seq:
            tier["seq"] = seq


def _count(document: Document) -> int:
    if not is_scoring(document):
        return len(document["tiers"])
    return sum(len(entries(record(each).get("levels"))) for each in document["factors"])
