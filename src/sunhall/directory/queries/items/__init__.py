"""Reads of service items."""

from sunhall.directory.queries.items.found import count_by, find_items, list_titles
from sunhall.directory.queries.items.gate import faults_of, known_licenses
from sunhall.directory.queries.items.one import (
    Guide,
    bases_of,
    districts_of,
    get_guide,
    history_of_item,
    item_revision,
    list_public_versions,
)
from sunhall.directory.queries.items.work import (
    get_version,
    list_adoptable,
    list_versions,
    list_work,
    open_on,
    versions_of,
)

__all__ = [
    "Guide",
    "bases_of",
    "count_by",
    "districts_of",
    "faults_of",
    "find_items",
    "get_guide",
    "get_version",
    "history_of_item",
    "item_revision",
    "known_licenses",
    "list_adoptable",
    "list_public_versions",
    "list_titles",
    "list_versions",
    "list_work",
    "open_on",
    "versions_of",
]
