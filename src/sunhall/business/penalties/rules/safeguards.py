"""Which safeguards a penalty calls for: hearing, legal review, deliberation."""

import re
from collections.abc import Iterable
from decimal import Decimal

from sunhall.business.penalties.rules.amounts import Threshold

HEAVY = re.compile(r"降低.*等级|吊销|责令.*(停产|停业|关闭)|限制.*(从业|经营)|禁止.*从业")
"""The kinds that always give a hearing. Law: 行政处罚法 第六十三条第一款第三项至第五项."""


def is_heavy(kinds: Iterable[str]) -> bool:
    """Tell whether one of the kinds of penalty is graver than a fine."""
    return any(HEAVY.search(kind) for kind in kinds)


def needs_hearing(
    kinds: Iterable[str], amounts_yuan: Iterable[Decimal], threshold: Threshold, *, is_citizen: bool
) -> bool:
    """Tell whether the party must be told that it may ask for a hearing.

    `amounts_yuan` are those of each penalty by itself, fines and confiscations.
    Law: 行政处罚法 第六十三条.
    """
    return is_heavy(kinds) or any(
        threshold.is_reached(yuan, is_citizen=is_citizen) for yuan in amounts_yuan
    )


def needs_legal_review(*, has_major_interest: bool, is_complex: bool, is_heard: bool) -> bool:
    """Tell whether a decision is reviewed first. Law: 行政处罚法 第五十八条第一款."""
    return has_major_interest or is_complex or is_heard


def needs_deliberation(
    kinds: Iterable[str],
    fine_yuan: Decimal,
    threshold: Threshold,
    *,
    is_citizen: bool,
    is_complex: bool,
) -> bool:
    """Tell whether the heads of the organ deliberate. Law: 行政处罚法 第五十七条第二款."""
    is_large = threshold.is_reached(fine_yuan, is_citizen=is_citizen)
    return is_complex or is_large or is_heavy(kinds)
