"""Reading the directory's workbook: every fault with its sheet and cell, then what would change."""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sunhall.directory import errors
from sunhall.directory.errors import Fault
from sunhall.directory.rules.circles import depth, find_circle
from sunhall.directory.rules.tables import TABLES, Column, Entry, Form, Key, Table, Value
from sunhall.kernel.identifiers import IdentifierError, check
from sunhall.kernel.sheets import Cell, Row, place_of

CODE = re.compile(r"[0-9A-Za-z_-]+", re.ASCII)
Entries = dict[str, dict[Key, Entry]]


@dataclass
class Parsed:
    """The entries of a workbook by table and key, the rows they stand on, and the faults."""

    entries: Entries = field(default_factory=dict)
    rows: dict[str, dict[Key, int]] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, table: Table, key: Key, field: str) -> str:
        """Return the cell of an entry's field."""
        columns = self.columns[table.name]
        column = columns.index(field) if field in columns else 0
        return place_of(table.sheet, self.rows[table.name][key], column)


class ChangeKind(StrEnum):
    """What an import does to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """What an import would do to one entry; `before` is empty for a new one."""

    table: Table
    key: Key
    kind: ChangeKind
    after: Entry
    before: Entry = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return what people call the entry, if it has a name."""
        return str(self.after.get("name") or self.after.get("title") or "")

    @property
    def fields(self) -> list[tuple[str, Value, Value]]:
        """Return header, old and new value of what changes."""
        return [
            (self.table.column(name).header, self.before[name], value)
            for name, value in self.after.items()
            if self.before and self.before[name] != value
        ]


def parse(sheets: Mapping[str, Sequence[Row]]) -> Parsed:
    """Return what a workbook says; faults name sheet and cell."""
    parsed = Parsed()
    known = {table.sheet: table for table in TABLES}
    for name, rows in sheets.items():
        if name in known:
            _read_sheet(parsed, known[name], rows)
        elif any(cell is not None for row in rows for cell in row):
            facts = {"known": "、".join(known)}
            parsed.faults.append(Fault(name, errors.UNKNOWN_SHEET, facts))
    if not parsed.entries and not parsed.faults:
        parsed.faults.append(Fault("", errors.NO_SHEETS))
    return parsed


def compare(current: Entries, parsed: Parsed, roles: frozenset[str]) -> list[Change]:
    """Return what an import would add, change and close; add what forbids it to the faults.

    Entries the workbook does not name stay as they are.
    """
    changes: list[Change] = []
    for table in TABLES:
        now = current.get(table.name, {})
        for key, after in parsed.entries.get(table.name, {}).items():
            _check_references(parsed, current, roles, table, key)
            before = now.get(key)
            if before is None:
                changes.append(Change(table, key, ChangeKind.ADDED, after))
                continue
            _keep_blanks(table, before, after)
            if after != before and _may_change(parsed, table, key, before):
                closed = before.get("valid_to") is None and after.get("valid_to") is not None
                kind = ChangeKind.CLOSED if closed else ChangeKind.CHANGED
                changes.append(Change(table, key, kind, after, before))
        _check_chain(parsed, now, table)
    return changes


def in_order(changes: Sequence[Change]) -> list[Change]:
    """Return the changes of one table so that what others stand on comes first."""
    if not changes or not changes[0].table.chain:
        return list(changes)
    links = dict(_links(changes[0].table, {change.key: change.after for change in changes}))
    return sorted(changes, key=lambda change: depth(change.key[0], links))


def write(current: Entries) -> dict[str, list[list[Cell]]]:
    """Return the sheets of a workbook that holds these entries."""
    sheets: dict[str, list[list[Cell]]] = {}
    for table in TABLES:
        header: list[Cell] = [column.header for column in table.columns]
        rows: list[list[Cell]] = [
            [entry[column.field] or None for column in table.columns]
            for entry in current.get(table.name, {}).values()
        ]
        sheets[table.sheet] = [header, *rows]
    return sheets


def _read_sheet(parsed: Parsed, table: Table, rows: Sequence[Row]) -> None:
    header = rows[0] if rows else []
    columns = _read_header(parsed, table, header)
    if columns is None:
        return
    parsed.columns[table.name] = [column.field if column else "" for column in columns]
    entries = parsed.entries.setdefault(table.name, {})
    places = parsed.rows.setdefault(table.name, {})
    for number, row in enumerate(rows[1:], start=1):
        if all(cell is None for cell in row):
            continue
        entry = _read_row(parsed, table, columns, row, number)
        if entry is None:
            continue
        key = table.key_of(entry)
        if key in entries:
            place = place_of(table.sheet, number, 0)
            parsed.faults.append(Fault(place, errors.REPEATED_KEY, {"row": places[key] + 1}))
            continue
        entries[key], places[key] = entry, number


def _read_header(parsed: Parsed, table: Table, header: Row) -> list[Column | None] | None:
    by_header = {column.header: column for column in table.columns}
    found: list[Column | None] = []
    sound = True
    for index, cell in enumerate(header):
        column = by_header.get(str(cell)) if cell is not None else None
        template = ""
        if column is None and cell is not None:
            template = errors.UNKNOWN_COLUMN
        elif column is not None and column in found:
            template = errors.REPEATED_COLUMN
        if template:
            place = place_of(table.sheet, 0, index)
            parsed.faults.append(Fault(place, template, {"header": cell}))
            sound = False
        found.append(column)
    for column in table.columns:
        if column not in found:
            place = place_of(table.sheet, 0, 0)
            parsed.faults.append(Fault(place, errors.MISSING_COLUMN, {"header": column.header}))
            sound = False
    return found if sound else None


