"""A discretion benchmark (裁量基准) as a typed table.

Two models occur in real life: *tiers* (facts → one tier → one sanction) and *scoring* (starting
percentage + Σ factor weights, clamped to the statute, times a base). Everything here is an
immutable value; reading, deciding and proving stand beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Value = Decimal | str | bool | date
Facts = Mapping[str, Value]


class FactorType(StrEnum):
    """What kind of fact a factor is."""

    NUMBER = "number"
    COUNT = "count"
    ENUM = "enum"
    BOOLEAN = "boolean"
    DATE = "date"

    @property
    def is_ordered(self) -> bool:
        """Tell whether the values lie on a line."""
        return self in (FactorType.NUMBER, FactorType.COUNT, FactorType.DATE)


class Role(StrEnum):
    """What a factor is asked for."""

    FACTOR = "factor"
    """It chooses the tier."""
    BASE = "base"
    """It only enters the amount."""
    GATE = "gate"
    """It opens or closes the table, or belongs to an exemption."""


class Severity(StrEnum):
    """Which way a factor grows worse."""

    ASCENDING = "ascending"
    DESCENDING = "descending"
    NONE = "none"
    """Values are not comparable."""
    UNDECLARED = "undeclared"
    """A number nobody gave a direction: the table must still run one way along it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of numbers or dates with explicit ends; `None` is no end."""

    low: Decimal | date | None = None
    high: Decimal | date | None = None
    low_closed: bool = True
    high_closed: bool = True

    def __contains__(self, value: Value) -> bool:
        """Tell whether a value lies in the interval."""
        return self._is_above_low(value) and self._is_below_high(value)

    def _is_above_low(self, value: Any) -> bool:
        if self.low is None:
            return True
        return bool(value >= self.low if self.low_closed else value > self.low)

    def _is_below_high(self, value: Any) -> bool:
        if self.high is None:
            return True
        return bool(value <= self.high if self.high_closed else value < self.high)


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of values of an enumeration or a boolean."""

    values: frozenset[str | bool]

    def __contains__(self, value: Value) -> bool:
        """Tell whether a value is one of the set."""
        return value in self.values


Cell = Interval | Choice
Box = Mapping[str, Cell]
"""One cell per factor key; a factor that is not named may take any value of its domain."""


def covers(box: Box, facts: Facts) -> bool:
    """Tell whether facts lie in a box.

    Raises:
        KeyError: a factor of the box is not among the facts.
    """
    return all(facts[key] in cell for key, cell in box.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One typed fact a table asks for.

    `domain` is the interval or the set of all admissible values, in `unit`. `choices` keeps the
    order in which enumerated values are shown and, where `severity` is ascending, how they grow
    worse. `step` is the smallest unit of a number; `None` is a continuous one.
    """

    key: str
    name: str
    type: FactorType
    domain: Cell
    role: Role = Role.FACTOR
    unit: str = ""
    choices: tuple[str | bool, ...] = ()
    step: Decimal | None = None
    severity: Severity = Severity.NONE


class AmountType(StrEnum):
    """How a fine is computed from the facts."""

    FIXED = "fixed"
    MULTIPLE = "multiple"
    PERCENT = "percent"
    PER_UNIT = "per_unit"
    STEP = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A fine as a formula of facts, in yuan, rounded down to the whole yuan.

    `fixed` is the coefficient itself; `multiple` and `per_unit` multiply it with the product of
    the bases; `percent` takes a hundredth of that; `step` multiplies it with the whole steps of
    the base. `base_floor` counts a smaller base as that much; `cap` is the most the fine can be.
    """

    type: AmountType
    coefficient: Decimal
    bases: tuple[str, ...] = ()
    step: Decimal | None = None
    base_floor: Decimal | None = None
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One kind of penalty of a tier; a fine has an amount, a detention days, a ban years."""

    kind: str
    amount: Amount | None = None
    days: int | None = None
    months: int | None = None
    ban_years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One row: a box of facts and the one outcome it leads to. `seq` counts from 1."""

    seq: int
    description: str
    when: Box
    penalties: tuple[Penalty, ...]
    measures: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryRange:
    """What the law allows where one of the boxes holds.

    `minimum` and `maximum` are formulas of the same shape as a tier's amount; both `None` means
    that no fine is allowed there. `is_fine_optional` allows leaving the fine out.
    """

    id: str
    when: tuple[Box, ...]
    minimum: Amount | None
    maximum: Amount | None
    is_fine_optional: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A condition in front of the table: unless it holds, the outcome is `otherwise`."""

    factor: str
    must: bool | str
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Facts under which no penalty is imposed, with the article (行政处罚法 第三十三条)."""

    id: str
    name: str
    law: str
    when: Box
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One weight of a scored factor, in percentage points."""

    when: Cell
    percent: Decimal
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """Starting percentage + Σ weights, clamped to the statute, times a base.

    `full_amount` is the fine at 100 %. `levels` holds every scored factor's weights.
    """

    start_percent: Decimal
    minimum_percent: Decimal
    maximum_percent: Decimal
    is_clamped: bool
    full_amount: Amount
    levels: Mapping[str, tuple[Level, ...]]
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal basis and how certain it is."""

    law: str
    article: str
    year: int | None = None
    role: str = ""
    certainty: str = ""
    source: str = ""
    gist: str = ""


class Provenance(StrEnum):
    """Where a table comes from."""

    STATUTE_FIXED = "statute_fixed"
    PUBLISHED = "published"
    PUBLISHED_ADAPTED = "published_adapted"
    ILLUSTRATIVE = "illustrative"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A whole benchmark: either tiers or a scoring, never both.

    `document` is the record it was read from, in the schema `discretion/v1`; hashes are taken of
    it, and it is what is stored and exported.
    """

    code: str
    name: str
    department: str
    provenance: Provenance
    provenance_note: str
    has_no_discretion: bool
    bases: tuple[Basis, ...]
    factors: tuple[Factor, ...]
    tiers: tuple[Tier, ...] = ()
    scoring: Scoring | None = None
    statutory: tuple[StatutoryRange, ...] = ()
    gate: Gate | None = None
    exemptions: tuple[Exemption, ...] = ()
    notes: str = ""
    document: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def factor(self, key: str) -> Factor:
        """Return the factor of that key.

        Raises:
            KeyError: no such factor.
        """
        return next(factor for factor in self.factors if factor.key == key)
