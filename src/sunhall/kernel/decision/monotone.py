"""Prove that worse facts are never punished more lightly."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, islice

from django.utils.translation import gettext_noop

from sunhall.kernel.decision.axes import Axis, Mask
from sunhall.kernel.decision.extremes import (
    Found,
    Variable,
    as_decimal,
    bases_of,
    find_below,
    is_never_below,
    step_of,
)
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.model import (
    Benchmark,
    Factor,
    FactorType,
    Interval,
    Level,
    Severity,
    Value,
)
from sunhall.kernel.decision.sanctions import Sanction, is_settled, sanction_of
from sunhall.kernel.decision.space import Region, Space, meet, rising_pairs
from sunhall.kernel.decision.table import Table
from sunhall.kernel.decision.wording import FactsInWords

_LIGHTER = gettext_noop(
    "第%(milder)s档的情形（%(milder_facts)s）不重于第%(worse)s档的情形（%(worse_facts)s），处罚却更重"
)
_UNSTEADY = gettext_noop(
    "沿“%(factor)s”由小到大，处罚时轻时重：第%(falling)s档到第%(fallen)s档变轻，"
    "第%(rising)s档到第%(risen)s档变重；请改正数额，或者给这个要素写明 severity: none"
)
_FALLING = gettext_noop(
    "沿“%(factor)s”由小到大，处罚越来越轻：第%(falling)s档到第%(fallen)s档变轻；"
    "请改正数额，如果确是越小越重，请给这个要素写明 severity: descending"
)
_LEVEL_LIGHTER = gettext_noop("第%(milder)s项的情形不重于第%(worse)s项，权重却更高")
_LEVEL_UNSTEADY = gettext_noop(
    "沿“%(factor)s”由小到大，权重时低时高：第%(falling)s项到第%(fallen)s项变低，"
    "第%(rising)s项到第%(risen)s项变高；请改正，或者给这个要素写明 severity: none"
)
_LEVEL_FALLING = gettext_noop(
    "沿“%(factor)s”由小到大，权重越来越低：第%(falling)s项到第%(fallen)s项变低；"
    "请改正，如果确是越小越重，请给这个要素写明 severity: descending"
)
_TOLD = 20
_JUDGED = 200


class Verdict(Enum):
    """Whether one sanction is strictly heavier than another, or which fines would make it so."""

    LIGHTER = 0
    HEAVIER = 1
    BY_GREATER_FINE = 2
    BY_FINE_NOT_LESS = 3


@dataclass(slots=True)
class MonotoneProof:
    """The pairs compared, and those of which the milder one is punished more heavily."""

    pairs: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two tiers, the first heavier, with facts of either that show it."""

    heavier: int
    lighter: int
    heavier_facts: dict[str, Value]
    lighter_facts: dict[str, Value]


def prove_monotone(table: Table) -> MonotoneProof:
    """Compare the tiers along every axis that has, or ought to have, a direction."""
    proof = MonotoneProof()
    sanctions = [sanction_of(tier) for tier in table.benchmark.tiers]
    comparison = _Comparison(table, sanctions, proof)
    ranked = {
        index: axis.factor.severity is Severity.ASCENDING
        for index, axis in enumerate(table.space.axes)
        if axis.is_ranked
    }
    if ranked:
        for pair in islice(comparison.pairs(ranked), _TOLD):
            proof.findings.append(_lighter(table, pair))
    for index, axis in enumerate(table.space.axes):
        if axis.factor.severity is Severity.UNDECLARED and axis.full & (axis.full - 1):
            proof.findings.extend(_against_one_way(comparison, index))
    return proof


def _against_one_way(comparison: "_Comparison", index: int) -> Iterator[Finding]:
    """Yield what keeps the sanctions from running one way along an axis nobody gave a direction."""
    table = comparison.table
    axis = table.space.axes[index]
    falls = comparison.pairs({index: True})
    falling = next(falls, None)
    if falling is None:
        return
    rising = next(comparison.pairs({index: False}), None)
    if rising is not None:
        yield _unsteady(table, axis, falling, rising)
        return
    seen = chain([falling], islice(falls, _JUDGED))
    pairs = ((pair.heavier, pair.lighter) for pair in seen)
    if _is_swapped(axis.factor, pairs):
        yield _falling(table, axis, falling)


def _is_swapped(factor: Factor, falls: Iterable[tuple[int, int]]) -> bool:
    """Tell whether the rows, written from little to much, all grow lighter.

    Rows are written from the lightest to the gravest. Where less is worse they begin with much;
    where they begin with little and fall all the same, the amounts are likely to be swapped.
    """
    is_a_quantity = factor.type in (FactorType.NUMBER, FactorType.COUNT)
    return is_a_quantity and all(heavier < lighter for heavier, lighter in falls)


