"""Say why a decision is what it is, in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from sunhall.kernel.decision.model import (
    Benchmark,
    Cell,
    Choice,
    Exemption,
    Facts,
    Level,
    Scoring,
    Tier,
)
from sunhall.kernel.decision.wording import cell_in_words, number_in_words, value_in_words


def gate_in_words(benchmark: Benchmark, facts: Facts) -> Iterator[str]:
    """Yield whether the gate is open, where there is one."""
    gate = benchmark.gate
    if gate is None:
        return
    factor = benchmark.factor(gate.factor)
    words = {"name": factor.name, "value": value_in_words(factor, facts[gate.factor])}
    if facts[gate.factor] == gate.must:
        yield _("前置条件：%(name)s为%(value)s，可以处罚") % words
    else:
        yield _("前置条件：%(name)s为%(value)s，不予处罚") % words


def facts_met_in_words(
    benchmark: Benchmark, box: Mapping[str, Cell | None], facts: Facts
) -> Iterator[str]:
    """Yield every fact with the cell of the box that it met."""
    for factor in benchmark.factors:
        if factor.key not in box:
            continue
        cell = box[factor.key]
        words = {
            "name": factor.name,
            "value": value_in_words(factor, facts[factor.key]),
            "cell": cell_in_words(factor, cell),
        }
        if _is_single(cell):
            yield _("%(name)s：%(value)s") % words
        elif cell is None:
            yield _("%(name)s：%(value)s，本档不区分") % words
        else:
            yield _("%(name)s：%(value)s，属于“%(cell)s”") % words


def tier_in_words(tier: Tier) -> str:
    """Return which tier was reached."""
    words = {"seq": tier.seq, "description": tier.description}
    return _("对应第 %(seq)s 档：%(description)s") % words


def exemption_in_words(exemption: Exemption) -> str:
    """Return why no penalty is imposed."""
    words = {"name": exemption.name, "law": exemption.law}
    return _("符合“%(name)s”，依据%(law)s不予处罚") % words


def score_in_words(
    benchmark: Benchmark, levels: Mapping[str, Level], facts: Facts
) -> Iterator[str]:
    """Yield the weight of every scored fact."""
    for key, level in levels.items():
        factor = benchmark.factor(key)
        yield _("%(name)s：%(value)s，计 %(percent)s%%") % {
            "name": factor.name,
            "value": value_in_words(factor, facts[key]),
            "percent": number_in_words(level.percent),
        }


def total_in_words(scoring: Scoring, total: Decimal, percent: Decimal) -> Iterator[str]:
    """Yield the sum of the weights, and what the statute makes of it."""
    yield _("起点 %(start)s%%，合计 %(total)s%%") % {
        "start": number_in_words(scoring.start_percent),
        "total": number_in_words(total),
    }
    words = {"total": number_in_words(total), "percent": number_in_words(percent)}
    if total < percent:
        yield _("合计 %(total)s%% 低于法定下限，按 %(percent)s%% 计") % words
    elif total > percent:
        yield _("合计 %(total)s%% 高于法定上限，按 %(percent)s%% 计") % words


def measures_in_words(measures: Sequence[str]) -> Iterator[str]:
    """Yield what is ordered beside the penalty."""
    if measures:
        yield _("同时：%(measures)s") % {"measures": _("、").join(measures)}


def bases_in_words(benchmark: Benchmark) -> Iterator[str]:
    """Yield the articles."""
    articles = [f"《{basis.law}》{basis.article}" for basis in benchmark.bases]
    if articles:
        yield _("依据：%(articles)s") % {"articles": _("、").join(articles)}


def _is_single(cell: Cell | None) -> bool:
    if isinstance(cell, Choice):
        return len(cell.values) == 1
    return cell is not None and cell.low is not None and cell.low == cell.high
