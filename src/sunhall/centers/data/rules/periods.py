"""For how long things hold."""

from calendar import monthrange
from datetime import date, timedelta

EXTENSION_WORKING_DAYS = 30
"""How long before its end an extension is asked for, at the latest. Law: 行政许可法 第五十条."""


def months_after(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(first: date, years: int) -> date:
    """Return the last day of a license that is good for some years from a day on."""
    return months_after(first, 12 * years) - timedelta(days=1)
