"""Write amounts, dates and shares the way people here write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sunhall.kernel.decision.wording import kind_in_words
from sunhall.kernel.events import event_words

register = template.Library()

NOTHING = "—"


@register.filter
def yuan(amount: Decimal | int | str | None) -> str:
    """Write an amount of money in yuan; cents only where there are any."""
    number = as_decimal(amount)
    if number is None:
        return NOTHING
    return _("%(amount)s 元") % {"amount": grouped(number)}


@register.filter
def penalty(kind: str) -> str:
    """Write a kind of penalty in the reader's language."""
    return kind_in_words(kind)


@register.filter
def event(name: str) -> str:
    """Write what people call an event."""
    return event_words(name)


@register.filter
def percent(share: Decimal | int | str | None) -> str:
    """Write a share of one as a percentage with at most two decimal places."""
    number = as_decimal(share)
    if number is None:
        return NOTHING
    hundredths = (number * 100).quantize(Decimal("0.01"))
    return f"{hundredths:f}".rstrip("0").rstrip(".") + "%"


@register.filter
def day(value: date | None) -> str:
    """Write a calendar day in words."""
    if value is None:
        return NOTHING
    return date_format(local(value), _("Y年n月j日"))


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and its time in the city's time zone."""
    if value is None:
        return NOTHING
    return date_format(local(value), _("Y年n月j日 H:i"))


def as_decimal(value: Decimal | int | str | None) -> Decimal | None:
    """Return a finite number, or None where there is none."""
    if value is None or value == "":
        return None
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None
    return number if number.is_finite() else None


def grouped(number: Decimal) -> str:
    """Write a number with separated thousands, and with cents only where there are any."""
    whole = number == number.to_integral_value()
    return f"{number:,.0f}" if whole else f"{number:,.2f}"


def local(value: date) -> date:
    """Return a moment in the current time zone, and a day as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
