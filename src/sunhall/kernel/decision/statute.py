"""Prove that every fine keeps within what the law allows, for every value of the facts it takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.utils.translation import gettext_noop

from sunhall.kernel.decision.axes import axis_of
from sunhall.kernel.decision.extremes import (
    Fine,
    Found,
    Variable,
    as_decimal,
    bases_of,
    find_below,
    fine_of,
    fixed_yuan,
    is_never_below,
    step_of,
)
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.model import (
    Benchmark,
    Interval,
    Level,
    Scoring,
    StatutoryRange,
    Value,
)
from sunhall.kernel.decision.space import Region, covers, meet, subtract
from sunhall.kernel.decision.table import Table, opening_facts
from sunhall.kernel.decision.wording import BoxInWords, FactsInWords, MoneyInWords, PercentInWords

_BELOW = gettext_noop(
    "第%(tier)s档在%(facts)s时罚款%(fine)s，低于法定最低%(limit)s（法定幅度%(range)s）"
)
_ABOVE = gettext_noop(
    "第%(tier)s档在%(facts)s时罚款%(fine)s，高于法定最高%(limit)s（法定幅度%(range)s）"
)
_MISSING = gettext_noop("第%(tier)s档没有罚款，而%(box)s时依法应当处以罚款（法定幅度%(range)s）")
_FORBIDDEN = gettext_noop("第%(tier)s档处以罚款，而%(box)s时依法没有罚款（法定幅度%(range)s）")
_UNCOVERED = gettext_noop("第%(tier)s档在%(facts)s时没有对应的法定幅度")
_SCORE_BELOW = gettext_noop(
    "%(facts)s时合计%(percent)s，低于法定最低%(limit)s，又没有声明按法定下限截断"
)
_SCORE_ABOVE = gettext_noop(
    "%(facts)s时合计%(percent)s，高于法定最高%(limit)s，又没有声明按法定上限截断"
)


@dataclass(slots=True)
class StatuteProof:
    """What was compared, and what lies outside the law."""

    comparisons: int = 0
    findings: list[Finding] = field(default_factory=list)


def prove_within_statute(table: Table) -> StatuteProof:
    """Compare every tier's fine with every statutory range its region meets."""
    proof = StatuteProof()
    for index in range(len(table.tiers)):
        _check_tier(table, index, proof)
    return proof


def prove_score_within_statute(benchmark: Benchmark, scoring: Scoring) -> StatuteProof:
    """Compare the least and the greatest sum of percentages with the statute's."""
    proof = StatuteProof(comparisons=2)
    levels = [found for found in scoring.levels.values() if found]
    if scoring.is_clamped or not levels:
        return proof
    for choose, limit, template in (
        (min, scoring.minimum_percent, _SCORE_BELOW),
        (max, scoring.maximum_percent, _SCORE_ABOVE),
    ):
        chosen: list[Level] = [choose(found, key=_percent_of) for found in levels]
        total = scoring.start_percent + sum(level.percent for level in chosen)
        if choose(total, limit) != limit:
            facts = _facts_of_levels(benchmark, dict(zip(scoring.levels, chosen, strict=True)))
            params = {
                "facts": FactsInWords(benchmark.factors, facts),
                "percent": PercentInWords(total),
                "limit": PercentInWords(limit),
            }
            proof.findings.append(
                Finding(
                    kind=Kind.RANGE,
                    item=benchmark.code,
                    place="statutory_percent",
                    template=template,
                    params=params,
                    example=facts | opening_facts(benchmark),
                )
            )
    return proof


def _percent_of(level: Level) -> Decimal:
    return level.percent


def _facts_of_levels(benchmark: Benchmark, chosen: Mapping[str, Level]) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    for key, level in chosen.items():
        axis = axis_of(benchmark.factor(key), [level.when])
        facts[key] = axis.sample(axis.mask(level.when))
    return facts


def _check_tier(table: Table, index: int, proof: StatuteProof) -> None:
    tier = table.tiers[index]
    if not all(tier):
        return
    fine = fine_of(table.benchmark.tiers[index])
    fixed = fixed_yuan(fine)
    domain = table.space.domain
    is_covered = not table.ranges
    for legal, regions in zip(table.benchmark.statutory, table.ranges, strict=True):
        is_plainly_within = bool(fine) and _is_plainly_within(fixed, legal)
        found: list[Finding] = []
        for region in regions:
            is_covered = is_covered or region == domain or covers(region, tier)
            shared = tier if region == domain else meet(tier, region)
            if all(shared) and not found:
                proof.comparisons += 1
                if not is_plainly_within:
                    found = list(_Comparison(table, index, legal, shared).findings(fine))
                    proof.findings.extend(found)
    if not is_covered:
        proof.findings.extend(_check_coverage(table, index))