def prove_levels_monotone(benchmark: Benchmark, key: str, levels: Sequence[Level]) -> MonotoneProof:
    """Compare the weights of a scored factor along its axis."""
    proof = MonotoneProof()
    space = Space((benchmark.factor(key),), [{key: level.when} for level in levels])
    axis = space.axes[0]
    severity = axis.factor.severity
    if severity is Severity.NONE:
        return proof
    regions = [space.region({key: level.when}) for level in levels]
    proof.pairs = len(levels) * (len(levels) - 1)
    falls, rises = (
        list(_level_pairs(space.axes, regions, levels, is_ascending=is_ascending))
        for is_ascending in (True, False)
    )
    wrong = rises if severity is Severity.DESCENDING else falls
    if not wrong:
        return proof
    heavier, lighter = wrong[0]
    template = _LEVEL_LIGHTER
    params: dict[str, object] = {"milder": heavier + 1, "worse": lighter + 1}
    if severity is Severity.UNDECLARED:
        params = {"factor": axis.factor.name, "falling": heavier + 1, "fallen": lighter + 1}
        if rises:
            template = _LEVEL_UNSTEADY
            params |= {"rising": rises[0][1] + 1, "risen": rises[0][0] + 1}
        elif _is_swapped(axis.factor, falls):
            template = _LEVEL_FALLING
        else:
            return proof
    at = [factor.key for factor in benchmark.factors].index(key)
    proof.findings.append(
        Finding(
            kind=Kind.MONOTONE,
            item=benchmark.code,
            place=f"factors[{at}].levels[{lighter}].percent",
            template=template,
            params=params,
            example=space.facts(regions[lighter]),
        )
    )
    return proof