def _read_row(
    parsed: Parsed, table: Table, columns: Sequence[Column | None], row: Row, number: int
) -> Entry | None:
    entry: Entry = {}
    sound = True
    for index, column in enumerate(columns):
        if column is None:
            continue
        cell = row[index] if index < len(row) else None
        try:
            entry[column.field] = _read_cell(column, cell)
        except _Bad as bad:
            place = place_of(table.sheet, number, index)
            parsed.faults.append(Fault(place, bad.template, bad.facts))
            sound = False
    start, end = entry.get("valid_from"), entry.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and end <= start:
        place = place_of(table.sheet, number, columns.index(table.column("valid_to")))
        parsed.faults.append(Fault(place, errors.ENDS_TOO_EARLY))
        sound = False
    return entry if sound else None


class _Bad(ValueError):
    """A cell cannot be read."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template)
        self.template = template
        self.facts = facts


def _read_cell(column: Column, cell: Cell) -> Value:
    if cell is None:
        if column.required:
            raise _Bad(errors.REQUIRED, header=column.header)
        return None if column.form in (Form.DATE, Form.YEAR) else ""
    if column.form is Form.DATE:
        return _read_date(cell)
    if column.form is Form.YEAR:
        return _read_year(cell)
    return _read_text(column, str(cell).strip())


def _read_text(column: Column, text: str) -> str:
    if len(text) > column.limit:
        raise _Bad(errors.TOO_LONG, header=column.header, limit=column.limit)
    if column.choices and text not in column.choices:
        raise _Bad(errors.NOT_A_CHOICE, value=text, known="、".join(column.choices))
    if column.form is Form.CODE and not CODE.fullmatch(text):
        raise _Bad(errors.NOT_A_CODE, value=text)
    if column.form in (Form.CREDIT_CODE, Form.ITEM_CODE):
        try:
            return check(column.form.value, text).value
        except IdentifierError as error:
            raise _Bad(errors.WRONG_IDENTIFIER, value=text, reason=error) from None
    return text


def _read_date(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell))
    except ValueError:
        raise _Bad(errors.NOT_A_DATE, value=cell) from None


def _read_year(cell: Cell) -> int:
    text = str(cell)
    if not (text.isascii() and text.isdigit() and 1949 <= int(text[:9]) <= 9999):
        raise _Bad(errors.NOT_A_YEAR, value=cell)
    return int(text)


def _keep_blanks(table: Table, before: Entry, after: Entry) -> None:
    """Let a blank mean "as it is" where a value is never changed, or follows from another."""
    for column in table.columns:
        if (column.fixed or column.field == "held_from") and not after[column.field]:
            after[column.field] = before[column.field]


def _may_change(parsed: Parsed, table: Table, key: Key, before: Entry) -> bool:
    """Note what forbids to change an entry; tell whether nothing does."""
    if before.get("valid_to") is not None:
        place = parsed.place(table, key, "valid_to")
        parsed.faults.append(Fault(place, errors.ENDED, {"valid_to": before["valid_to"]}))
        return False
    after = parsed.entries[table.name][key]
    fixed = [one for one in table.columns if one.fixed and after[one.field] != before[one.field]]
    for column in fixed:
        place = parsed.place(table, key, column.field)
        facts = {"header": column.header, "value": before[column.field] or ""}
        parsed.faults.append(Fault(place, errors.FIXED, facts))
    return not fixed


def _check_references(
    parsed: Parsed, current: Entries, roles: frozenset[str], table: Table, key: Key
) -> None:
    entry = parsed.entries[table.name][key]
    for column in table.columns:
        value = entry[column.field]
        if not column.refers or not value:
            continue
        if (str(value),) not in _known(parsed, current, roles, column.refers):
            place = parsed.place(table, key, column.field)
            parsed.faults.append(Fault(place, errors.DANGLING, {"value": value}))


def _known(
    parsed: Parsed, current: Entries, roles: frozenset[str], name: str
) -> Mapping[Key, object]:
    if name == "roles":
        return {(role,): role for role in roles}
    return ChainMap(parsed.entries.get(name, {}), current.get(name, {}))


def _check_chain(parsed: Parsed, now: Mapping[Key, Entry], table: Table) -> None:
    if not table.chain or table.name not in parsed.entries:
        return
    wanted = parsed.entries[table.name]
    links = dict(_links(table, {**now, **wanted}))
    circle = find_circle(links)
    if circle:
        guilty = next((code for code in circle if (code,) in wanted), "")
        place = parsed.place(table, (guilty,), table.chain) if guilty else table.sheet
        parsed.faults.append(Fault(place, errors.CIRCULAR, {"path": " → ".join(circle)}))


def _links(table: Table, entries: Mapping[Key, Entry]) -> Iterator[tuple[str, str]]:
    for key, entry in entries.items():
        if entry[table.chain]:
            yield key[0], str(entry[table.chain])
