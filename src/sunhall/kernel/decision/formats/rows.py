"""Conditions, amounts and penalties as cells of a row, and back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from sunhall.kernel.decision.formats.cells import (
    END,
    FLAG,
    FLAGS,
    TEXTS,
    CellValue,
    Codec,
    Misfit,
    decode_choices,
    decode_text,
    encode_choices,
)
from sunhall.kernel.decision.formats.columns import (
    CHOICES,
    COEFFICIENTS,
    FORMULA_COLUMNS,
    HIGH,
    KINDS,
    LOW,
    METHOD,
    METHODS,
    SUM_COLUMN,
    SUM_HEADER,
)
from sunhall.kernel.decision.formats.loaded import Document, Source
from sunhall.kernel.decision.formats.tables import (
    Cells,
    Row,
    included,
    read_record,
    write_record,
)

ORDERED = ("number", "count", "date")
FINE = "罚款"

_DURATIONS = {"days": "日", "months": "个月", "ban_years": "年"}
_WITH_DURATION = re.compile(r"(?P<kind>.+)（(?P<length>[1-9][0-9]{0,5})(?P<unit>日|个月|年)）")


@dataclass(frozen=True, slots=True)
class FactorColumns:
    """The columns a factor takes in a sheet: four for its bounds, or one for its choices."""

    key: str
    label: str
    type: str
    low: str
    high: str
    choices: str

    @classmethod
    def shared(cls, record: Mapping[str, Any]) -> "FactorColumns":
        """Return the columns of a sheet in which every row speaks of one factor."""
        key, factor_type = str(record.get("key")), str(record.get("type"))
        return cls(key, str(record.get("name")), factor_type, LOW, HIGH, CHOICES)

    @classmethod
    def own(cls, record: Mapping[str, Any], label: str) -> "FactorColumns":
        """Return a factor's own columns in a sheet of tiers."""
        key, factor_type = str(record.get("key")), str(record.get("type"))
        return cls(key, label, factor_type, f"{label} {LOW}", f"{label} {HIGH}", label)

    @property
    def headers(self) -> tuple[str, ...]:
        """Return the headers in their order."""
        if self.type not in ORDERED:
            return (self.choices,)
        return self.low, included(self.low), self.high, included(self.high)

    def write(self, cell: Any) -> Cells:
        """Return the cells of a condition on this factor.

        Raises:
            Misfit: it is no condition that cells can hold.
        """
        if self.type not in ORDERED:
            return {self.choices: encode_choices(cell if isinstance(cell, list) else [cell])}
        if not isinstance(cell, Mapping) or not cell:
            raise Misfit("条件不是区间")
        if "eq" in cell:
            cell = {"ge": cell["eq"], "le": cell["eq"]}
        cells: Cells = {}
        for name, header in (("g", self.low), ("l", self.high)):
            for closed in (True, False):
                end = cell.get(f"{name}{'e' if closed else 't'}")
                if end is not None:
                    cells |= {header: END.encode(end), included(header): FLAG.encode(closed)}
        return cells

    def read(self, row: Row, place: str, places: dict[str, Source]) -> Any:
        """Return the condition on this factor; `None` where the row leaves it open."""
        if self.type not in ORDERED:
            places[place] = row.source(self.choices)
            return self._read_choices(row)
        places[place] = row.source(self.low if self.low in row else self.high)
        ends: dict[str, Any] = {}
        for name, header in (("g", self.low), ("l", self.high)):
            end, closed = _read_end(row, header)
            if end is not None:
                field = f"{name}{'e' if closed else 't'}"
                ends[field] = end
                places[f"{place}.{field}"] = row.source(header)
        if set(ends) == {"ge", "le"} and ends["ge"] == ends["le"]:
            places[f"{place}.eq"] = row.source(self.low)
            return {"eq": ends["ge"]}
        return ends or None

    def _read_choices(self, row: Row) -> Any:
        if self.type != "boolean":
            return row.read(self.choices, TEXTS)
        flags = row.read(self.choices, FLAGS)
        return flags[0] if flags and len(flags) == 1 else flags


