"""The parts of an item on the sheets of a workbook: written as rows, and read back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sunhall.kernel.decision.formats.cells import NUMBER, TEXT, Codec, Misfit, decode_flags, escaped
from sunhall.kernel.decision.formats.columns import (
    BASIS,
    BASIS_COLUMNS,
    CHOICES,
    CONDITION_ID,
    CONDITION_OF,
    CONDITIONS,
    CONTENT,
    DOMAIN_COLUMNS,
    EXEMPTION_COLUMNS,
    EXEMPTIONS,
    FACTOR,
    FACTOR_COLUMNS,
    FACTORS,
    FIELD,
    FORMULA_COLUMNS,
    GROUP,
    KINDS,
    LEVEL_COLUMNS,
    LEVELS,
    METHOD,
    METHODS,
    MORE,
    NO_FINE,
    OUTCOME_COLUMNS,
    RANGE_COLUMNS,
    STATUTORY,
    STATUTORY_COLUMNS,
    SUM_HEADER,
    TIER_COLUMNS,
)
from sunhall.kernel.decision.formats.loaded import Document, Source
from sunhall.kernel.decision.formats.rows import (
    ORDERED,
    FactorColumns,
    labels,
    read_penalties,
    text_of,
    write_penalties,
)
from sunhall.kernel.decision.formats.tables import Cells, Row, read_record, write_record

TIERS = "tiers"
"""Stands for the item's own sheet, which bears its code."""

Written = dict[str, list[Cells]]
FIXED_TIER_HEADERS = (
    *(column.header for column in TIER_COLUMNS),
    KINDS,
    METHOD,
    SUM_HEADER,
    *(column.header for column in (*FORMULA_COLUMNS, *OUTCOME_COLUMNS)),
)


@dataclass
class ItemRows:
    """The rows of one item, and what has been read of them."""

    rows: Mapping[str, list[Row]]
    document: Document = field(default_factory=dict)
    places: dict[str, Source] = field(default_factory=dict)

    def of(self, sheet: str, base: str) -> Iterator[tuple[Row, str]]:
        """Yield the rows of a sheet with the path of each record."""
        for index, row in enumerate(self.rows.get(sheet, ())):
            self.places.setdefault(base, row.source())
            yield row, f"{base}[{index}]"

    def factor(self, row: Row) -> FactorColumns | None:
        """Return the factor a row names by its key or its name."""
        name = text_of(row.cells.get(FACTOR))
        for record in known_factors(self.document):
            if name in (record.get("key"), record.get("name")):
                return FactorColumns.shared(record)
        row.note(FACTOR, "没有名为“%(factor)s”的要素", factor=name[:40])
        return None


@dataclass(frozen=True, slots=True)
class Section:
    """One field of an item: how it becomes rows, and how it is read of them."""

    key: str
    write: Callable[[Document], Written]
    read: Callable[[ItemRows], Any]


def known_factors(document: Mapping[str, Any]) -> list[Document]:
    """Return the factors of an item, and the one its gate declares."""
    factors = document.get("factors")
    known = [one for one in factors if isinstance(one, dict)] if isinstance(factors, list) else []
    gate = document.get("gate")
    if isinstance(gate, dict) and gate.get("factor") not in [one.get("key") for one in known]:
        known.append(
            {
                "key": gate.get("factor"),
                "name": gate.get("name"),
                "type": gate.get("type", "boolean"),
            }
        )
    return known


def tier_columns(document: Mapping[str, Any]) -> list[FactorColumns]:
    """Return the columns of the factors that choose the tier."""
    choosing = [
        one for one in known_factors(document)[: _count(document)] if one.get("role") != "base"
    ]
    return labels(choosing, FIXED_TIER_HEADERS)


def _count(document: Mapping[str, Any]) -> int:
    factors = document.get("factors")
    return len(factors) if isinstance(factors, list) else 0


def _write_bases(document: Document) -> Written:
    return {BASIS: [write_record(basis, BASIS_COLUMNS) for basis in document["basis"]]}


def _read_bases(item: ItemRows) -> list[Document]:
    return [
        read_record(row, BASIS_COLUMNS, place, item.places)
        for row, place in item.of(BASIS, "basis")
    ]


