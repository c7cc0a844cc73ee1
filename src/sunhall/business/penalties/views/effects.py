"""The what-if in words: who would have paid more, who less, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sunhall.business.penalties.rules import Change, Comparison, Effect, Outcome
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.decision.wording import facts_in_words, number_in_words

SHOWN_CASES = 100
CHANGES = {
    Change.MORE: (gettext_lazy("罚得更多"), "coral"),
    Change.LESS: (gettext_lazy("罚得更少"), "jade"),
    Change.OTHER: (gettext_lazy("罚款不变，处罚有别"), "violet"),
    Change.SAME: (gettext_lazy("完全一样"), "stone"),
    Change.UNDECIDABLE: (gettext_lazy("无法比较"), "sun"),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One way the cases go: how many, and its stretch of the bar in thousandths."""

    label: str
    tone: str
    count: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One past case before and after."""

    label: str
    tone: str
    facts: str
    before: Outcome
    after: Outcome | None
    difference: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """The whole what-if."""

    total: int
    sentence: str
    parts: list[ShownPart]
    cases: list[ShownCase]
    difference: Decimal


def show_effect(effect: Effect, table: Table) -> ShownEffect:
    """Return the effect of a version in words and figures."""
    return ShownEffect(
        total=len(effect.comparisons),
        sentence=_sentence(effect),
        parts=_parts(effect),
        cases=[_case(each, table) for each in effect.comparisons[:SHOWN_CASES]],
        difference=effect.difference_yuan,
    )


def _sentence(effect: Effect) -> str:
    total = len(effect.comparisons)
    values = {
        "total": total,
        "more": effect.count(Change.MORE),
        "less": effect.count(Change.LESS),
        "sum": number_in_words(abs(effect.difference_yuan)),
    }
    text = (
        ngettext(
            "把这一版用到过去的 %(total)s 个案件上：%(more)s 个会罚得更多，%(less)s 个会罚得更少",
            "把这一版用到过去的 %(total)s 个案件上：%(more)s 个会罚得更多，%(less)s 个会罚得更少",
            total,
        )
        % values
    )
    if effect.difference_yuan > 0:
        return _("%(text)s，合计多罚 %(sum)s 元。") % {"text": text, **values}
    if effect.difference_yuan < 0:
        return _("%(text)s，合计少罚 %(sum)s 元。") % {"text": text, **values}
    return _("%(text)s，合计不变。") % {"text": text}


def _parts(effect: Effect) -> list[ShownPart]:
    parts, start, total = [], 0, len(effect.comparisons)
    done = 0
    for change, (label, tone) in CHANGES.items():
        count = effect.count(change)
        done += count
        end = done * 1000 // total if total else 0
        parts.append(ShownPart(str(label), tone, count, start, end - start))
        start = end
    return parts


def _case(comparison: Comparison, table: Table) -> ShownCase:
    label, tone = CHANGES[comparison.change]
    return ShownCase(
        label=str(label),
        tone=tone,
        facts=_facts_in_words(table, comparison.facts),
        before=comparison.before,
        after=comparison.after,
        difference=comparison.difference_yuan,
        reason=comparison.reason,
    )


def _facts_in_words(table: Table, facts: Mapping[str, object]) -> str:
    """Return recorded facts in words; as they were recorded where the table has no words."""
    try:
        return facts_in_words(table, read_facts(table, facts))
    except FactsRefused:
        return _("、").join(f"{key} {value}" for key, value in facts.items())
