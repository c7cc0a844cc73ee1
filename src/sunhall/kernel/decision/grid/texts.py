"""Single values as the text of a field, and back."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

Fields = Mapping[str, Sequence[str]]
"""What a form sends: the values of every name."""

ON = "on"

_NUMERAL = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,20})(\.[0-9]{1,20})?")
_FLAGS = {"true": True, "false": False}


def text_of(value: Any) -> str:
    """Return any value of a document as the text of a field."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def line_of(value: Any) -> str:
    """Return any value as the text of a field of one line, as browsers keep it."""
    return text_of(value).replace("\n", "")


def typed(text: str) -> int | float | str | None:
    """Return the number a text says, exactly, or else the text; nothing for a blank."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    if not tidy:
        return None
    if not _NUMERAL.fullmatch(tidy):
        return text.strip()
    number = Decimal(tidy.replace(",", ""))
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(str(float(number))) == number else text.strip()


def flag_of(text: str) -> bool | str:
    """Return the yes or no a text says, or else the text."""
    return _FLAGS.get(text.strip().lower(), text.strip())


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def record(value: Any) -> dict[str, Any]:
    """Return a record as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[Any]:
    """Return a list as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def with_text(part: dict[str, Any], name: str, value: Any) -> None:
    """Set a field that may be left out: nothing and blanks leave it out."""
    if value is None or value == "":
        part.pop(name, None)
    else:
        part[name] = value


def first(fields: Fields, name: str) -> str:
    """Return the first value of a name, with line ends as documents have them."""
    values = fields.get(name) or ("",)
    return text_of(values[0])


def rows(fields: Fields, part: str, size: int) -> list[int]:
    """Return the places of the rows that a form still lists, in its order."""
    listed = [text for text in fields.get(part, ()) if text.isascii() and text.isdigit()]
    places = dict.fromkeys(int(text[:9]) for text in listed)
    return [place for place in places if place < size]


@dataclass(frozen=True, slots=True)
class Entry:
    """The fields of one part; each field's name is the part's name, a hyphen, and its own."""

    @classmethod
    def taken(cls, form: Fields, name: str) -> Self:
        """Return what a form says of the part."""
        return cls(**{each.name: first(form, f"{name}-{each.name}") for each in fields(cls)})

    def put(self, name: str) -> dict[str, list[str]]:
        """Return the part's fields as a form sends them; an empty one of a checkbox is not sent."""
        return {f"{name}-{each.name}": [getattr(self, each.name)] for each in fields(self)}


def _number_text(value: int | float) -> str:
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
