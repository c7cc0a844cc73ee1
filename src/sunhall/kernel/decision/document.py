"""A document being read: every value with its place, and the faults found so far."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.kernel.decision.findings import Finding, Kind

NUMBER_LIMIT = 10**15
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
DECIMAL_PLACES = 6
SIGNIFICANT_DIGITS = 15
DEPTH_LIMIT = 16
SIZE_LIMIT = 200_000
NAME_LENGTH = 200
TEXT_LENGTH = 4000
SHOWN_LENGTH = 60

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class TooLargeError(Exception):
    """The document is nested too deeply, or has too many values."""


class Faults:
    """The findings of one document, and whether a table can still be made of it.

    `unread_factors` are the keys that are declared, though not as they should be: what speaks of
    them is not told of once more.
    """

    def __init__(self, item: str) -> None:
        self.item = item
        self.findings: list[Finding] = []
        self.is_readable = True
        self.unread_factors: set[str] = set()

    def has(self, place: str) -> bool:
        """Tell whether something was found wrong at that place."""
        return any(finding.place == place for finding in self.findings)

    def add(self, kind: Kind, place: str, template: str, params: Mapping[str, object]) -> None:
        """Note one finding."""
        self.findings.append(
            Finding(kind=kind, item=self.item, place=place, template=template, params=params)
        )


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the document. What cannot be read is noted, and a harmless value returned."""

    value: Any
    place: str
    faults: Faults

    def refuse(self, template: str, /, *, kind: Kind = Kind.SCHEMA, **params: object) -> None:
        """Note a fault that leaves no table."""
        self.faults.is_readable = False
        if self.value is not None or not self.faults.has(self.place):
            self.remark(template, kind=kind, **params)

    def remark(self, template: str, /, *, kind: Kind = Kind.SCHEMA, **params: object) -> None:
        """Note a fault beside which the rest can still be examined."""
        self.faults.add(kind, self.place, template, {"value": shown(self.value), **params})

    def __getitem__(self, key: str) -> "Node":
        """Return the field of that name; its value is `None` where it is missing."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(value, f"{self.place}.{key}" if self.place else key, self.faults)

    def __contains__(self, key: str) -> bool:
        """Tell whether the field is there and filled."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def fields(self, required: str = "", optional: str = "", nullable: str = "") -> bool:
        """Check the names of a record's fields; return whether it is a record at all.

        The arguments are names divided by spaces: fields that must be filled, that may be left
        out, and that must be there but may be null.
        """
        if not isinstance(self.value, dict):
            self.refuse(_("此处须为由字段组成的记录，现为“%(value)s”"))
            return False
        for name in _names(required):
            if self.value.get(name) is None:
                self[name].refuse(_("缺少字段 %(field)s，请补上"), field=name)
        for name in _names(nullable):
            if name not in self.value:
                self[name].refuse(_("缺少字段 %(field)s，请补上"), field=name)
        known = _names(f"{required} {optional} {nullable}")
        for name in self.value:
            if name not in known:
                self._refuse_unknown(name, known)
        return True

    def _refuse_unknown(self, name: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(name, known, n=1)
        if near:
            self[name].remark(
                _("没有名为 %(field)s 的字段，是否应为 %(near)s？"), field=shown(name), near=near[0]
            )
        else:
            self[name].remark(_("没有名为 %(field)s 的字段，请删去"), field=shown(name))

    def entries(self, *, at_least: int = 0) -> Iterator["Node"]:
        """Yield the entries of a list."""
        if self.value is None and not at_least:
            return
        if not isinstance(self.value, list):
            self.refuse(_("此处须为列表，现为“%(value)s”"))
            return
        if len(self.value) < at_least:
            self.refuse(_("列表为空，至少须有 %(count)s 项"), count=at_least)
        for index, value in enumerate(self.value):
            yield Node(value, f"{self.place}[{index}]", self.faults)

    def text(self, *, limit: int = NAME_LENGTH, required: bool = False) -> str:
        """Return the text, stripped; empty where it is missing."""
        if self.value is None and not required:
            return ""
        if not isinstance(self.value, str):
            self.refuse(_("此处须为文字，现为“%(value)s”"))
            return ""
        if required and not self.value.strip():
            self.refuse(_("文字不能为空"))
        if len(self.value) > limit:
            self.remark(_("文字超过 %(limit)s 字，请缩短"), limit=limit)
        if _CONTROL.search(self.value):
            self.refuse(_("文字含有不可见的控制字符，请删去"))
        return self.value.strip()

    def flag(self, *, default: bool = False) -> bool:
        """Return the yes or no."""
        if self.value is None:
            return default
        if not isinstance(self.value, bool):
            self.refuse(_("此处须为 true 或 false，现为“%(value)s”"))
            return default
        return self.value

    def number(self, *, least: int | None = None) -> Decimal | None:
        """Return the number; `None` where it cannot be read."""
        number = self._finite()
        if number is None:
            return None
        if least is not None and number < least:
            self.refuse(_("数字不得小于 %(least)s，现为 %(value)s"), least=least)
            return None
        return number

    def whole(self, *, least: int = 0, most: int = NUMBER_LIMIT) -> int | None:
        """Return the whole number; `None` where it cannot be read."""
        number = self.number()
        if number is None:
            return None
        if number != number.to_integral_value() or not least <= number <= most:
            self.refuse(
                _("此处须为 %(least)s 至 %(most)s 的整数，现为 %(value)s"), least=least, most=most
            )
            return None
        return int(number)

    def moment(self) -> date | None:
        """Return the date; `None` where it cannot be read."""
        try:
            day = date.fromisoformat(self.value)
        except (TypeError, ValueError):
            self.refuse(_("此处须为日期，例如 2025-01-31，现为“%(value)s”"))
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self.refuse(
                _("日期须在 %(first)s 至 %(last)s 之间，现为 %(value)s；没有界限时不写"),
                first=FIRST_DAY,
                last=LAST_DAY,
            )
            return None
        return day

    def _finite(self) -> Decimal | None:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.refuse(_("此处须为数字，现为“%(value)s”"))
            return None
        fault = fault_of_number(self.value)
        if fault:
            self.refuse(fault)
            return None
        return exact(self.value)


@cache
def _names(fields: str) -> tuple[str, ...]:
    return tuple(fields.split())


def fault_of_number(value: int | float | Decimal) -> str:
    """Return what makes a number unusable, as a template, or nothing."""
    if not isinstance(value, int) and not Decimal(value).is_finite():
        return _("数字须是有限的，现为 %(value)s")
    if not -NUMBER_LIMIT < value < NUMBER_LIMIT:
        return _("数字过大：%(value)s，绝对值须小于 10 的 15 次方")
    _sign, digits, exponent = exact(value).as_tuple()
    if -int(exponent) > DECIMAL_PLACES or len(digits) > SIGNIFICANT_DIGITS:
        return _("数字过细：%(value)s，小数至多 6 位，有效数字至多 15 位")
    return ""


@lru_cache(maxsize=4096, typed=True)
def exact(value: int | float | Decimal) -> Decimal:
    """Return the number as it is written, without a fraction of zeros.

    Few numbers stand in many tables: equal ones are one object, which is quick to compare.
    """
    number = Decimal(str(value))
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def shown(value: object, depth: int = 3) -> str:
    """Return a value as a message shows it: short, whatever it is."""
    if depth == 0 and isinstance(value, dict | list):
        return "…"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= NUMBER_LIMIT:
        # Python refuses to write out whole numbers of thousands of digits.
        return f"≈ 10^{int(value.bit_length() * math.log10(2))}"
    if isinstance(value, dict):
        value = ", ".join(
            f"{key}: {shown(item, depth - 1)}" for key, item in list(value.items())[:6]
        )
    elif isinstance(value, list):
        value = "、".join(shown(item, depth - 1) for item in value[:8])
    text = "" if value is None else _CONTROL.sub("�", str(value))
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"


def plain(document: object) -> Any:
    """Return the document in plain JSON types: dates as text, names of fields as text.

    Raises:
        TooLargeError: it is nested over 16 levels deep (or in itself), or holds over 200,000.
    """
    count = 0

    def walk(value: object, depth: int) -> Any:
        nonlocal count
        count += 1
        if depth > DEPTH_LIMIT or count > SIZE_LIMIT:
            raise TooLargeError
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, Mapping):
            return {shown_key(key): walk(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [walk(item, depth + 1) for item in value]
        return _plain_leaf(value)

    return walk(document, 0)


def shown_key(key: object) -> str:
    """Return the name of a field as text; YAML reads a bare `on` or `1` as something else."""
    return key if isinstance(key, str) else shown(key)


def _plain_leaf(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite() and abs(value) < NUMBER_LIMIT:
        return int(value) if value == value.to_integral_value() else float(value)
    return float(value) if isinstance(value, Decimal) else str(value)