def _level_pairs(
    axes: Sequence[Axis], regions: Sequence[Region], levels: Sequence[Level], *, is_ascending: bool
) -> Iterator[tuple[int, int]]:
    def is_heavier(first: int, second: int) -> bool:
        is_apart = not all(meet(regions[first], regions[second]))
        return is_apart and levels[first].percent > levels[second].percent

    return rising_pairs(axes, regions, {0: is_ascending}, is_heavier)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The sanctions of one table, compared along some of its axes."""

    table: Table
    sanctions: Sequence[Sanction]
    proof: MonotoneProof

    def pairs(self, ascending: Mapping[int, bool]) -> Iterator[_Pair]:
        """Yield the pairs whose first is no worse along the axes and yet strictly heavier.

        `ascending` tells of each axis whether more is worse; all other facts are equal.
        """
        space, tiers = self.table.space, self.table.tiers
        self.proof.pairs += len(tiers) * (len(tiers) - 1)
        for first, second in rising_pairs(space.axes, tiers, ascending, self._candidates()):
            if first != second and all(meet(tiers[first], tiers[second])):
                # Tiers that overlap are told of as such; which is the heavier is then moot.
                continue
            verdict = _verdict(self.sanctions[first], self.sanctions[second])
            found = None
            if verdict is not Verdict.HEAVIER:
                found = self._by_fines(first, second, ascending, verdict)
                if found is None:
                    continue
            yield self._pair(first, second, ascending, found)

    def _candidates(self) -> Callable[[int, int], bool]:
        """Return the quickest test that no pair fails whose first may be heavier."""
        yuan = [sanction.fixed_yuan for sanction in self.sanctions]
        weights = self.sanctions[0].weights if self.sanctions else ()
        if None in yuan or any(sanction.weights != weights for sanction in self.sanctions):
            return self._may_be_heavier
        order = sorted(set(yuan))  # type: ignore[type-var]
        ranks = [order.index(each) for each in yuan]
        return lambda first, second: ranks[first] > ranks[second]

    def _may_be_heavier(self, first: int, second: int) -> bool:
        verdict = _verdict(self.sanctions[first], self.sanctions[second])
        return verdict is not Verdict.LIGHTER

    def _by_fines(
        self, first: int, second: int, ascending: Mapping[int, bool], verdict: Verdict
    ) -> Found | None:
        heavier, lighter = self.sanctions[first].fine, self.sanctions[second].fine
        if (
            verdict is Verdict.BY_GREATER_FINE
            and all(ascending.values())
            and is_never_below(lighter, heavier)
            and not any(map(self._may_be_negative, bases_of(lighter)))
        ):
            return None
        variables = [
            variable
            for key in bases_of(heavier, lighter)
            for variable in self._variables(key, first, second, ascending)
        ]
        return find_below(
            lighter,
            heavier,
            variables,
            or_equal=verdict is Verdict.BY_FINE_NOT_LESS,
            in_whole_yuan=True,
        )

    def _may_be_negative(self, key: str) -> bool:
        low = _as_interval(self.table.benchmark.factor(key).domain).low
        return low is None or low < 0  # type: ignore[operator]

    def _variables(
        self, key: str, first: int, second: int, ascending: Mapping[int, bool]
    ) -> Iterator[Variable]:
        """Yield how a base moves: the same for both tiers, or apart where one end is worse."""
        space = self.table.space
        factor = self.table.benchmark.factor(key)
        step = step_of(factor)
        if key not in space.keys:
            yield Variable(key, _as_interval(factor.domain), step)
            return
        at = space.keys.index(key)
        one, other = self.table.tiers[first][at], self.table.tiers[second][at]
        shared = one & other
        if at not in ascending or (ascending[at] and shared):
            yield Variable(key, _as_interval(space.axes[at].cell(shared)), step)
            return
        if not ascending[at]:
            one, other = _highest(one), _lowest(other)
        cell = space.axes[at].cell
        yield Variable(key, _as_interval(cell(one)), step, moves_lower=False)
        yield Variable(key, _as_interval(cell(other)), step, moves_upper=False)

    def _pair(
        self, first: int, second: int, ascending: Mapping[int, bool], found: Found | None
    ) -> _Pair:
        one, other = list(self.table.tiers[first]), list(self.table.tiers[second])
        for at, (mask, against) in enumerate(zip(tuple(one), tuple(other), strict=True)):
            if at not in ascending:
                one[at] = other[at] = mask & against
            elif ascending[at]:
                one[at], other[at] = _lowest(mask), _highest(against)
            else:
                one[at], other[at] = _highest(mask), _lowest(against)
        heavier, lighter = self.table.facts(tuple(one)), self.table.facts(tuple(other))
        if found:
            heavier |= {key: as_decimal(value) for key, value in found.upper_facts.items()}
            lighter |= {key: as_decimal(value) for key, value in found.lower_facts.items()}
        return _Pair(first, second, heavier, lighter)


def _verdict(one: Sanction, other: Sanction) -> Verdict:
    """Tell whether the first sanction is heavier: nothing in it lighter, and something heavier."""
    if one.weights == other.weights:
        if one.fixed_yuan is None or other.fixed_yuan is None:
            return Verdict.BY_GREATER_FINE if one.fine else Verdict.LIGHTER
        return Verdict.HEAVIER if one.fixed_yuan > other.fixed_yuan else Verdict.LIGHTER
    at_least = is_settled(one, other)
    if at_least is False or not one.outweighs_rest_of(other):
        return Verdict.LIGHTER
    back = is_settled(other, one) if other.outweighs_rest_of(one) else False
    if back is True:
        return Verdict.LIGHTER
    if back is None:
        return Verdict.BY_GREATER_FINE
    return Verdict.HEAVIER if at_least else Verdict.BY_FINE_NOT_LESS


def _lighter(table: Table, pair: _Pair) -> Finding:
    tiers, factors = table.benchmark.tiers, table.benchmark.factors
    return Finding(
        kind=Kind.MONOTONE,
        item=table.benchmark.code,
        place=f"tiers[{pair.lighter}].penalties",
        template=_LIGHTER,
        params={
            "milder": tiers[pair.heavier].seq,
            "worse": tiers[pair.lighter].seq,
            "milder_facts": FactsInWords(factors, _told(table, pair.heavier_facts)),
            "worse_facts": FactsInWords(factors, _told(table, pair.lighter_facts)),
        },
        example=pair.lighter_facts,
    )


def _unsteady(table: Table, axis: Axis, falling: _Pair, rising: _Pair) -> Finding:
    tiers = table.benchmark.tiers
    return Finding(
        kind=Kind.MONOTONE,
        item=table.benchmark.code,
        place=f"tiers[{falling.lighter}].penalties",
        template=_UNSTEADY,
        params={
            "factor": axis.factor.name,
            "falling": tiers[falling.heavier].seq,
            "fallen": tiers[falling.lighter].seq,
            "rising": tiers[rising.lighter].seq,
            "risen": tiers[rising.heavier].seq,
        },
        example=falling.lighter_facts,
    )


def _falling(table: Table, axis: Axis, falling: _Pair) -> Finding:
    tiers = table.benchmark.tiers
    return Finding(
        kind=Kind.MONOTONE,
        item=table.benchmark.code,
        place=f"tiers[{falling.lighter}].penalties",
        template=_FALLING,
        params={
            "factor": axis.factor.name,
            "falling": tiers[falling.heavier].seq,
            "fallen": tiers[falling.lighter].seq,
        },
        example=falling.lighter_facts,
    )


def _told(table: Table, facts: Mapping[str, Value]) -> dict[str, Value]:
    bases = {key for tier in table.benchmark.tiers for key in bases_of(sanction_of(tier).fine)}
    return {key: value for key, value in facts.items() if key in table.space.keys or key in bases}


def _as_interval(cell: object) -> Interval:
    return cell if isinstance(cell, Interval) else Interval()


def _lowest(mask: Mask) -> Mask:
    return mask & -mask


def _highest(mask: Mask) -> Mask:
    return 1 << mask.bit_length() - 1