def _read_end(row: Row, header: str) -> tuple[Any, bool]:
    end = row.read(header, END)
    closed = row.read(included(header), FLAG)
    if end is not None and included(header) not in row:
        row.note(included(header), "请在“%(header)s”右边写明含不含本数", header=header)
    if header not in row and closed is not None:
        row.note(header, "写明了含不含本数，却没有“%(header)s”", header=header)
    return end, closed is not False


def labels(factors: Iterable[Mapping[str, Any]], taken: Iterable[str]) -> list[FactorColumns]:
    """Return every factor's own columns, under its name where that is unmistakable."""
    factors = list(factors)
    taken = {*taken, *(str(factor.get("key")) for factor in factors)}
    names = [str(factor.get("name")).strip() for factor in factors]
    columns = []
    for factor, name in zip(factors, names, strict=True):
        is_clear = names.count(name) == 1 and name not in taken and not name.endswith((LOW, HIGH))
        columns.append(FactorColumns.own(factor, name if is_clear else str(factor.get("key"))))
    return columns


def write_amount(amount: Mapping[str, Any]) -> Cells:
    """Return the cells of a fine's formula."""
    method = amount.get("type")
    if method not in COEFFICIENTS:
        raise Misfit("罚款方式不在可用的词中")
    return {
        METHOD: METHODS.encode(method),
        SUM_HEADER: SUM_COLUMN.codec.encode(amount.get(COEFFICIENTS[method])),
        **write_record(amount, FORMULA_COLUMNS),
    }


def read_amount(row: Row, place: str, places: dict[str, Source]) -> Any:
    """Return the formula of a row's fine; `None` where the row names no sum."""
    value = row.read(SUM_HEADER, SUM_COLUMN.codec)
    if METHOD not in row and SUM_HEADER not in row:
        return None
    method = row.read(METHOD, METHODS) or "fixed"
    amount = read_record(row, FORMULA_COLUMNS, place, places)
    field = COEFFICIENTS.get(method, "value")
    places[place] = places[f"{place}.{field}"] = row.source(SUM_HEADER)
    places[f"{place}.type"] = row.source(METHOD)
    return {"type": method, **({} if value is None else {field: value}), **amount}


def write_penalties(penalties: list[Document]) -> Cells:
    """Return the cells of a tier's penalties: their kinds in order, and the one fine."""
    cells: Cells = {}
    kinds = []
    for penalty in penalties:
        kind = penalty["kind"]
        if "amount" in penalty:
            if kind != FINE or METHOD in cells:
                raise Misfit("一档只能有一个罚款数额")
            cells |= write_amount(penalty["amount"])
        kinds.append(kind + _duration(penalty))
    return {**cells, **({KINDS: encode_choices(kinds)} if kinds else {})}


def read_penalties(row: Row, place: str, places: dict[str, Source]) -> list[Document]:
    """Return the penalties of a row."""
    places[place] = row.source(KINDS)
    penalties = []
    kinds = row.read(KINDS, Codec(encode_choices, decode_choices)) or []
    for index, text in enumerate(kinds):
        inner = f"{place}[{index}]"
        places[inner] = row.source(KINDS)
        match = _WITH_DURATION.fullmatch(text)
        penalty: Document = {"kind": match["kind"] if match else text}
        if match:
            penalty[_field_of(match["unit"])] = int(match["length"])
        if text == FINE:
            amount = read_amount(row, f"{inner}.amount", places)
            penalty |= {} if amount is None else {"amount": amount}
        penalties.append(penalty)
    if FINE not in kinds and (METHOD in row or SUM_HEADER in row):
        row.note(KINDS, "写了罚款数额，处罚种类里却没有“罚款”")
    return penalties


def text_of(cell: CellValue) -> str:
    """Return a cell that names something, without blanks around it."""
    return decode_text(cell).strip()


def _duration(penalty: Mapping[str, Any]) -> str:
    lengths = [(penalty[field], unit) for field, unit in _DURATIONS.items() if field in penalty]
    if not lengths:
        return ""
    if len(lengths) > 1 or not isinstance(lengths[0][0], int):
        raise Misfit(gettext_noop("一种处罚只能有一个期限"))
    return f"（{lengths[0][0]}{lengths[0][1]}）"


def _field_of(unit: str) -> str:
    return next(field for field, name in _DURATIONS.items() if name == unit)
