"""Words that documents make of values: days, moments, amounts, violations."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sunhall.kernel.money import yuan_in_capitals, yuan_in_figures


def written_day(day: date) -> str:
    """Write a day as documents do: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_moment(moment: datetime) -> str:
    """Write a moment to the minute: 2026年3月2日9时05分."""
    return f"{written_day(moment)}{moment.hour}时{moment.minute:02}分"


def fine_in_words(yuan: Decimal) -> str:
    """Write a fine in both forms: 罚款人民币伍佰元整（￥500.00）."""
    return f"罚款人民币{yuan_in_capitals(yuan)}（{yuan_in_figures(yuan)}）"


def violation_in_words(party: str, matter: str, day: date | None = None, place: str = "") -> str:
    """Say in one sentence who did what, when and where."""
    when = f"于{written_day(day)}" if day else ""
    where = f"在{place}" if place else ""
    return f"{party}{when}{where}{'实施了' if when or where else '有'}“{matter}”的行为。"


def printable(value: Any) -> Any:
    """Turn a section of the case sheet into what templates print.

    A section becomes a dictionary, a day or moment its words, an amount both its forms; an amount
    of nothing is none.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: printable(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [printable(part) for part in value]
    if isinstance(value, Decimal):
        if not value:
            return None
        return {"figures": yuan_in_figures(value), "capitals": yuan_in_capitals(value)}
    if isinstance(value, datetime):
        return written_moment(value)
    return written_day(value) if isinstance(value, date) else value
