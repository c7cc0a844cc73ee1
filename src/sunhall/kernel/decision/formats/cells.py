"""What stands in one cell of a workbook: values into cells and back."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

CellValue = str | int | float | bool | date | None

WIDEST_WHOLE = 2**53
LONGEST_TEXT = 32_000

YES, NO = "是", "否"

_RISKY_SIGNS = ("=", "+", "-", "@", "'")
_SEPARATORS = ("、", "|", "\n")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


class Misfit(ValueError):
    """A value that a cell cannot hold, or a cell that holds no such value."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params

    def __str__(self) -> str:
        """Return what does not fit, in the reader's language."""
        return _(self.template) % self.params if self.params else _(self.template)


@dataclass(frozen=True, slots=True)
class Codec:
    """One way of writing values into cells. `words` are offered as a drop-down list."""

    encode: Callable[[Any], CellValue]
    decode: Callable[[CellValue], Any]
    words: tuple[str, ...] = ()


def encode_text(value: object) -> str:
    """Return a text as a cell keeps it; a leading sign never becomes a formula."""
    if not isinstance(value, str) or not value.strip():
        raise Misfit("应为文字")
    if len(value) > LONGEST_TEXT or _UNPRINTABLE.search(value):
        raise Misfit("文字过长，或者含有不可见的字符")
    return escaped(value)


def escaped(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _RISKY_SIGNS else text


def decode_text(cell: CellValue) -> str:
    """Return the text of a cell; numbers and dates as they are read aloud."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    text = "" if cell is None else cell
    return text[1:] if text[:1] == "'" and text[1:2] in _RISKY_SIGNS else text


def encode_number(value: object) -> int | float:
    """Return a number that a cell keeps exactly."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= WIDEST_WHOLE:
        raise Misfit("应为数字")
    return value


def decode_number(cell: CellValue) -> int | float:
    """Return the number of a cell; also of one whose digits were typed as text."""
    if isinstance(cell, str) and _DECIMAL.fullmatch(cell.strip()):
        cell = float(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise Misfit("应为数字，现为“%(cell)s”", cell=decode_text(cell)[:40])
    if abs(cell) >= WIDEST_WHOLE:
        raise Misfit("数字过大：%(cell)s", cell=f"{cell:.3g}")
    return int(cell) if cell == int(cell) else cell


def decode_sum(cell: CellValue) -> int | float | str:
    """Return a number, or the words that stand where one belongs, for the reader to refuse."""
    try:
        return decode_number(cell)
    except Misfit:
        if isinstance(cell, str):
            return cell
        raise


def encode_flag(value: object) -> str:
    """Return a yes or no in words."""
    if not isinstance(value, bool):
        raise Misfit("应为“是”或者“否”")
    return YES if value else NO


def decode_flag(cell: CellValue) -> bool:
    """Return the yes or no of a cell."""
    word = decode_text(cell).strip()
    if word not in (YES, NO):
        raise Misfit("应为“是”或者“否”，现为“%(cell)s”", cell=word[:40])
    return word == YES


def encode_end(value: object) -> CellValue:
    """Return an end of an interval: a number, or a date as text."""
    return encode_text(value) if isinstance(value, str) else encode_number(value)


def decode_end(cell: CellValue) -> int | float | str:
    """Return an end of an interval."""
    return _day(cell) if isinstance(cell, date) else decode_sum(cell)


def encode_choice(value: object) -> str:
    """Return one value of an enumeration, or a yes or no."""
    return encode_flag(value) if isinstance(value, bool) else encode_text(value)


def encode_choices(values: object) -> str:
    """Return a list of values in one cell, parted by a sign that none of them holds."""
    if not isinstance(values, list) or not values:
        raise Misfit("应为列表")
    texts = [encode_choice(value) for value in values]
    if any(text != text.strip() for text in texts):
        raise Misfit("文字前后有空白")
    for rank, sign in enumerate(_SEPARATORS):
        if not any(held in text for text in texts for held in _SEPARATORS[rank:]):
            alone = sign if rank and len(texts) == 1 else ""
            return sign.join(texts) + alone
    raise Misfit("文字含有换行")


def decode_choices(cell: CellValue) -> list[str]:
    """Return the list in a cell: one a line, else parted by `|`, else by `、`."""
    text = decode_text(cell) if not isinstance(cell, str) else cell
    sign = next((sign for sign in reversed(_SEPARATORS) if sign in text), _SEPARATORS[0])
    return [decode_text(part.strip()) for part in text.split(sign) if part.strip()]


def decode_flags(cell: CellValue) -> list[bool]:
    """Return a list of yes and no."""
    return [decode_flag(word) for word in decode_choices(cell)]


def words(names: Mapping[str, str]) -> Codec:
    """Return the codec of a closed list of words; an unknown word is left for the reader."""
    values = {name: value for value, name in names.items()}

    def encode(value: object) -> str:
        if not isinstance(value, str) or value not in names:
            raise Misfit("不在可用的词中")
        return names[value]

    def decode(cell: CellValue) -> str:
        word = decode_text(cell).strip()
        return values.get(word, word)

    return Codec(encode, decode, tuple(values))


def _day(moment: date) -> str:
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()


def _unfold(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


TEXT = Codec(encode_text, decode_text)
NUMBER = Codec(encode_number, decode_number)
SUM = Codec(encode_number, decode_sum)
FLAG = Codec(encode_flag, decode_flag, (YES, NO))
END = Codec(encode_end, decode_end)
TEXTS = Codec(encode_choices, decode_choices)
FLAGS = Codec(encode_choices, decode_flags)
BASES = Codec(
    lambda value: encode_choices(value if isinstance(value, list) else [value]),
    lambda cell: _unfold(decode_choices(cell)),
)
