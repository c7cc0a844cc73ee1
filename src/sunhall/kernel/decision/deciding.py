"""From facts to the one tier and its sanctions, with the reasons in words.

Zero discretion means exactly one tier. None or several is a defect of the benchmark and goes back
to the legal office; it is never left to the officer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.kernel.decision.amounts import (
    computation,
    evaluate,
    exact_value,
    product_in_words,
    rounded_down,
    share_of,
    yuan_in_words,
)
from sunhall.kernel.decision.facts import gate_is_closed, held_exemption
from sunhall.kernel.decision.findings import Listed
from sunhall.kernel.decision.lookup import Lookup, finder, lookup
from sunhall.kernel.decision.model import (
    Benchmark,
    Cell,
    Exemption,
    Factor,
    Facts,
    Level,
    Penalty,
    Role,
    Scoring,
    Tier,
)
from sunhall.kernel.decision.reasons import (
    bases_in_words,
    exemption_in_words,
    facts_met_in_words,
    gate_in_words,
    measures_in_words,
    score_in_words,
    tier_in_words,
    total_in_words,
)
from sunhall.kernel.decision.wording import Later, facts_in_words, kind_in_words, number_in_words
from sunhall.kernel.errors import Refusal

_NOTHING = Decimal(0)
_FINE = "罚款"


class NoTierCovers(Refusal):
    """The benchmark has a gap where these facts lie."""

    code = "no_tier_covers"
    message = gettext_noop(
        "事项 %(item)s 没有一档覆盖这些事实（%(facts)s）；基准有缺口，请转法制机构"
    )


class TiersOverlap(Refusal):
    """More than one tier of the benchmark covers these facts."""

    code = "tiers_overlap"
    message = gettext_noop(
        "事项 %(item)s 的第 %(tiers)s 档同时覆盖这些事实（%(facts)s）；请转法制机构"
    )


class Outcome(StrEnum):
    """How a decision ends."""

    SANCTION = "sanction"
    GATE_CLOSED = "gate_closed"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """One penalty as it is imposed."""

    kind: str
    amount_yuan: Decimal | None = None
    days: int | None = None
    months: int | None = None
    ban_years: int | None = None
    words: Callable[[], str] = field(default=str, compare=False, repr=False)

    @property
    def formula(self) -> str:
        """Return how the amount was computed, empty where there is none."""
        return self.words()

    def as_dict(self) -> dict[str, Any]:
        """Return the sanction as plain JSON."""
        return {
            "kind": self.kind,
            "amount_yuan": _whole(self.amount_yuan),
            "days": self.days,
            "months": self.months,
            "ban_years": self.ban_years,
            "formula": self.formula,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from the facts, and why; words are in the reader's language.

    `tier` is the tier's number, counted from 1; a scoring has a `percent` instead. `fine_yuan`
    is the sum of all fines; `None` is no fine.
    """

    item: str
    outcome: Outcome
    tier: int | None = None
    percent: Decimal | None = None
    description: str = ""
    sanctions: tuple[Sanction, ...] = ()
    fine_yuan: Decimal | None = None
    measures: tuple[str, ...] = ()
    note: str = ""
    exemption: str = ""
    reasons: Callable[[], Iterable[str]] = field(default=tuple, compare=False, repr=False)

    @property
    def reasoning(self) -> tuple[str, ...]:
        """Return why, step by step."""
        return tuple(self.reasons())

    def as_dict(self) -> dict[str, Any]:
        """Return the decision as plain JSON; fines are whole numbers of yuan."""
        return {
            "item": self.item,
            "outcome": self.outcome.value,
            "tier": self.tier,
            "percent": None if self.percent is None else number_in_words(self.percent),
            "description": self.description,
            "sanctions": [sanction.as_dict() for sanction in self.sanctions],
            "fine_yuan": _whole(self.fine_yuan),
            "measures": list(self.measures),
            "note": self.note,
            "exemption": self.exemption,
            "reasoning": list(self.reasoning),
        }


