"""Items as the sheets of a workbook, and back; what is written is read back before it is kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.decision.formats.cells import Misfit, escaped
from sunhall.kernel.decision.formats.columns import (
    CODE,
    GUIDE,
    HEADERS,
    ITEM_COLUMNS,
    ITEMS,
    TIER_SHEET,
)
from sunhall.kernel.decision.formats.loaded import (
    Document,
    Faults,
    Inexpressible,
    Item,
    SheetCell,
    Unreadable,
)
from sunhall.kernel.decision.formats.rows import text_of
from sunhall.kernel.decision.formats.sections import (
    FIXED_TIER_HEADERS,
    SECTIONS,
    TIERS,
    ItemRows,
    Written,
    read_more,
    tier_columns,
    write_more,
)
from sunhall.kernel.decision.formats.tables import (
    Cells,
    Grid,
    Row,
    Sheet,
    read_record,
    write_record,
)
from sunhall.kernel.decision.reading import read_benchmark

LONGEST_SHEET_NAME = 31

_KEPT_EMPTY = ("factors", "tiers", "tier_count")
_FORBIDDEN_IN_NAMES = set("[]:*?/\\'")
_ODD_SHAPES = (Misfit, KeyError, TypeError, AttributeError, ValueError)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to be written: its headers and records."""

    name: str
    headers: tuple[str, ...]
    records: list[Cells]


def pages(documents: Iterable[Document]) -> list[Page]:
    """Return the sheets of a workbook that holds the documents.

    Raises:
        Inexpressible: a document would not come back the same.
    """
    shared: Written = {name: [] for name in HEADERS}
    own: list[Page] = []
    taken = {name.casefold() for name in (*HEADERS, GUIDE)}
    for document in documents:
        written = _written(document)
        code = document["code"]
        name = _sheet_name(code, taken)
        for sheet, records in written.items():
            if sheet != TIERS:
                shared[sheet] += [{CODE: escaped(code), **cells} for cells in records]
        if "tiers" in document:
            shared[ITEMS][-1][TIER_SHEET] = escaped(name)
            own.append(Page(name, _tier_headers(document), written.get(TIERS, [])))
    return [Page(name, HEADERS[name], records) for name, records in shared.items()] + own


def items(grids: Mapping[str, Grid], faults: Faults) -> list[Item]:
    """Return the items on the sheets of a workbook.

    Raises:
        Unreadable: the workbook has no sheet of items.
    """
    if ITEMS not in grids:
        raise Unreadable("工作簿里没有“%(sheet)s”工作表，请用模板填写", sheet=ITEMS)
    sheets = {
        name: Sheet.of_grid(name, grid, faults) for name, grid in grids.items() if name != GUIDE
    }
    required = {column.header for column in ITEM_COLUMNS if column.is_required}
    for name, sheet in sheets.items():
        if name in HEADERS:
            sheet.check_headers(HEADERS[name], required if name == ITEMS else (CODE,))
    rows_of = _rows_by_item(sheets, faults)
    found = []
    for row in sheets[ITEMS].rows:
        code = row.item = text_of(row.cells.get(CODE))
        own = sheets.pop(text_of(row.cells.get(TIER_SHEET)) or code, None)
        item = ItemRows({**rows_of[code], ITEMS: [row], **_tier_rows(own, code)})
        _read(item)
        if own is not None:
            known = [header for one in tier_columns(item.document) for header in one.headers]
            own.check_headers((*FIXED_TIER_HEADERS, *known), ())
        found.append(Item(item.document, item.places))
    for name in sheets:
        if name not in HEADERS:
            faults.add("没有事项用到这张工作表", SheetCell(name))
    return found


def _rows_by_item(sheets: Mapping[str, Sheet], faults: Faults) -> dict[str, dict[str, list[Row]]]:
    codes = {text_of(row.cells.get(CODE)) for row in sheets[ITEMS].rows}
    rows_of: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name, sheet in sheets.items():
        if name not in HEADERS or name == ITEMS:
            continue
        for row in sheet.rows:
            code = text_of(row.cells.get(CODE))
            if code in codes:
                row.item = code
                rows_of[code][name].append(row)
            else:
                faults.add("“事项”表里没有代码为“%(code)s”的事项", row.source(CODE), code=code[:40])
    return rows_of


