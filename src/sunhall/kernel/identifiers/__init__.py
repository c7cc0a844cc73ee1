"""Check the identifiers of the national standards, and say what is wrong with a bad one."""

from sunhall.kernel.identifiers.divisions import (
    Division,
    DivisionKind,
    get_divisions,
    get_successor,
    list_districts,
)
from sunhall.kernel.identifiers.errors import IdentifierError, UnknownKindError
from sunhall.kernel.identifiers.kinds import KINDS, Kind, check, find_kind
from sunhall.kernel.identifiers.resident_ids import mask_resident_id, upgrade_resident_id
from sunhall.kernel.identifiers.values import Checked

__all__ = [
    "KINDS",
    "Checked",
    "Division",
    "DivisionKind",
    "IdentifierError",
    "Kind",
    "UnknownKindError",
    "check",
    "find_kind",
    "get_divisions",
    "get_successor",
    "list_districts",
    "mask_resident_id",
    "upgrade_resident_id",
]