class Compiled:
    """A benchmark prepared for deciding: one lookup per factor, tiers as bits of a mask.

    Facts are those of `read_facts`; numbers are Decimal. Everything here is read only.
    """

    __slots__ = ("_find", "_places", "benchmark", "factors", "fixed_fines", "lookups", "scored")

    def __init__(self, benchmark: Benchmark) -> None:
        self.benchmark = benchmark
        self.factors: Mapping[str, Factor] = {factor.key: factor for factor in benchmark.factors}
        choosing = [factor for factor in benchmark.factors if factor.role is Role.FACTOR]
        tiers = benchmark.tiers
        self.lookups: tuple[Lookup, ...] = tuple(
            lookup(factor, [tier.when.get(factor.key) for tier in tiers]) for factor in choosing
        )
        self.scored: tuple[tuple[Lookup, tuple[Level, ...]], ...] = tuple(
            (lookup(self.factors[key], [level.when for level in levels]), levels)
            for key, levels in (benchmark.scoring.levels if benchmark.scoring else {}).items()
        )
        self._find: Callable[[Facts], int] = finder(self.lookups, len(tiers))
        self._places = {1 << index: index for index in range(len(tiers))}
        self.fixed_fines = tuple(_fixed_fine(tier) for tier in tiers)

    def tier_index(self, facts: Facts) -> int:
        """Return the place of the one tier that covers the facts, counted from 0.

        Raises:
            NoTierCovers: the benchmark has a gap there.
            TiersOverlap: more than one tier covers them.
            KeyError: a factor is not among the facts.
        """
        mask = self._find(facts)
        index = self._places.get(mask)
        if index is None:
            raise self.defect(mask, facts)
        return index

    def fine(self, facts: Facts) -> tuple[int, Decimal]:
        """Return the tier's place and the sum of its fines in yuan, as fast as can be.

        Raises:
            NoTierCovers: the benchmark has a gap there.
            TiersOverlap: more than one tier covers them.
            KeyError: a factor or a base is not among the facts.
        """
        index = self._places.get(self._find(facts))
        if index is None:
            index = self.tier_index(facts)
        fixed = self.fixed_fines[index]
        return index, fixed if fixed is not None else _fine(self.benchmark.tiers[index], facts)

    def levels(self, facts: Facts) -> dict[str, Level]:
        """Return the one level that each scored factor reaches.

        Raises:
            NoTierCovers: a value is on no level.
            TiersOverlap: a value is on several levels.
            KeyError: a factor is not among the facts.
        """
        reached = {}
        for one, levels in self.scored:
            mask = one.mask(facts[one.factor.key])
            if mask.bit_count() != 1:
                raise self.defect(mask, facts)
            reached[one.factor.key] = levels[mask.bit_length() - 1]
        return reached

    def box(self, tier: Tier) -> dict[str, Cell | None]:
        """Return the tier's cell of every factor that chooses; `None` admits all values."""
        return {one.factor.key: tier.when.get(one.factor.key) for one in self.lookups}

    def defect(self, mask: int, facts: Facts) -> Refusal:
        """Return the refusal for facts that do not meet exactly one row of the mask."""
        known = facts_in_words(self.benchmark, facts)
        if not mask:
            return NoTierCovers(item=self.benchmark.code, facts=known)
        hits = [str(row + 1) for row in range(mask.bit_length()) if mask >> row & 1]
        return TiersOverlap(item=self.benchmark.code, tiers=Listed(tuple(hits)), facts=known)


def compile_benchmark(benchmark: Benchmark) -> Compiled:
    """Return the benchmark prepared for deciding."""
    return Compiled(benchmark)


def decide(benchmark: Benchmark | Compiled, facts: Facts) -> Decision:
    """Return what follows from the facts of `read_facts`, with the reasons in words.

    Law: 行政处罚法 第三十四条; exemptions: 第三十三条.

    Raises:
        NoTierCovers: the benchmark has a gap there.
        TiersOverlap: more than one tier covers them.
        KeyError: a fact that is needed is missing.
    """
    compiled = benchmark if isinstance(benchmark, Compiled) else Compiled(benchmark)
    if gate_is_closed(compiled.benchmark, facts):
        return _closed(compiled, facts)
    exemption = held_exemption(compiled.benchmark, facts)
    if exemption is not None:
        return _exempted(compiled, exemption, facts)
    if compiled.benchmark.scoring is not None:
        return _scored(compiled, compiled.benchmark.scoring, facts)
    return _tiered(compiled, facts)


def score(scoring: Scoring, levels: Iterable[Level]) -> tuple[Decimal, Decimal]:
    """Return the sum of the percentages, and what counts after clamping to the statute."""
    total = sum((level.percent for level in levels), start=scoring.start_percent)
    if not scoring.is_clamped:
        return total, total
    return total, min(max(total, scoring.minimum_percent), scoring.maximum_percent)


