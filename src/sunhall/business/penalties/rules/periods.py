"""Periods in months."""

from calendar import monthrange
from datetime import date

MONTHS_TO_SUE = 6
"""Law: 行政诉讼法 第四十六条."""


def months_after(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
