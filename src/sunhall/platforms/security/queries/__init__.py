"""What the security platform reads."""

from sunhall.platforms.security.queries.journal import (
    Wanted,
    count_looks,
    list_entries,
    list_own_looks,
    list_unusual,
)

__all__ = [
    "Wanted",
    "count_looks",
    "list_entries",
    "list_own_looks",
    "list_unusual",
]
