"""What follows from a fine: additional fines, thresholds, installments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

DAILY_RATE = Decimal("0.03")
"""Law: 行政处罚法 第七十二条第一款第一项."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch, both days in it, in which no additional fine runs (第七十三条第三款)."""

    start_date: date
    end_date: date


def days_late(due_date: date, today: date, stays: Sequence[Stay] = ()) -> int:
    """Count the days after the due date up to today that no stay covers."""
    late = max(0, (today - due_date).days)
    days = {due_date + timedelta(days=number) for number in range(1, late + 1)}
    for stay in stays:
        days -= {day for day in days if stay.start_date <= day <= stay.end_date}
    return len(days)


def additional_fine(fine_yuan: Decimal, late_days: int) -> Decimal:
    """Return 3 % of the fine a day, never more than the fine itself.

    Law: 行政处罚法 第七十二条第一款第一项; 行政强制法 第四十五条第二款.
    """
    reckoned = (fine_yuan * DAILY_RATE * late_days).quantize(CENT, ROUND_DOWN)
    return min(reckoned, fine_yuan)


def installments(fine_yuan: Decimal, count: int) -> list[Decimal]:
    """Divide a fine into equal parts of whole yuan; the last takes the rest.

    Raises:
        ValueError: there are fewer than one part.
    """
    if count < 1:
        raise ValueError(count)
    part = (fine_yuan / count).quantize(Decimal(1), ROUND_DOWN)
    return [part] * (count - 1) + [fine_yuan - part * (count - 1)]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A fine from which on a safeguard applies, by whom it hits."""

    citizen_yuan: Decimal
    organization_yuan: Decimal

    def is_reached(self, fine_yuan: Decimal, *, is_citizen: bool) -> bool:
        """Tell whether a fine is at the threshold or above."""
        return fine_yuan >= (self.citizen_yuan if is_citizen else self.organization_yuan)

    def is_exceeded(self, fine_yuan: Decimal, *, is_citizen: bool) -> bool:
        """Tell whether a fine is above the threshold."""
        return fine_yuan > (self.citizen_yuan if is_citizen else self.organization_yuan)


def years_after(day: date, years: int) -> date:
    """Return the same day some years on; the end of February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def prescription_date(ended_on: date, *, endangers_life: bool) -> date:
    """Return the last day on which a violation may still be discovered and penalized.

    Law: 行政处罚法 第三十六条 (two years; five where life, health or finance is harmed).
    """
    return years_after(ended_on, 5 if endangers_life else 2)
