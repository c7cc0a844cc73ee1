"""What days, texts and choices make sense in a case."""

from collections.abc import Container
from datetime import date

from sunhall.business.penalties.errors import ChoiceRefused, DayRefused, TextRefused

EARLIEST = date(1996, 10, 1)
"""No case is older than the law of penalties itself."""


def check_day(day: date, *, first: date = EARLIEST, last: date) -> None:
    """Refuse a day outside a stretch, whose both ends are allowed.

    Raises:
        DayRefused: it is earlier or later.
    """
    if not first <= day <= last:
        raise DayRefused(date=day, first=first, last=last)


def checked_text(name: str, text: str, limit: int, *, least: int = 1) -> str:
    """Return a text without the spaces around it.

    Raises:
        TextRefused: it is shorter or longer than allowed, in characters.
    """
    kept = text.replace("\x00", "").strip()
    if not least <= len(kept) <= limit:
        raise TextRefused(name=name, limit=limit)
    return kept


def check_choice(name: str, value: str, choices: Container[str]) -> None:
    """Refuse what is none of the choices.

    Raises:
        ChoiceRefused: it is none of them.
    """
    if value not in choices:
        raise ChoiceRefused(name=name, value=value)
