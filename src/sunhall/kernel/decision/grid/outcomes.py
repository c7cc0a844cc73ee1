"""Outcomes: the fine as a formula, the other penalties a line each, the range of the statute."""

import re
from dataclasses import dataclass, replace
from typing import Any

from sunhall.kernel.decision.grid.texts import (
    ON,
    Entry,
    Fields,
    entries,
    line_of,
    lines_of,
    record,
    text_of,
    typed,
    with_text,
)

FINE = "罚款"
COEFFICIENTS = {
    "fixed": "value",
    "multiple": "factor",
    "percent": "percent",
    "per_unit": "rate",
    "step": "rate",
}
_AMOUNT_FIELDS = ("base", "step", "base_floor", "cap")
_EXTENTS = {"days": "日", "months": "个月", "ban_years": "年"}
_WORDS = {"日": "days", "天": "days", "个月": "months", "月": "months", "年": "ban_years"}
_LINE = re.compile(r"(?P<kind>.*\S)\s+(?P<count>[0-9]{1,6})\s*(?P<unit>日|天|个月|月|年)")


@dataclass(frozen=True, slots=True)
class AmountEntry(Entry):
    """The fields of a fine: how it is computed, its coefficient, what it multiplies, its bounds."""

    type: str = ""
    value: str = ""
    base: str = ""
    step: str = ""
    base_floor: str = ""
    cap: str = ""

    @classmethod
    def of(cls, penalty: Any) -> "AmountEntry":
        """Return the fields of a tier's fine; empty ones where it has none."""
        if penalty is None:
            return cls()
        part = record(penalty)
        amount = part.get("amount")
        if not isinstance(amount, dict):
            return cls(type="fixed", value=_span(part) or line_of(amount))
        kind = text_of(amount.get("type"))
        coefficient = amount.get(COEFFICIENTS.get(kind, "value"))
        value = _span(amount) if coefficient is None else line_of(coefficient)
        return cls(type=kind, value=value, **_amount_texts(amount))._settled()

    @classmethod
    def taken(cls, form: Fields, name: str) -> "AmountEntry":
        """Return what a form says of the fine, without what its kind does not use."""
        return super(AmountEntry, cls).taken(form, name)._settled()

    def _settled(self) -> "AmountEntry":
        if not self.type:
            return AmountEntry()
        if self.type == "fixed":
            return AmountEntry(type="fixed", value=self.value, cap=self.cap)
        return self if self.type == "step" else replace(self, step="")

    def penalty(self, old: Any) -> dict[str, Any] | None:
        """Return the fine these fields state."""
        if not self.type:
            return None
        before = record(record(old).get("amount"))
        amount: dict[str, Any] = {"type": self.type, **_base_of(self.base)}
        with_text(amount, "step", typed(self.step))
        amount[COEFFICIENTS.get(self.type, "value")] = typed(self.value)
        for name in ("base_floor", "cap"):
            with_text(amount, name, typed(getattr(self, name)))
        if self.type == "step":
            amount["rounding"] = before.get("rounding", "floor")
        kept = {name: value for name, value in record(old).items() if name not in ("min", "max")}
        return {"kind": FINE, **kept, "amount": amount}


@dataclass(frozen=True, slots=True)
class RangeEntry(Entry):
    """The fields of what a statute allows; without a type it allows no fine."""

    id: str = ""
    type: str = ""
    low: str = ""
    high: str = ""
    base: str = ""
    step: str = ""
    base_floor: str = ""
    cap: str = ""
    fine_optional: str = ""
    text: str = ""

    @classmethod
    def of(cls, part: dict[str, Any]) -> "RangeEntry":
        """Return the fields of a statutory range."""
        fine = record(part.get("fine"))
        rate = fine.get("rate")
        return cls(
            id=line_of(part.get("id")),
            type=text_of(fine.get("type")),
            low=line_of(fine.get("min", rate)),
            high=line_of(fine.get("max", rate)),
            fine_optional=ON if part.get("fine_optional") is True else "",
            text=line_of(part.get("text")),
            **_amount_texts(fine),
        )

    def part(self, old: dict[str, Any]) -> dict[str, Any]:
        """Return the statutory range these fields state, but for its condition."""
        part = {**old, "id": self.id.strip(), "fine": self._fine(record(old.get("fine")))}
        part["fine_optional"] = self.fine_optional == ON
        with_text(part, "text", self.text.strip())
        return part

    def _fine(self, old: dict[str, Any]) -> dict[str, Any] | None:
        if not self.type:
            return None
        fine: dict[str, Any] = {"type": self.type}
        if self.type != "fixed":
            fine |= _base_of(self.base)
        if self.type == "step":
            with_text(fine, "step", typed(self.step))
        if "rate" in old and self.low == self.high:
            fine["rate"] = typed(self.low)
        else:
            fine |= {"min": typed(self.low), "max": typed(self.high)}
        if self.type != "fixed":
            with_text(fine, "base_floor", typed(self.base_floor))
        with_text(fine, "cap", typed(self.cap))
        return fine


def fine_place(penalties: Any) -> int | None:
    """Return where the first fine stands among penalties."""
    for place, penalty in enumerate(entries(penalties)):
        part = record(penalty)
        if part.get("kind") == FINE or "amount" in part:
            return place
    return None


def other_lines(penalties: Any) -> list[str]:
    """Return the penalties but the first fine, a line each."""
    at = fine_place(penalties)
    return [_line(each) for place, each in enumerate(entries(penalties)) if place != at]


def read_penalties(fine: AmountEntry, lines: str, old: Any) -> list[Any]:
    """Return the penalties that a fine's fields and the lines state; what is the same is kept."""
    before = entries(old)
    at = fine_place(before)
    standing = [each for place, each in enumerate(before) if place != at]
    others = []
    for line in lines_of(lines):
        same = next((each for each in standing if _line(each) == line), None)
        if same is not None:
            standing.remove(same)
        others.append(_penalty(line) if same is None else same)
    was = before[at] if at is not None else None
    penalty = was if AmountEntry.of(was) == fine else fine.penalty(was)
    if penalty is None:
        return others
    place = min(at if at is not None else 0, len(others))
    return [*others[:place], penalty, *others[place:]]


def _line(penalty: Any) -> str:
    if not isinstance(penalty, dict):
        return line_of(penalty).strip()
    kind = line_of(penalty.get("kind")).strip()
    for name, unit in _EXTENTS.items():
        if name in penalty:
            return f"{kind} {line_of(penalty[name])}{unit}"
    return f"{kind} {_span(penalty)}".strip()


def _penalty(line: str) -> dict[str, Any]:
    match = _LINE.fullmatch(line)
    if match is None:
        return {"kind": line}
    return {"kind": match["kind"], _WORDS[match["unit"]]: int(match["count"])}


def _span(part: dict[str, Any]) -> str:
    if "min" not in part and "max" not in part:
        return ""
    return f"{line_of(part.get('min'))}至{line_of(part.get('max'))}"


def _amount_texts(amount: dict[str, Any]) -> dict[str, str]:
    base = amount.get("base")
    texts = {name: line_of(amount.get(name)) for name in _AMOUNT_FIELDS}
    return texts | {
        "base": ",".join(map(line_of, base)) if isinstance(base, list) else texts["base"]
    }


def _base_of(text: str) -> dict[str, Any]:
    keys = [key.strip() for key in text.split(",") if key.strip()]
    return {"base": keys[0] if len(keys) == 1 else keys} if keys else {}
