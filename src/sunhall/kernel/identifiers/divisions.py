"""Know the administrative divisions of the city, each in its own time."""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.identifiers.checksums import DIGITS
from sunhall.kernel.identifiers.errors import IdentifierError
from sunhall.kernel.identifiers.values import (
    Checked,
    require_characters,
    require_length,
    written_form,
)


class DivisionKind(StrEnum):
    """Say what a division is; `statistical` ones have no government of their own."""

    CITY = "city"
    STATISTICAL = "statistical"
    DISTRICT = "district"
    COUNTY_LEVEL_CITY = "county_level_city"


DIVISION_KIND_NAMES = {
    DivisionKind.CITY: gettext_lazy("地级市"),
    DivisionKind.STATISTICAL: gettext_lazy("统计用区划"),
    DivisionKind.DISTRICT: gettext_lazy("市辖区"),
    DivisionKind.COUNTY_LEVEL_CITY: gettext_lazy("县级市"),
}

DISTRICT_KINDS = frozenset({DivisionKind.DISTRICT, DivisionKind.COUNTY_LEVEL_CITY})


@dataclass(frozen=True)
class Division:
    """A division while it carries one code; the range is half-open.

    `valid_from` of None is before December 2010, the oldest table at hand; `valid_to` of None
    is no end. `successor` is the code that takes over on `valid_to`.
    """

    code: str
    name: str
    kind: DivisionKind
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    source: str

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the division exists on a day."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day < self.valid_to)


@lru_cache(maxsize=1)
def get_divisions() -> dict[str, Division]:
    """Return every division that there has been, by code.

    Law: GB/T 2260, tables of 2010-12, 2017-10, 2017-11 and 2019-04.
    """
    text = files("sunhall.kernel.identifiers").joinpath("divisions.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: _division(row) for row in rows}


def list_districts(on: date) -> list[Division]:
    """Return the districts and county-level cities of a day: 12 in 2010, 10 today."""
    return [
        division
        for division in get_divisions().values()
        if division.kind in DISTRICT_KINDS and division.is_valid_on(on)
    ]


def get_successor(code: str, on: date) -> Division:
    """Return who answers on a day for a division: itself, or the last to take over.

    Raises:
        IdentifierError: no such division, or it did not exist yet.
    """
    division = _get_division(code)
    while division.successor and not division.is_valid_on(on):
        if division.valid_to is None or on < division.valid_to:
            break
        division = _get_division(division.successor)
    if not division.is_valid_on(on):
        raise _not_valid(division, on)
    return division


def check_division(value: str, on: date | None = None) -> Checked:
    """Check a division code of the city; with `on`, that it was in use on that day.

    Law: GB/T 2260.

    Raises:
        IdentifierError: what is wrong and where, and which code succeeded.
    """
    code = written_form(value)
    require_length(code, 6)
    require_characters(code, DIGITS, _("数字"))
    division = _get_division(code)
    if on is not None and not division.is_valid_on(on):
        raise _not_valid(division, on)
    parts = {
        "division_name": division.name,
        "division_kind": division.kind.value,
        "division_kind_name": str(DIVISION_KIND_NAMES[division.kind]),
    }
    if division.valid_from:
        parts["valid_from"] = division.valid_from.isoformat()
    if division.valid_to:
        parts["valid_to"] = division.valid_to.isoformat()
    if division.successor:
        parts["successor"] = division.successor
    return Checked("division", code, parts)


def _division(row: dict[str, str]) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        kind=DivisionKind(row["kind"]),
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successor=row["successor"] or None,
        source=row["source"],
    )


def _get_division(code: str) -> Division:
    found = get_divisions().get(code)
    if found is None:
        raise IdentifierError(
            "unknown",
            _("区划码“%(code)s”不在区划表内。本表收录青岛市（370200）及其历年区市。")
            % {"code": code},
            position=1,
        )
    return found


def _not_valid(division: Division, on: date) -> IdentifierError:
    if division.valid_from and on < division.valid_from:
        return IdentifierError(
            "not_valid_then",
            _("%(code)s %(name)s自 %(from)s 起启用，%(on)s 尚未启用。")
            % {
                "code": division.code,
                "name": division.name,
                "from": division.valid_from.isoformat(),
                "on": on.isoformat(),
            },
        )
    return IdentifierError(
        "not_valid_then",
        _("%(code)s %(name)s已于 %(to)s 停用，现由 %(successor)s 承接。")
        % {
            "code": division.code,
            "name": division.name,
            "to": division.valid_to,
            "successor": division.successor or _("无"),
        },
        expected=division.successor,
    )
