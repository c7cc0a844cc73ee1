"""What a conduct record does to an application or an annual inspection: a table of the law's.

`law/effects.yaml` names conduct, occasion, effect, for how many months, and by which article.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sunhall.centers.data.choices import ConductKind, Effect, Occasion
from sunhall.centers.data.rules.periods import months_after

PLACE = files("sunhall.centers.data") / "law" / "effects.yaml"


@dataclass(frozen=True, slots=True)
class EffectRule:
    """What conduct of a kind does on an occasion, for so many months after the decision.

    With `same_field` only where the deciding organ and the asking one work in the same field.
    """

    conduct: ConductKind
    occasion: Occasion
    effect: Effect
    months: int
    same_field: bool
    law: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Conduct:
    """One thing that somebody did, as the rules see it."""

    kind: str
    field: str
    starts_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from one thing on an occasion, by which rule, and until which day."""

    place: int
    rule: EffectRule
    until: date


def read_rules(document: Mapping[str, Any]) -> tuple[EffectRule, ...]:
    """Return the rules of a document.

    Raises:
        KeyError: a rule lacks something.
        ValueError: a rule names what there is not, or holds for no time.
    """
    rules = tuple(
        EffectRule(
            conduct=ConductKind(row["conduct"]),
            occasion=Occasion(row["occasion"]),
            effect=Effect(row["effect"]),
            months=int(row["months"]),
            same_field=bool(row["same_field"]),
            law=str(row["law"]),
            certainty=str(row["certainty"]),
        )
        for row in document["effects"]
    )
    if any(rule.months <= 0 for rule in rules):
        raise ValueError("a rule holds for no time")
    return rules


@cache
def effect_rules() -> tuple[EffectRule, ...]:
    """Return the rules in force."""
    return read_rules(yaml.safe_load(PLACE.read_text(encoding="utf-8")))


def consequences(
    records: Sequence[Conduct],
    occasion: Occasion,
    field: str,
    day: date,
    rules: Iterable[EffectRule] | None = None,
) -> list[Consequence]:
    """Return what records mean on an occasion in a field on a day; what blocks comes first.

    `place` is the record's place among those given.
    """
    known = [rule for rule in (rules or effect_rules()) if rule.occasion == occasion]
    found = [
        Consequence(place, rule, until)
        for place, record in enumerate(records)
        for rule in known
        if rule.conduct == record.kind and (not rule.same_field or record.field == field)
        for until in [months_after(record.starts_on, rule.months)]
        if record.starts_on <= day < until and (record.ended_on is None or day < record.ended_on)
    ]
    return sorted(found, key=lambda one: (one.rule.effect != Effect.BLOCKS, one.place))


def longest_months(kind: ConductKind) -> int:
    """Return for how many months conduct of a kind can matter."""
    return max((rule.months for rule in effect_rules() if rule.conduct == kind), default=36)
