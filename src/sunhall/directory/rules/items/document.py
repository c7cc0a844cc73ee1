"""A service item as it is written down: every element of the national item standard.

The document is what a version keeps and its hash covers. The legal bases are not in it: they are
the matter's own, dated, so that there is no copy to drift. Law: GB/T 39554.2-2020.
"""

from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from sunhall.directory.choices import Handling, ItemCertainty, LimitUnit, MaterialForm
from sunhall.directory.errors import ItemUnreadable

T = TypeVar("T")
MOST_TEXT = 3_000
MOST_ROWS = 60
MOST_NUMBER = 3_660


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit; `value` is 0 where it is kept at once."""

    value: int = 0
    unit: str = LimitUnit.WORKING_DAY.value
    certainty: str = ""
    basis: str = ""

    @property
    def is_immediate(self) -> bool:
        """Tell whether it is done while one waits."""
        return self.unit == LimitUnit.IMMEDIATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something an applicant must meet."""

    text: str
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Something to hand in; `when` is empty if always, `electronic_license` what replaces it."""

    name: str
    form: str = MaterialForm.ORIGINAL.value
    copies: int = 1
    source: str = ""
    when: str = ""
    electronic_license: str = ""
    basis: str = ""
    certainty: str = ""

    @property
    def licenses(self) -> tuple[str, ...]:
        """Return the names of the licences any of which replaces it."""
        return tuple(name for name in self.electronic_license.split("/") if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the procedure: who does what until when, and what comes of it."""

    name: str
    role: str = ""
    limit: Limit | None = None
    output: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who takes the application, where, and who decides."""

    acceptance_organ: str = ""
    acceptance_place: str = ""
    approval_organ: str = ""
    signing_organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where to go and whom to call."""

    name: str = ""
    address: str = ""
    hours: str = ""
    telephone: str = ""
    complaints: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """Whether it costs something. Law: 行政许可法 第五十八条, 第五十九条."""

    is_charged: bool = False
    name: str = ""
    standard: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something people ask, and the answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """The place of an item in a joint procedure (并联审批)."""

    stage: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A service item: what one needs to know to apply, to decide, and to check both."""

    name: str
    summary: str = ""
    subjects: tuple[str, ...] = ()
    subject_note: str = ""
    kind_note: str = ""
    handling: str = Handling.PROMISED.value
    authority: Authority = Authority()
    office: Office = Office()
    conditions: tuple[Condition, ...] = ()
    quantity: str = ""
    materials: tuple[Material, ...] = ()
    materials_certainty: str = ""
    steps: tuple[Step, ...] = ()
    statutory_limit: Limit | None = None
    committed_limit: Limit | None = None
    fee: Fee = Fee()
    result: str = ""
    result_licenses: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    faq: tuple[Question, ...] = ()
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parallel: Parallel | None = None
    link: str = ""
    origin_text: str = ""
    certainty: str = ItemCertainty.OWN_KNOWLEDGE.value
    certainty_note: str = ""


def read_item(document: Mapping[str, Any]) -> Item:
    """Return the item that a document describes; nothing it does not know is overlooked.

    Raises:
        ItemUnreadable: it is no such document; the refusal names the place.
    """
    return _read(Item, document, "")


def write_item(item: Item) -> dict[str, Any]:
    """Return the document of an item, as it is kept and hashed."""
    document: dict[str, Any] = _plain(asdict(item))
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: type[T], raw: Any, where: str) -> T:
    if not isinstance(raw, Mapping):
        raise ItemUnreadable(element=where, reason="{…}")
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for name in raw:
        if name not in known:
            raise ItemUnreadable(element=_at(where, str(name)), reason="?")
    hints = _hints(cast(Hashable, kind))
    values = {name: _value(hints[name], raw[name], _at(where, name)) for name in raw}
    try:
        return kind(**values)
    except TypeError as error:
        raise ItemUnreadable(element=where, reason=str(error)) from None


def _value(hint: Any, raw: Any, where: str) -> Any:
    if get_origin(hint) is UnionType:
        if raw is None:
            return None
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is tuple:
        return _rows(get_args(hint)[0], raw, where)
    if is_dataclass(hint):
        return _read(hint, raw, where)  # type: ignore[arg-type]
    return _scalar(hint, raw, where)


def _rows(hint: Any, raw: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple) or len(raw) > MOST_ROWS:
        raise ItemUnreadable(element=where, reason=f"[0…{MOST_ROWS}]")
    return tuple(_value(hint, one, _at(where, str(at))) for at, one in enumerate(raw, start=1))


def _scalar(hint: Any, raw: Any, where: str) -> Any:
    is_number = hint is int and not isinstance(raw, bool)
    if not isinstance(raw, hint) or (hint is int and not is_number):
        raise ItemUnreadable(element=where, reason=str(hint.__name__))
    if hint is str and len(raw) > MOST_TEXT:
        raise ItemUnreadable(element=where, reason=f"≤ {MOST_TEXT}")
    if is_number and not 0 <= raw <= MOST_NUMBER:
        raise ItemUnreadable(element=where, reason=f"0…{MOST_NUMBER}")
    return raw.replace("\x00", "").strip() if hint is str else raw


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
