"""What follows from the benchmarks: who would pay more, who less."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Change(StrEnum):
    """How a new table would have changed one past case."""

    MORE = "more"
    LESS = "less"
    OTHER = "other"
    """The same fine, but other penalties beside it; a tier of another number is no change."""
    UNDECIDABLE = "undecidable"
    """The recorded facts do not suffice for the new table."""
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one set of facts leads to; `fine_yuan` counts no fine as 0.

    `kinds` are the penalties, sorted, each with its days, months or years where it has any.
    """

    tier: int | None
    fine_yuan: Decimal
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One past case under the table it was decided with and under a new one."""

    key: int
    facts: dict[str, object]
    before: Outcome
    after: Outcome | None
    reason: str = ""

    @property
    def change(self) -> Change:
        """Tell which way the case would go."""
        if self.after is None:
            return Change.UNDECIDABLE
        if self.after.fine_yuan != self.before.fine_yuan:
            return Change.MORE if self.after.fine_yuan > self.before.fine_yuan else Change.LESS
        return Change.SAME if self.after.kinds == self.before.kinds else Change.OTHER

    @property
    def difference_yuan(self) -> Decimal:
        """Return how much more the party would pay, negative for less."""
        return self.after.fine_yuan - self.before.fine_yuan if self.after else Decimal(0)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new table would have done to a set of past cases."""

    comparisons: tuple[Comparison, ...]

    def count(self, change: Change) -> int:
        """Count the cases that would go one way."""
        return sum(comparison.change is change for comparison in self.comparisons)

    @property
    def counts(self) -> dict[str, int]:
        """Count the cases by which way they would go."""
        return {change.value: self.count(change) for change in Change}

    @property
    def difference_yuan(self) -> Decimal:
        """Return the sum of all differences."""
        return sum((c.difference_yuan for c in self.comparisons), Decimal(0))

    @classmethod
    def of(cls, comparisons: Iterable[Comparison]) -> "Effect":
        """Sort the comparisons: those who pay more first, then less, then the rest."""
        order = list(Change)
        return cls(
            tuple(
                sorted(comparisons, key=lambda c: (order.index(c.change), -abs(c.difference_yuan)))
            )
        )
