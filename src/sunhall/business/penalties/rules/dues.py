"""What is left to pay of a fine on a day: parts, payments, the additional fine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sunhall.business.penalties.rules.amounts import DAILY_RATE, Stay, additional_fine, days_late

NOTHING = Decimal(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a fine and the last day to pay it; a fine that is not divided is one part."""

    amount_yuan: Decimal
    due_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A payment: what went to the fine and what to the additional fine."""

    fine_yuan: Decimal
    additional_yuan: Decimal
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How a fine stands on a day.

    `fine_now_yuan` is what a payment on that day pays of the fine: the parts that are due, or the
    next one. `additional_yuan` has run up until that day, paid or not. `due_date` is the last day
    to pay the next part; none where nothing is left or the decision has not been served.
    """

    fine_yuan: Decimal = NOTHING
    paid_yuan: Decimal = NOTHING
    additional_yuan: Decimal = NOTHING
    additional_paid_yuan: Decimal = NOTHING
    fine_now_yuan: Decimal = NOTHING
    due_date: date | None = None

    @property
    def left_yuan(self) -> Decimal:
        """Return what is left of the fine itself."""
        return max(NOTHING, self.fine_yuan - self.paid_yuan)

    @property
    def additional_left_yuan(self) -> Decimal:
        """Return what is left of the additional fine."""
        return max(NOTHING, self.additional_yuan - self.additional_paid_yuan)

    @property
    def now_yuan(self) -> Decimal:
        """Return what a payment on that day amounts to."""
        return self.fine_now_yuan + self.additional_left_yuan

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left."""
        return not self.left_yuan and not self.additional_left_yuan

    def is_overdue(self, on: date) -> bool:
        """Tell whether a part should have been paid before a day."""
        return bool(self.left_yuan) and self.due_date is not None and on > self.due_date


@dataclass(frozen=True, slots=True)
class _Settled:
    part: Part
    left_yuan: Decimal
    paid_on: date | None


def reckon(parts: Sequence[Part], payments: Sequence[Paid], stays: Sequence[Stay], on: date) -> Due:
    """Reckon how a fine in parts stands on a day; payments go to the earliest part first.

    Law: 行政处罚法 第六十六条, 第七十二条第一款第一项, 第七十三条第三款.
    """
    settled = _settle(parts, payments)
    open_parts = [one for one in settled if one.left_yuan]
    due = [one for one in open_parts if one.part.due_date <= on] or open_parts[:1]
    return Due(
        fine_yuan=sum((part.amount_yuan for part in parts), NOTHING),
        paid_yuan=sum((payment.fine_yuan for payment in payments), NOTHING),
        additional_yuan=sum((_additional(one, stays, on) for one in settled), NOTHING),
        additional_paid_yuan=sum((payment.additional_yuan for payment in payments), NOTHING),
        fine_now_yuan=sum((one.left_yuan for one in due), NOTHING),
        due_date=open_parts[0].part.due_date if open_parts else None,
    )


def lawful_additional_yuan(
    parts: Sequence[Part], payments: Sequence[Paid], stays: Sequence[Stay], on: date
) -> Decimal:
    """Return the additional fine the law allows, counted day by day as a check on `reckon`.

    Law: 行政处罚法 第七十二条第一款第一项; 行政强制法 第四十五条第二款.
    """
    total = NOTHING
    for one in _settle(parts, payments):
        run_up = NOTHING
        day = one.part.due_date + ONE_DAY
        last = min(on, one.paid_on) if one.paid_on else on
        while day <= last and run_up < one.part.amount_yuan:
            if not any(stay.start_date <= day <= stay.end_date for stay in stays):
                run_up += one.part.amount_yuan * DAILY_RATE
            day += ONE_DAY
        total += min(run_up, one.part.amount_yuan)
    return total


def fitted(parts: Sequence[Part], fine_yuan: Decimal) -> list[Part]:
    """Fit the parts of a fine to what it has become: the last ones give way, or the last grows."""
    left, fit = fine_yuan, []
    for part in parts:
        amount = min(part.amount_yuan, left)
        left -= amount
        fit.append(replace(part, amount_yuan=amount))
    if fit and left:
        fit[-1] = replace(fit[-1], amount_yuan=fit[-1].amount_yuan + left)
    return [part for part in fit if part.amount_yuan]


def _settle(parts: Sequence[Part], payments: Sequence[Paid]) -> list[_Settled]:
    """Say of each part what is left, and the day on which it was paid whole."""
    settled = []
    paid = sorted(payments, key=lambda payment: payment.paid_on)
    before = NOTHING
    for part in parts:
        until, reached, paid_on = before + part.amount_yuan, NOTHING, None
        for payment in paid:
            reached += payment.fine_yuan
            if reached >= until:
                paid_on = payment.paid_on
                break
        left = min(part.amount_yuan, max(NOTHING, until - reached))
        settled.append(_Settled(part, left, paid_on))
        before = until
    return settled


def _additional(one: _Settled, stays: Sequence[Stay], on: date) -> Decimal:
    last = min(on, one.paid_on) if one.paid_on else on
    return additional_fine(one.part.amount_yuan, days_late(one.part.due_date, last, stays))
