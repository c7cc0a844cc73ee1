"""Paging by key: every page costs the same, the first and the thousandth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_DIGITS = 18
"""As many digits as fit every key of the database."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the things, and the key after which the next page begins (empty: no more)."""

    items: Sequence[T]
    next: str = ""


def read_key(text: str | None) -> int | None:
    """Return the key that an address or a form names; none if it names none."""
    if not text or len(text) > MOST_DIGITS or not (text.isascii() and text.isdigit()):
        return None
    return int(text)
