"""The order in which people write a document; a database that keeps records as sets loses it."""

from typing import Any

_ORDER = """\
meta schema code id key seq name label department type unit no_discretion provenance provenance_note
basis law year article role certainty source gist gate factor must else model start_percent
amount_rule formula statutory_percent clamp_to_statutory desc when kind amount base step value
multiple percent rate fine min max min_open max_open base_floor cap rounding days months ban_years
fine_optional text statutory domain values severity levels factors exemptions tier_count tiers
penalties measures note notes ge gt eq le lt
"""
_RANK = {name: rank for rank, name in enumerate(_ORDER.split())}


def in_order(value: Any, keys: tuple[str, ...] = ()) -> Any:
    """Return a document with its fields in their usual order, conditions in that of the factors."""
    if isinstance(value, list):
        return [in_order(item, keys) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("factors"), list):
        keys = tuple(str(f.get("key")) for f in value["factors"] if isinstance(f, dict))
    ranks = {key: rank - len(keys) for rank, key in enumerate(keys) if key not in _RANK}
    names = sorted(value, key=lambda name: ranks.get(name, _RANK.get(name, len(_RANK))))
    return {name: in_order(value[name], keys) for name in names}