def _is_plainly_within(fine: Decimal | None, legal: StatutoryRange) -> bool:
    """Tell whether a fixed fine lies between fixed ends; `False` says nothing."""
    minimum, maximum = legal.minimum, legal.maximum
    if fine is None or minimum is None or maximum is None:
        return False
    low, high = fixed_yuan((minimum,)), fixed_yuan((maximum,))
    return low is not None and high is not None and low <= fine <= high


def _check_coverage(table: Table, index: int) -> Iterator[Finding]:
    left = [table.tiers[index]]
    for regions in table.ranges:
        for region in regions:
            left = [part for whole in left for part in subtract(whole, region)]
    if left:
        facts = table.facts(left[0])
        yield Finding(
            kind=Kind.RANGE,
            item=table.benchmark.code,
            place=f"tiers[{index}]",
            template=_UNCOVERED,
            params={
                "tier": table.benchmark.tiers[index].seq,
                "facts": FactsInWords(
                    table.benchmark.factors, {key: facts[key] for key in table.space.keys}
                ),
            },
            example=facts,
        )


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One tier against one statutory range, over the facts they share."""

    table: Table
    index: int
    legal: StatutoryRange
    shared: Region

    def findings(self, fine: Fine) -> Iterator[Finding]:
        """Yield what lies outside the range."""
        if self.legal.minimum is None and self.legal.maximum is None:
            if fine:
                yield self._about_box(_FORBIDDEN, self._fine_place)
            return
        if not fine and not self.legal.is_fine_optional:
            yield self._about_box(_MISSING, "")
        minimum, maximum = self.legal.minimum, self.legal.maximum
        if fine and minimum is not None and not self._is_plain(fine, (minimum,)):
            found = find_below(fine, (minimum,), self._variables(fine, (minimum,)))
            if found:
                yield self._outside(_BELOW, found, fine=found.lower, limit=found.upper)
        if fine and maximum is not None and not self._is_plain((maximum,), fine):
            variables = self._variables(fine, (maximum,))
            found = find_below((maximum,), fine, variables, in_whole_yuan=True)
            if found:
                yield self._outside(_ABOVE, found, fine=found.upper, limit=found.lower)

    def _is_plain(self, lower: Fine, upper: Fine) -> bool:
        """Tell whether the first is never below the second, without looking at any value."""
        one, other = fixed_yuan(lower), fixed_yuan(upper)
        if one is not None and other is not None:
            return one >= other
        return is_never_below(lower, upper) and all(
            low is not None and low >= 0  # type: ignore[operator]
            for low in (self._reach(key).low for key in bases_of(lower))
        )

    def _variables(self, *fines: Fine) -> list[Variable]:
        return [
            Variable(key, self._reach(key), step_of(self.table.benchmark.factor(key)))
            for key in bases_of(*fines)
        ]

    def _reach(self, key: str) -> Interval:
        space = self.table.space
        if key in space.keys:
            at = space.keys.index(key)
            cell = space.axes[at].cell(self.shared[at])
        else:
            cell = self.table.benchmark.factor(key).domain
        return cell if isinstance(cell, Interval) else Interval()

    def _outside(self, template: str, found: Found, *, fine: Fraction, limit: Fraction) -> Finding:
        bases: dict[str, Value] = {
            key: as_decimal(value) for key, value in found.lower_facts.items()
        }
        facts = self.table.facts(self.shared) | bases
        told = bases or {key: facts[key] for key in self.table.space.keys}
        return self._finding(
            template,
            f"{self._fine_place}.amount",
            facts,
            facts=FactsInWords(self.table.benchmark.factors, told),
            fine=MoneyInWords(Decimal(floor(fine))),
            limit=MoneyInWords(as_decimal(limit)),
        )

    @property
    def _fine_place(self) -> str:
        penalties = self.table.benchmark.tiers[self.index].penalties
        at = next(at for at, penalty in enumerate(penalties) if penalty.amount is not None)
        return f".penalties[{at}]"

    def _about_box(self, template: str, place: str) -> Finding:
        box = BoxInWords(self.table.benchmark.factors, self.table.space.box(self.shared))
        return self._finding(template, place, self.table.facts(self.shared), box=box)

    def _finding(
        self, template: str, place: str, example: Mapping[str, Value], **params: object
    ) -> Finding:
        tier = self.table.benchmark.tiers[self.index]
        return Finding(
            kind=Kind.RANGE,
            item=self.table.benchmark.code,
            place=f"tiers[{self.index}]{place}",
            template=template,
            params={"tier": tier.seq, "range": self.legal.id, **params},
            example=example,
        )