def _tier_rows(sheet: Sheet | None, code: str) -> dict[str, list[Row]]:
    if sheet is None or sheet.name in HEADERS:
        return {}
    for row in sheet.rows:
        row.item = code
    return {TIERS: sheet.rows}


def _read(item: ItemRows) -> None:
    """Read the fields of an item that its further sheet does not replace."""
    [row] = item.rows[ITEMS]
    item.document |= read_record(row, ITEM_COLUMNS, "", item.places)
    read_more(item)
    for section in SECTIONS:
        if section.key not in item.document or section.key == "factors":
            kept = item.document.get(section.key)
            value = section.read(item) if kept is None else kept
            if value or (value is not None and section.key in _KEPT_EMPTY):
                item.document[section.key] = value
            elif section.key in item.document and kept is None:
                del item.document[section.key]


def _written(document: Document) -> Written:
    """Return the rows of one document, after reading them back."""
    if not isinstance(document.get("code"), str):
        raise Inexpressible(_("事项没有代码"))
    try:
        rows = _write(document, ())
        differing = _differing(document, rows)
        if differing:
            rows = _write(document, differing)
            differing = _differing(document, rows)
    except _ODD_SHAPES as error:
        raise Inexpressible(_lost(document, str(error))) from error
    if differing:
        raise Inexpressible(_lost(document, _("、").join(differing)))
    return rows


def _lost(document: Document, what: str) -> str:
    return _("%(code)s 不能原样写进工作簿：%(what)s") % {"code": document["code"], "what": what}


def _write(document: Document, as_json: Iterable[str]) -> Written:
    """Return the rows of a document; the named fields, and all without columns, go as JSON."""
    rows: Written = defaultdict(list)
    cells: Cells = {}
    sections = {section.key: section for section in SECTIONS}
    heads = {column.path.split(".")[0] for column in ITEM_COLUMNS}
    for key, value in document.items():
        try:
            if key in as_json or key not in {*heads, *sections}:
                raise Misfit("没有对应的列")
            if key in heads:
                own = [one for one in ITEM_COLUMNS if one.path.split(".")[0] == key]
                cells |= write_record(document, own)
                continue
            written = sections[key].write(document)
        except _ODD_SHAPES:
            written = write_more(key, value)
        for sheet, records in written.items():
            rows[sheet] += records
    return {ITEMS: [cells], **rows}


def _differing(document: Document, rows: Written) -> list[str]:
    """Return the fields that do not come back the same, unless the whole reads the same."""
    item = ItemRows({name: Sheet.of_records(name, records).rows for name, records in rows.items()})
    _read(item)
    back = item.document
    keys = sorted(
        key
        for key in {*document, *back}
        if key not in back or key not in document or _text(back[key]) != _text(document[key])
    )
    if not keys or _reads_the_same(document, back):
        return []
    missing = [key for key in keys if key not in document and key != "tier_count"]
    return missing or [key for key in keys if key in document]


def _reads_the_same(document: Document, back: Document) -> bool:
    benchmark, findings = read_benchmark(document)
    again, _findings = read_benchmark(back)
    return benchmark is not None and not findings and benchmark == again


def _text(value: object) -> str:
    return canonical_json(value)


def _sheet_name(code: str, taken: set[str]) -> str:
    """Return the name of an item's own sheet: its code, where a sheet may be called so."""
    name = code if len(code) <= LONGEST_SHEET_NAME and not _FORBIDDEN_IN_NAMES & set(code) else ""
    number = 1
    while not name or name.casefold() in taken:
        name = f"{TIER_SHEET}{number}"
        number += 1
    taken.add(name.casefold())
    return name


def _tier_headers(document: Document) -> tuple[str, ...]:
    first, rest = FIXED_TIER_HEADERS[:2], FIXED_TIER_HEADERS[2:]
    own = [header for one in tier_columns(document) for header in one.headers]
    return (*first, *own, *rest)
