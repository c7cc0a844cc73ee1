"""The demonstration's city: its organizations, its small cast, and its catalogs."""

from sunhall.directory.demo.bulk import load_items
from sunhall.directory.demo.city import (
    CAST,
    SINCE,
    UNITS,
    Member,
    Unit,
    acting,
    acting_as,
    define_roles,
    hire,
    load,
    organization_code,
    set_up,
)

__all__ = [
    "CAST",
    "SINCE",
    "UNITS",
    "Member",
    "Unit",
    "acting",
    "acting_as",
    "define_roles",
    "hire",
    "load",
    "load_items",
    "organization_code",
    "set_up",
]
