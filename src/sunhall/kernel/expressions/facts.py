"""Type the facts that may be asked about, and read them back from the journal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.calendar.limits import quote
from sunhall.kernel.expressions.errors import ExpressionError


class Kind(StrEnum):
    """What a value is; a limit is only ever written in an expression, never recorded."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    NUMBERS = "numbers"
    TEXTS = "texts"
    LIMIT = "limit"

    @property
    def is_ordered(self) -> bool:
        """Tell whether `<` makes sense between two of the kind."""
        return self in (Kind.NUMBER, Kind.DATE, Kind.MOMENT)

    @property
    def words(self) -> str:
        """The kind in the reader's language."""
        return str(KIND_WORDS[self])


KIND_WORDS = {
    Kind.BOOLEAN: gettext_lazy("是非"),
    Kind.NUMBER: gettext_lazy("数字"),
    Kind.TEXT: gettext_lazy("文字"),
    Kind.DATE: gettext_lazy("日期"),
    Kind.MOMENT: gettext_lazy("时刻"),
    Kind.NUMBERS: gettext_lazy("数字列表"),
    Kind.TEXTS: gettext_lazy("文字列表"),
    Kind.LIMIT: gettext_lazy("期限"),
}


@dataclass(frozen=True, slots=True)
class FactType:
    """What a fact is, and whether it may be absent."""

    kind: Kind
    is_optional: bool = False


Facts = Mapping[str, FactType]
Values = Mapping[str, Any]

KINDS_OF_CLASSES = {
    bool: Kind.BOOLEAN,
    int: Kind.NUMBER,
    Decimal: Kind.NUMBER,
    str: Kind.TEXT,
    date: Kind.DATE,
    datetime: Kind.MOMENT,
}
KINDS_OF_LISTS = {Kind.NUMBER: Kind.NUMBERS, Kind.TEXT: Kind.TEXTS}
KINDS_OF_ITEMS = {listed: kind for kind, listed in KINDS_OF_LISTS.items()}


def types_of(event: type[Any]) -> dict[str, FactType]:
    """Return the types of a dataclass's fields; a field no question can be asked of is left out."""
    hints = get_type_hints(event)
    types = {field.name: _type_of(hints[field.name]) for field in fields(event)}
    return {name: found for name, found in types.items() if found}


def read_facts(types: Facts, recorded: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the facts of a journal entry back into values.

    What the entry lacks is None; what the types lack is left out.

    Raises:
        ExpressionError: a fact is not what its type says.
    """
    return {name: _read(name, found.kind, recorded.get(name)) for name, found in types.items()}


def _type_of(hint: Any) -> FactType | None:
    if get_origin(hint) in (UnionType, Union):
        hints = [one for one in get_args(hint) if one is not NoneType]
        kind = _kind_of(hints[0]) if len(hints) == 1 else None
        return FactType(kind, is_optional=True) if kind else None
    kind = _kind_of(hint)
    return FactType(kind) if kind else None


def _kind_of(hint: Any) -> Kind | None:
    if get_origin(hint) is tuple:
        item, *rest = get_args(hint)
        kind = _kind_of(item) if rest == [...] else None
        return KINDS_OF_LISTS.get(kind) if kind else None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Kind.TEXT
    return KINDS_OF_CLASSES.get(hint)


def _read(name: str, kind: Kind, recorded: Any) -> Any:
    if recorded is None:
        return None
    try:
        if kind in KINDS_OF_ITEMS and isinstance(recorded, list | tuple):
            return tuple(READERS[KINDS_OF_ITEMS[kind]](item) for item in recorded)
        return READERS[kind](recorded)
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise ExpressionError(
            "fact_unreadable",
            _("事实“%(name)s”应为%(kind)s，记载的却是“%(value)s”。")
            % {"name": name, "kind": kind.words, "value": quote(str(recorded))},
        ) from None


def _read_number(recorded: Any) -> int | Decimal:
    if isinstance(recorded, int) and not isinstance(recorded, bool):
        return recorded
    number = Decimal(_exactly(str)(recorded))
    if not number.is_finite():
        raise ValueError
    return number


def _read_moment(recorded: Any) -> datetime:
    moment = datetime.fromisoformat(recorded)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    def read(recorded: Any) -> Any:
        if not isinstance(recorded, kind):
            raise TypeError
        return recorded

    return read


READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.BOOLEAN: _exactly(bool),
    Kind.NUMBER: _read_number,
    Kind.TEXT: _exactly(str),
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: _read_moment,
}