def _closed(compiled: Compiled, facts: Facts) -> Decision:
    benchmark = compiled.benchmark
    gate = benchmark.gate
    otherwise = gate.otherwise if gate else ""
    return Decision(
        item=benchmark.code,
        outcome=Outcome.GATE_CLOSED,
        description=otherwise,
        reasons=Later(
            lambda: (*gate_in_words(benchmark, facts), otherwise, *bases_in_words(benchmark))
        ),
    )


def _exempted(compiled: Compiled, exemption: Exemption, facts: Facts) -> Decision:
    return Decision(
        item=compiled.benchmark.code,
        outcome=Outcome.EXEMPT,
        description=exemption.name,
        measures=exemption.measures,
        exemption=exemption.id,
        reasons=Later(
            lambda: (
                *gate_in_words(compiled.benchmark, facts),
                *facts_met_in_words(compiled.benchmark, exemption.when, facts),
                exemption_in_words(exemption),
                *measures_in_words(exemption.measures),
            )
        ),
    )


def _tiered(compiled: Compiled, facts: Facts) -> Decision:
    benchmark = compiled.benchmark
    tier = benchmark.tiers[compiled.tier_index(facts)]
    sanctions = tuple(_sanction(penalty, compiled.factors, facts) for penalty in tier.penalties)
    return Decision(
        item=benchmark.code,
        outcome=Outcome.SANCTION,
        tier=tier.seq,
        description=tier.description,
        sanctions=sanctions,
        fine_yuan=_total(sanctions),
        measures=tier.measures,
        note=tier.note,
        reasons=Later(
            lambda: (
                *gate_in_words(benchmark, facts),
                *facts_met_in_words(benchmark, compiled.box(tier), facts),
                tier_in_words(tier),
                *map(_sanction_in_words, sanctions),
                *measures_in_words(tier.measures),
                *bases_in_words(benchmark),
            )
        ),
    )


def _scored(compiled: Compiled, scoring: Scoring, facts: Facts) -> Decision:
    benchmark = compiled.benchmark
    levels = compiled.levels(facts)
    total, percent = score(scoring, levels.values())
    fine = rounded_down(share_of(exact_value(scoring.full_amount, facts), percent))

    def formula() -> str:
        full = product_in_words(scoring.full_amount, compiled.factors, facts)
        return f"{full} × {number_in_words(percent)}% = {yuan_in_words(fine)}"

    sanction = Sanction(kind=_FINE, amount_yuan=fine, words=Later(formula))
    return Decision(
        item=benchmark.code,
        outcome=Outcome.SANCTION,
        percent=percent,
        description=_("裁量百分值 %(percent)s%%") % {"percent": number_in_words(percent)},
        sanctions=(sanction,),
        fine_yuan=fine,
        reasons=Later(
            lambda: (
                *gate_in_words(benchmark, facts),
                *score_in_words(benchmark, levels, facts),
                *total_in_words(scoring, total, percent),
                _sanction_in_words(sanction),
                *bases_in_words(benchmark),
            )
        ),
    )


def _sanction(penalty: Penalty, factors: Mapping[str, Factor], facts: Facts) -> Sanction:
    amount = penalty.amount
    return Sanction(
        kind=penalty.kind,
        amount_yuan=None if amount is None else evaluate(amount, facts),
        days=penalty.days,
        months=penalty.months,
        ban_years=penalty.ban_years,
        words=str if amount is None else Later(lambda: computation(amount, factors, facts)),
    )


def _sanction_in_words(sanction: Sanction) -> str:
    parts = [kind_in_words(sanction.kind), sanction.formula]
    for template, count in (
        (gettext_noop("%(count)s 日"), sanction.days),
        (gettext_noop("%(count)s 个月"), sanction.months),
        (gettext_noop("%(count)s 年内不得重新取得"), sanction.ban_years),
    ):
        if count is not None:
            parts.append(_(template) % {"count": count})
    return " ".join(part for part in parts if part)


def _total(sanctions: tuple[Sanction, ...]) -> Decimal | None:
    fines = [one.amount_yuan for one in sanctions if one.amount_yuan is not None]
    return sum(fines, start=_NOTHING) if fines else None


def _fixed_fine(tier: Tier) -> Decimal | None:
    amounts = [penalty.amount for penalty in tier.penalties if penalty.amount is not None]
    if any(amount.bases for amount in amounts):
        return None
    return sum((evaluate(amount, {}) for amount in amounts), start=_NOTHING)


def _fine(tier: Tier, facts: Facts) -> Decimal:
    amounts = (penalty.amount for penalty in tier.penalties if penalty.amount is not None)
    return sum((evaluate(amount, facts) for amount in amounts), start=_NOTHING)


def _whole(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan)
