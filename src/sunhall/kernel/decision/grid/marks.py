"""Which fields a finding concerns: from its path in the document to a field's name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.grid.outcomes import fine_place
from sunhall.kernel.decision.grid.parts import columns_of
from sunhall.kernel.decision.grid.texts import entries, record

Marks = Mapping[str, list[Finding]]
"""The findings by the name of the field, cell or row they concern."""

_ROW = re.compile(r"(?P<part>tiers|statutory|factors)\[(?P<place>\d+)\](?P<rest>.*)", re.DOTALL)
_LEVEL = re.compile(r"\.levels\[(?P<place>\d+)\](?P<rest>.*)", re.DOTALL)
_PENALTY = re.compile(r"\.penalties\[(?P<place>\d+)\].*", re.DOTALL)
_STEP = re.compile(r"\.(?P<name>[^.\[]+)(?P<rest>.*)", re.DOTALL)
_TIERS = ("first", "second", "tier", "milder", "worse", "falling", "fallen", "rising", "risen")
_FACTOR_FIELDS = {
    "key", "name", "type", "unit", "role", "severity", "step", "domain", "levels"
}  # fmt: skip
_ITEM_FIELDS = {"name", "provenance", "provenance_note", "notes", "no_discretion"}


def mark(document: Mapping[str, Any], findings: Iterable[Finding]) -> Marks:
    """Return the findings by the fields they concern; a row is marked by each that names it."""
    marks: dict[str, list[Finding]] = defaultdict(list)
    marking = _Marking(document)
    for finding in findings:
        names = dict.fromkeys([marking.name(finding.place), *marking.rows(finding)])
        for name in names:
            marks[name].append(finding)
    return marks


def field_name(document: Mapping[str, Any], place: str) -> str:
    """Return the name of the field, cell or row at a place of a document."""
    return _Marking(document).name(place)


class _Marking:
    """Finds the fields of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.columns = {column.key: column.place for column in columns_of(document)}

    def name(self, place: str) -> str:
        """Return the name of the field, cell or row at a place; the part's where it has none."""
        row = _ROW.match(place)
        if row is None:
            return self._of_item(place)
        name = f"{row['part']}-{row['place']}"
        if row["part"] == "factors":
            return self._of_factor(name, row["rest"])
        if row["part"] == "tiers" and (penalty := _PENALTY.match(row["rest"])):
            tier = record(entries(self.document.get("tiers"))[int(row["place"])])
            is_fine = fine_place(tier.get("penalties")) == int(penalty["place"])
            return f"{name}-{'fine' if is_fine else 'others'}"
        return self._of_row(name, row["rest"])

    def rows(self, finding: Finding) -> list[str]:
        """Return the rows that a finding speaks of by their numbers."""
        if finding.kind is Kind.VAGUE or not finding.place.startswith("tiers"):
            return []
        numbers = [finding.params.get(name) for name in _TIERS]
        return [f"tiers-{number - 1}" for number in numbers if isinstance(number, int)]

    def _of_item(self, place: str) -> str:
        step = _STEP.match(f".{place}")
        name = step["name"] if step else ""
        if name in ("tiers", "statutory", "factors"):
            return name
        return f"item-{name}" if name in _ITEM_FIELDS else "item"

    def _of_factor(self, name: str, rest: str) -> str:
        level = _LEVEL.match(rest)
        if level is None:
            step = _STEP.match(rest)
            return f"{name}-{step['name']}" if step and step["name"] in _FACTOR_FIELDS else name
        name = f"{name}-levels-{level['place']}"
        step = _STEP.match(level["rest"])
        return f"{name}-{step['name']}" if step else name

    def _of_row(self, name: str, rest: str) -> str:
        step = _STEP.match(rest)
        if step is None:
            return name
        if step["name"] != "when":
            return f"{name}-{step['name']}"
        key = _STEP.match(step["rest"])
        place = self.columns.get(key["name"]) if key else None
        return name if place is None else f"{name}-when-{place}"
