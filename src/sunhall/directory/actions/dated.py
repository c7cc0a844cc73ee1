"""What the acts have in common: periods that must make sense, and noting what changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from sunhall.directory.errors import (
    AlreadyClosed,
    CodeTaken,
    EndsBeforeStart,
    InvalidCode,
    NothingChanged,
    NotValidThen,
)
from sunhall.directory.models import Dated
from sunhall.directory.rules.periods import Period
from sunhall.kernel.identifiers import KINDS, IdentifierError, check


def check_period(start: date | None, end: date | None) -> Period:
    """Return the period.

    Raises:
        EndsBeforeStart: the end is not after the start.
    """
    period = Period(start, end)
    if period.is_empty:
        raise EndsBeforeStart(valid_from=start, valid_to=end)
    return period


def check_valid(row: Dated, day: date | None) -> None:
    """Refuse to build on a row that is not valid on a day; a day of None is before the records.

    Raises:
        NotValidThen: it is not.
    """
    starts_later = day is None and row.valid_from is not None
    if starts_later or (day is not None and not row.is_valid_on(day)):
        raise NotValidThen(name=str(row), day=day or "")


def check_free(model: type[Model], field: str, code: str) -> None:
    """Refuse a code that another row has.

    Raises:
        CodeTaken: it has.
    """
    if model._default_manager.filter(**{field: code}).exists():
        raise CodeTaken(code=code)


def check_code(kind: str, value: str) -> str:
    """Return the identifier in its written form; an empty one stays empty.

    Raises:
        InvalidCode: it breaks its standard.
    """
    if not value.strip():
        return ""
    try:
        return check(kind, value).value
    except IdentifierError as error:
        raise InvalidCode(field=str(KINDS[kind].name), value=value, reason=str(error)) from None


def end(row: Dated, on: date) -> None:
    """End a row on a day.

    Raises:
        AlreadyClosed: it has an end.
        EndsBeforeStart: the day is not after its start.
    """
    if row.valid_to is not None:
        raise AlreadyClosed(valid_to=row.valid_to)
    check_period(row.valid_from, on)
    row.valid_to = on
    row.save(update_fields=["valid_to"])


def change(row: Model, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Write new values; return the changed fields, each with what it was and what it is.

    Raises:
        NothingChanged: every value is as it was.
    """
    changes = {
        field: [_plain(getattr(row, field)), _plain(value)]
        for field, value in values.items()
        if getattr(row, field) != value
    }
    if not changes:
        raise NothingChanged()
    for field in changes:
        setattr(row, field, values[field])
    row.save(update_fields=list(changes))
    return changes


def _plain(value: object) -> str:
    return "" if value is None else str(value)
