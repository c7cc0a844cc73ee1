"""Which version of a benchmark applies to a case, and what the statute allows there."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sunhall.business.penalties.models import Benchmark, Case, Determination
from sunhall.business.penalties.queries.casework import benchmarks_of
from sunhall.business.penalties.queries.tables import decide_with, get_table
from sunhall.business.penalties.rules.lighter import is_lighter
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.amounts import evaluate, exact_value, rounded_down, share_of
from sunhall.kernel.decision.deciding import Decision, Outcome, decide
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Amount, Box, Facts, Scoring, covers
from sunhall.kernel.decision.reading import read_benchmark


@dataclass(frozen=True, slots=True)
class Range:
    """What the statute allows for one set of facts, in yuan; none where it names no fine."""

    minimum_yuan: Decimal | None = None
    maximum_yuan: Decimal | None = None


def applicable_benchmark(by: Actor, case: Case, facts: Mapping[str, Any]) -> Benchmark:
    """Return the version of the day of the act, or the one of today if it is lighter.

    Law: 行政处罚法 第三十四条 (published ones only), 第三十七条 (the old law, or the lighter).

    Raises:
        NothingInEffect: none was public and in effect on the day of the act.
        FactsRefused: facts are missing for the version of the day of the act.
    """
    versions = benchmarks_of(by, case)
    old, new = versions[0], versions[-1]
    if old is new:
        return old
    before = decide_with(old, known_to(old, facts))
    after = _decision_or_none(new, facts)
    return new if after and is_lighter(after.as_dict(), before.as_dict()) else old


def determination_of(case: Case) -> Determination:
    """Return what the facts of a case lead to now; ask it only where something is proposed."""
    if case.determination is None:
        raise ValueError(f"case {case.pk} has no determination")
    return case.determination


def known_to(benchmark: Benchmark, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the facts that a version asks for; another version may ask for others."""
    keys = {factor.key for factor in get_table(benchmark).factors}
    return {key: value for key, value in facts.items() if key in keys}


def decide_anew(benchmark: Benchmark, facts: Mapping[str, Any]) -> Decision:
    """Decide from the stored document alone, with nothing that was prepared before.

    It is the second opinion that a proposed fine is compared with.

    Raises:
        FactsRefused: facts are missing, unknown, or outside their domain.
    """
    table, findings = read_benchmark(benchmark.document)
    if table is None:
        raise ValueError(f"stored table {benchmark.table_hash}: {findings[0].message}")
    return decide(table, read_facts(table, facts))


def statutory_range(benchmark: Benchmark, facts: Mapping[str, Any]) -> Range:
    """Return the least and the greatest fine that the statute allows for facts."""
    table = get_table(benchmark)
    typed = read_facts(table, facts)
    if table.scoring is not None:
        return _range_of_score(table.scoring, typed)
    minimums, maximums = [], []
    for legal in table.statutory:
        if not _holds(legal.when, typed):
            continue
        minimums += _yuan(legal.minimum, typed)
        maximums += _yuan(legal.maximum, typed)
    return Range(max(minimums, default=None), min(maximums, default=None))


def is_by_tier(decision: Decision) -> bool:
    """Tell whether the facts lead to a tier, not out of the table by a gate or an exemption."""
    return decision.outcome is Outcome.SANCTION


def _decision_or_none(benchmark: Benchmark, facts: Mapping[str, Any]) -> Decision | None:
    try:
        return decide_with(benchmark, known_to(benchmark, facts))
    except FactsRefused:
        return None


def _holds(boxes: tuple[Box, ...], facts: Facts) -> bool:
    try:
        return any(covers(box, facts) for box in boxes)
    except KeyError:
        return False


def _yuan(amount: Amount | None, facts: Facts) -> list[Decimal]:
    if amount is None or not facts.keys() >= set(amount.bases):
        return []
    return [evaluate(amount, facts)]


def _range_of_score(scoring: Scoring, facts: Facts) -> Range:
    if not facts.keys() >= set(scoring.full_amount.bases):
        return Range()
    full = exact_value(scoring.full_amount, facts)
    return Range(
        rounded_down(share_of(full, scoring.minimum_percent)),
        rounded_down(share_of(full, scoring.maximum_percent)),
    )
