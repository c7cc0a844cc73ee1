"""Comparing the time limits of a service item."""

from sunhall.directory.choices import LimitUnit
from sunhall.directory.rules.items.document import Limit

DAYS_A_WEEK, WORKING_DAYS_A_WEEK = 7, 5


def is_within(promised: Limit, statutory: Limit) -> bool:
    """Tell whether a promise keeps within what the law allows.

    Working days and calendar days are compared by ordinary weeks of five working days; where both
    are counted alike, by their number.
    """
    if promised.is_immediate:
        return True
    if statutory.is_immediate:
        return False
    return _length(promised) <= _length(statutory)


def is_shorter_or_equal(local: Limit, template: Limit) -> bool:
    """Tell whether a district's promise is at least as good as the city's."""
    return is_within(local, template)


def _length(limit: Limit) -> int:
    """Return the length in fifths of a calendar day."""
    if limit.unit == LimitUnit.WORKING_DAY:
        return limit.value * DAYS_A_WEEK
    return limit.value * WORKING_DAYS_A_WEEK
