"""Paging by key: every page costs the same, the first and the thousandth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the things, and the key after which the next page begins (empty: no more)."""

    items: Sequence[T]
    next: str = ""
