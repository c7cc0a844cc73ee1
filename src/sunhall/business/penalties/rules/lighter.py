"""Which of two outcomes is lighter for the party. Law: 行政处罚法 第三十七条."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

NOTHING = Decimal(0)
RANKS: Sequence[tuple[re.Pattern[str], int]] = (
    (re.compile("拘留"), 5),
    (re.compile("吊销|停产|停业|关闭|从业|限制|降低|暂扣|扣留"), 4),
    (re.compile("罚款|没收"), 3),
    (re.compile("警告|通报批评"), 2),
    (re.compile("责令"), 0),
)
"""The kinds of penalties, the gravest first; an order to correct is none."""

UNKNOWN_RANK = 3


@dataclass(frozen=True, order=True, slots=True)
class Weight:
    """How heavy an outcome is: its gravest kind, then how long that lasts, the fine, the rest."""

    rank: int
    extent_days: int
    fine_yuan: Decimal
    count: int


def weight_of(outcome: Mapping[str, Any]) -> Weight:
    """Weigh what a determination says, as plain JSON."""
    sanctions = [one for one in outcome["sanctions"] if _rank(one)]
    gravest = max(map(_rank, sanctions), default=0)
    return Weight(
        rank=gravest,
        extent_days=max((_days(one) for one in sanctions if _rank(one) == gravest), default=0),
        fine_yuan=Decimal(outcome["fine_yuan"] or 0),
        count=len(sanctions),
    )


def is_lighter(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Tell whether the outcome under the new law is lighter than that under the old one.

    Where both weigh the same, the law at the time of the act applies.
    """
    return weight_of(new) < weight_of(old)


def _rank(sanction: Mapping[str, Any]) -> int:
    kind = sanction["kind"]
    return next((rank for words, rank in RANKS if words.search(kind)), UNKNOWN_RANK)


def _days(sanction: Mapping[str, Any]) -> int:
    years, months, days = (sanction[unit] or 0 for unit in ("ban_years", "months", "days"))
    return int(years * 365 + months * 30 + days)
