"""Weigh sanctions against each other, as far as the law itself ranks them.

Law: 行政处罚法 第九条.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sunhall.kernel.decision.extremes import Fine, fine_of, fixed_yuan
from sunhall.kernel.decision.model import Penalty, Tier

_WARNING, _PROPERTY, _BUSINESS, _FREEDOM = 1, 2, 3, 4
_NO_PENALTY = re.compile(r"责令(限期|立即)?改正|不予(行政)?处罚|首违不罚")
_PERMIT = re.compile(r"(暂扣|扣留|降低|吊销|撤销)(.*)")
_TRADE = re.compile(r"责令.*?(停产停业|停业|停产|关闭)|限制|禁止.*从业|.*从业禁止")


@dataclass(frozen=True, slots=True)
class Weight:
    """One penalty that is not a fine: two are comparable of one `family`, or by their `rank`.

    `rank` is `None` where the law does not say what the penalty is; `extent` is in days, months
    or years, and `None` is not less nor more than any number.
    """

    family: str
    rank: int | None
    stage: int = 0
    extent: int | None = None


@dataclass(frozen=True, slots=True)
class Sanction:
    """All that a tier imposes: its fine as a formula, and the weights of the rest.

    `rank` is that of the gravest penalty but the fine; `fixed_yuan` is the fine where it is the
    same whatever the facts, 0 where there is none.
    """

    fine: Fine
    weights: tuple[Weight, ...]
    rank: int
    fixed_yuan: Decimal | None

    def outweighs_rest_of(self, other: "Sanction") -> bool:
        """Tell whether something here is at least as heavy as each penalty there but the fine."""
        return all(self._matches(weight) for weight in other.weights)

    def _matches(self, weight: Weight) -> bool:
        rank = weight.rank
        if rank is not None and rank < max(self.rank, _PROPERTY if self.fine else 0):
            return True
        return any(_is_at_least(own, weight) for own in self.weights)


def sanction_of(tier: Tier) -> Sanction:
    """Return what a tier imposes; what is no penalty in law weighs nothing."""
    fine = fine_of(tier)
    if len(fine) == len(tier.penalties):
        return Sanction(fine, (), 0, fixed_yuan(fine))
    found = (_weight(penalty) for penalty in tier.penalties if penalty.amount is None)
    weights = tuple(weight for weight in found if weight)
    rank = max((weight.rank or 0 for weight in weights), default=0)
    return Sanction(fine, weights, rank, fixed_yuan(fine))


def is_settled(one: Sanction, other: Sanction) -> bool | None:
    """Tell of the fines whether the first is at least the second whatever the facts.

    `None` means that it depends on the formulas. A kind of penalty graver than all there makes up
    for any fine.
    """
    if not other.fine or one.rank > max(_PROPERTY, other.rank):
        return True
    return None if one.fine else False


def _is_at_least(one: Weight, other: Weight) -> bool:
    if one.family != other.family:
        return False
    if one.stage != other.stage:
        return one.stage > other.stage
    if one.extent is None or other.extent is None:
        return one.extent == other.extent
    return one.extent >= other.extent


@lru_cache(maxsize=4096)
def _weight(penalty: Penalty) -> Weight | None:
    kind = penalty.kind
    if _NO_PENALTY.match(kind):
        return None
    if kind in ("警告", "通报批评"):
        return Weight("warning", _WARNING)
    if kind.startswith("没收"):
        return Weight(kind, _PROPERTY)
    if match := _PERMIT.match(kind):
        is_lost = match[1] in ("吊销", "撤销")
        extent = (penalty.ban_years or 0) if is_lost else penalty.months or penalty.days
        return Weight(f"permit {match[2]}", _BUSINESS, int(is_lost), extent)
    if "拘留" in kind:
        return Weight("detention", _FREEDOM, 0, penalty.days)
    if match := _TRADE.match(kind):
        return Weight("trade", _BUSINESS, int(match[1] == "关闭"), _days(penalty))
    return Weight(kind, None, 0, _days(penalty))


def _days(penalty: Penalty) -> int | None:
    if penalty.days is not None:
        return penalty.days
    months = penalty.months if penalty.months is not None else _months(penalty.ban_years)
    return None if months is None else months * 30


def _months(years: int | None) -> int | None:
    return None if years is None else years * 12
