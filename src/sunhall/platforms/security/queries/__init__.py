"""What the security platform reads."""

from sunhall.platforms.security.queries.journal import (
    Wanted,
    count_looks,
    list_entries,
    list_own_looks,
    list_unusual,
)
from sunhall.platforms.security.queries.status import Check, Level, check_all

__all__ = [
    "Check",
    "Level",
    "Wanted",
    "check_all",
    "count_looks",
    "list_entries",
    "list_own_looks",
    "list_unusual",
]
