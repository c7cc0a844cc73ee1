"""The rules as they come with the product, and what of a rule changes by version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sunhall.business.supervision.choices import Effect, Severity

LAW = Path(__file__).resolve().parent.parent / "law" / "rules.yaml"
OWN = {"on", "when", "red_when", "effect", "block_when", "way_out", "lacks"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a rule watches, asks and does.

    `when` is its question; `red_when` and `block_when`, where given, are asked once it holds.
    `lacks` says what recorded facts cannot decide; such a rule watches nothing.
    """

    on: tuple[str, ...]
    when: str
    red_when: str = ""
    block_when: str = ""
    effect: str = Effect.RECORD.value
    severity: str = Severity.YELLOW.value
    notify: tuple[str, ...] = ()
    remedy_working_days: int = 0
    way_out: str = ""
    lacks: str = ""
    is_watching: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRecord:
    """A rule of the catalog: what it is for, with the whole record it was taken from."""

    code: str
    domain: str
    stage: str
    key_point: str
    name: str
    condition: str
    basis: str
    certainty: str
    source: Mapping[str, Any] = field(repr=False)
    draft: Draft


@cache
def read_rules(path: Path = LAW) -> tuple[RuleRecord, ...]:
    """Return the rules that come with the product, in the order of their catalog."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(map(_record, document["rules"]))


def _record(row: Mapping[str, Any]) -> RuleRecord:
    return RuleRecord(
        code=row["id"],
        domain=row["domain"],
        stage=row["stage"],
        key_point=row["key_point"],
        name=row["name"],
        condition=row["condition"],
        basis=row["basis"],
        certainty=row["certainty"],
        source={name: value for name, value in row.items() if name not in OWN},
        draft=Draft(
            on=tuple(row.get("on", ())),
            when=row.get("when", ""),
            red_when=row.get("red_when", ""),
            block_when=row.get("block_when", ""),
            effect=row.get("effect", Effect.RECORD.value),
            severity=row["severity"],
            notify=tuple(row["notify"]),
            remedy_working_days=row["remedy_deadline"]["value"],
            way_out=row.get("way_out", ""),
            lacks=row.get("lacks", ""),
            is_watching=not row.get("lacks"),
        ),
    )