def _write_factors(document: Document) -> Written:
    factors, levels = [], []
    for record in document["factors"]:
        domain = write_record(record.get("domain") or {}, DOMAIN_COLUMNS)
        factors.append({**write_record(record, FACTOR_COLUMNS), **domain})
        columns = FactorColumns.shared(record)
        for level in record.get("levels", ()):
            label = {name: value for name, value in level.items() if value != ""}
            levels.append(
                {
                    FACTOR: escaped(columns.label),
                    **columns.write(level["when"]),
                    **write_record(label, LEVEL_COLUMNS),
                }
            )
    return {FACTORS: factors, LEVELS: levels}


def _read_factors(item: ItemRows) -> list[Document]:
    factors = []
    for row, place in item.of(FACTORS, "factors"):
        record = read_record(row, FACTOR_COLUMNS, place, item.places)
        domain = _read_domain(row, record.get("type"), f"{place}.domain", item.places)
        factors.append({**record, **({} if domain is None else {"domain": domain})})
    item.document["factors"] = factors
    for row, _place in item.of(LEVELS, "levels"):
        columns = item.factor(row)
        if columns is not None:
            _read_level(row, columns, factors, item.places)
    return factors


def _read_domain(
    row: Row, factor_type: object, place: str, places: dict[str, Source]
) -> Document | None:
    if factor_type in ORDERED:
        domain = read_record(row, DOMAIN_COLUMNS[:-1], place, places)
        return {"min": None, "max": None, **domain}
    columns = DOMAIN_COLUMNS[-1:]
    if factor_type == "boolean":
        places[f"{place}.values"] = row.source(CHOICES)
        values = row.read(CHOICES, Codec(TEXT.encode, decode_flags))
        return None if values is None else {"values": values}
    return read_record(row, columns, place, places) or None


def _read_level(
    row: Row, columns: FactorColumns, factors: list[Document], places: dict[str, Source]
) -> None:
    index = next((n for n, one in enumerate(factors) if one.get("key") == columns.key), None)
    if index is None:
        return
    levels = factors[index].setdefault("levels", [])
    place = f"factors[{index}].levels[{len(levels)}]"
    level = read_record(row, LEVEL_COLUMNS, place, places)
    when = columns.read(row, f"{place}.when", places)
    levels.append({"label": "", **level, "when": when})


def _write_statutory(document: Document) -> Written:
    ranges: list[Cells] = []
    conditions: list[Cells] = []
    for record in document["statutory"]:
        ranges.append({**write_record(record, STATUTORY_COLUMNS), **_write_range(record["fine"])})
        conditions += _write_conditions(document, STATUTORY, record)
    return {STATUTORY: ranges, CONDITIONS: conditions}


def _write_range(fine: Mapping[str, Any] | None) -> Cells:
    if fine is None:
        return {METHOD: NO_FINE}
    return {METHOD: METHODS.encode(fine.get("type")), **write_record(fine, RANGE_COLUMNS)}


def _read_statutory(item: ItemRows) -> list[Document]:
    ranges = []
    for row, place in item.of(STATUTORY, "statutory"):
        record = read_record(row, STATUTORY_COLUMNS, place, item.places)
        ranges.append(
            {
                **record,
                "when": _read_conditions(item, STATUTORY, record.get("id"), f"{place}.when"),
                "fine": _read_range(row, f"{place}.fine", item.places),
            }
        )
    return ranges


def _read_range(row: Row, place: str, places: dict[str, Source]) -> Document | None:
    if text_of(row.cells.get(METHOD)) == NO_FINE:
        places[place] = row.source(METHOD)
        return None
    fine = read_record(row, RANGE_COLUMNS, place, places)
    places[place] = places[f"{place}.type"] = row.source(METHOD)
    method = row.read(METHOD, METHODS)
    return {**({} if method is None else {"type": method}), **fine}


def _write_exemptions(document: Document) -> Written:
    exemptions: list[Cells] = []
    conditions: list[Cells] = []
    for record in document["exemptions"]:
        exemptions.append(write_record(record, EXEMPTION_COLUMNS))
        conditions += _write_conditions(document, EXEMPTIONS, record)
    return {EXEMPTIONS: exemptions, CONDITIONS: conditions}


def _read_exemptions(item: ItemRows) -> list[Document]:
    exemptions = []
    for row, place in item.of(EXEMPTIONS, "exemptions"):
        record = read_record(row, EXEMPTION_COLUMNS, place, item.places)
        when = _read_conditions(item, EXEMPTIONS, record.get("id"), f"{place}.when")
        exemptions.append({**record, "when": when})
    return exemptions


