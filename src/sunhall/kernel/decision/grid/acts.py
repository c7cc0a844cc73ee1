"""What the buttons of the grid do: add, copy, move and remove rows, and fill a gap."""

import json
from typing import Any

from django.utils import translation

from sunhall.kernel.decision.grid.parts import choosing, columns_of, is_scoring
from sunhall.kernel.decision.grid.texts import entries, record
from sunhall.kernel.decision.model import Benchmark
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE, box_in_words

PLACEHOLDER = "（待填）"

Document = dict[str, Any]


def perform(command: str, document: Document) -> Document:
    """Return the document after a command: `verb part [place [condition]]`.

    The verbs are add, copy, remove, up, down, fill and describe; the parts tiers, statutory,
    factors and factors-1-levels. What makes no sense changes nothing.
    """
    verb, part, place, condition = (*command.split(" ", 3), "", "", "", "")[:4]
    after = json.loads(json.dumps(document))
    rows = _rows(after, part)
    at = int(place[:9]) if place.isascii() and place.isdigit() else -1
    if rows is None or (at >= len(rows)) or (at < 0 and verb != "add"):
        return document
    if verb == "add":
        rows.append(_blank(after, part, rows))
    elif verb == "fill":
        rows.insert(at + 1, _filled(rows[at], condition))
    elif verb == "describe":
        rows[at]["desc"] = ""
    else:
        _MOVES.get(verb, _leave)(rows, at)
    return described(_settled(after))


def described(document: Document) -> Document:
    """Return the document with a description, made of its condition, for every tier without."""
    tiers = entries(document.get("tiers"))
    blank = [at for at, tier in enumerate(tiers) if not str(record(tier).get("desc", "")).strip()]
    if not blank:
        return document
    filled = [
        {**record(tier), "desc": PLACEHOLDER} if at in blank else tier
        for at, tier in enumerate(tiers)
    ]
    table, _faults = read_benchmark({**document, "tiers": filled})
    if table is None:
        return document
    for at in blank:
        filled[at] = {**filled[at], "desc": _description(table, at)}
    return {**document, "tiers": filled}


def _description(table: Benchmark, at: int) -> str:
    with translation.override(DOCUMENTS_LANGUAGE):
        return box_in_words(table, table.tiers[at].when).replace("、", "，")


def _rows(document: Document, part: str) -> list[Any] | None:
    """Return the list of a part; it is made where it is missing."""
    if part in ("tiers", "statutory", "factors"):
        if not isinstance(document.get(part), list):
            document[part] = []
        rows: list[Any] = document[part]
        return rows
    for column in columns_of(document):
        if part == f"factors-{column.place}-levels":
            factor = record(entries(document.get("factors"))[column.place])
            levels: list[Any] = factor.setdefault("levels", [])
            return levels
    return None


def _blank(document: Document, part: str, rows: list[Any]) -> dict[str, Any]:
    last = record(rows[-1]) if rows else {}
    if part == "factors":
        return _new_factor(document)
    if part == "tiers":
        return {"desc": "", "when": {}, "penalties": last.get("penalties") or _fine_to_fill_in()}
    if part == "statutory":
        names = {record(row).get("id") for row in rows}
        name = next(f"S{n}" for n in range(1, len(rows) + 2) if f"S{n}" not in names)
        return {"fine": {"type": "fixed", "min": None, "max": None}, **last, "id": name, "when": {}}
    return {"when": {}, "percent": None, "label": ""}


def _new_factor(document: Document) -> dict[str, Any]:
    keys = {column.key for column in columns_of(document)}
    key = next(f"factor_{n}" for n in range(1, len(keys) + 2) if f"factor_{n}" not in keys)
    factor = {
        "key": key,
        "name": "",
        "type": "count",
        "unit": "次",
        "domain": {"min": 0, "max": None},
    }
    return {**factor, "levels": []} if is_scoring(document) else {**factor, "role": "factor"}


def _fine_to_fill_in() -> list[dict[str, Any]]:
    return [{"kind": "罚款", "amount": {"type": "fixed", "value": None}}]


def _filled(near: Any, condition: str) -> dict[str, Any]:
    """Return a tier for a gap: its condition, and for now the sanction of the tier beside it."""
    try:
        when = record(json.loads(condition))
    except (ValueError, RecursionError):
        when = {}
    kept = {name: value for name, value in record(near).items() if name != "note"}
    return {**kept, "desc": "", "when": when}


def _copy(rows: list[Any], at: int) -> None:
    rows.insert(at + 1, json.loads(json.dumps(rows[at])))


def _remove(rows: list[Any], at: int) -> None:
    del rows[at]


def _up(rows: list[Any], at: int) -> None:
    rows.insert(max(at - 1, 0), rows.pop(at))


def _down(rows: list[Any], at: int) -> None:
    rows.insert(at + 1, rows.pop(at))


def _leave(_rows: list[Any], _at: int) -> None:
    return


_MOVES = {"copy": _copy, "remove": _remove, "up": _up, "down": _down}


def _settled(document: Document) -> Document:
    """Return the document with its rows counted, and conditions only over factors it has."""
    tiers = entries(document.get("tiers"))
    keys = {column.key for column in choosing(document)}
    for seq, tier in enumerate(tiers, 1):
        if isinstance(tier, dict):
            tier["seq"] = seq
    for part in [*tiers, *entries(document.get("statutory"))]:
        when = record(record(part).get("when"))
        for key in [key for key in when if key not in keys]:
            del when[key]
    if "tier_count" in document:
        levels = [entries(record(each).get("levels")) for each in entries(document.get("factors"))]
        document["tier_count"] = sum(map(len, levels)) if is_scoring(document) else len(tiers)
    return document