def _write_conditions(document: Document, owner: str, record: Mapping[str, Any]) -> Iterable[Cells]:
    """Return the rows of a record's boxes; the boxes of a union are numbered."""
    factors = {one.get("key"): one for one in known_factors(document)}
    when = record["when"]
    boxes = when if isinstance(when, list) else [when]
    rows = []
    for group, box in enumerate(boxes, 1):
        for key, cell in box.items():
            if key not in factors:
                raise Misfit("没有名为“%(factor)s”的要素", factor=key)
            columns = FactorColumns.shared(factors[key])
            named: Cells = {
                CONDITION_OF: owner,
                CONDITION_ID: TEXT.encode(record["id"]),
                FACTOR: escaped(columns.label),
            }
            numbered: Cells = {GROUP: group} if len(boxes) > 1 else {}
            rows.append({**named, **numbered, **columns.write(cell)})
    return rows


def _read_conditions(item: ItemRows, owner: str, name: object, place: str) -> Any:
    """Return the box of a record, or where its rows are numbered, the union of its boxes."""
    boxes: dict[Any, Document] = {}
    for row in item.rows.get(CONDITIONS, ()):
        is_its = text_of(row.cells.get(CONDITION_OF)) == owner
        if not is_its or text_of(row.cells.get(CONDITION_ID)) != name:
            continue
        columns = item.factor(row)
        if columns is None:
            continue
        group = row.read(GROUP, NUMBER)
        box = boxes.setdefault(group, {})
        inner = (
            f"{place}.{columns.key}"
            if group is None
            else f"{place}[{len(boxes) - 1}].{columns.key}"
        )
        if columns.key in box:
            row.note(FACTOR, "同一组条件里，要素“%(factor)s”写了两次", factor=columns.label[:40])
        box[columns.key] = columns.read(row, inner, item.places)
    if not boxes:
        return {}
    return boxes[None] if list(boxes) == [None] else list(boxes.values())


def _write_tiers(document: Document) -> Written:
    columns = {one.key: one for one in tier_columns(document)}
    rows = []
    for tier in document["tiers"]:
        cells = write_record(tier, TIER_COLUMNS)
        for key, cell in tier["when"].items():
            if key not in columns:
                raise Misfit("没有名为“%(factor)s”的要素", factor=key)
            cells |= columns[key].write(cell)
        rows.append(
            {**cells, **write_penalties(tier["penalties"]), **write_record(tier, OUTCOME_COLUMNS)}
        )
    return {TIERS: rows}


def _read_tiers(item: ItemRows) -> list[Document] | None:
    if item.document.get("model") is not None:
        return None
    columns = tier_columns(item.document)
    tiers = []
    for row, place in item.of(TIERS, "tiers"):
        tier = read_record(row, (*TIER_COLUMNS, *OUTCOME_COLUMNS), place, item.places)
        item.places[f"{place}.when"] = row.source()
        cells = {one.key: one.read(row, f"{place}.when.{one.key}", item.places) for one in columns}
        tiers.append(
            {
                **tier,
                "when": {key: cell for key, cell in cells.items() if cell is not None},
                "penalties": read_penalties(row, f"{place}.penalties", item.places),
            }
        )
    return tiers


def _write_nothing(_document: Document) -> Written:
    return {}


def _read_count(item: ItemRows) -> int:
    tiers = item.document.get("tiers")
    if tiers is not None:
        return len(tiers)
    return sum(len(one.get("levels", ())) for one in item.document.get("factors", ()))


def write_more(key: str, value: object) -> Written:
    """Return the row of a field that has no columns of its own."""
    content = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return {MORE: [{FIELD: TEXT.encode(key), CONTENT: TEXT.encode(content)}]}


def read_more(item: ItemRows) -> None:
    """Take over the fields that have no columns of their own; they replace what was read."""
    for row, _place in item.of(MORE, MORE):
        key = row.read(FIELD, TEXT)
        content = row.read(CONTENT, TEXT)
        try:
            item.document[key] = json.loads(content, parse_constant=_refuse_constant)
            item.places[key] = row.source(CONTENT)
        except (TypeError, ValueError, RecursionError):
            row.note(CONTENT, "不是有效的 JSON")


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


SECTIONS = (
    Section("basis", _write_bases, _read_bases),
    Section("factors", _write_factors, _read_factors),
    Section("statutory", _write_statutory, _read_statutory),
    Section("exemptions", _write_exemptions, _read_exemptions),
    Section("tiers", _write_tiers, _read_tiers),
    Section("tier_count", _write_nothing, _read_count),
)
"""In the order of reading: conditions speak of factors, the count of the tiers."""
