"""What a bare YAML word means: the core schema of YAML 1.2, and nothing that surprises.

Words that YAML 1.1 and 1.2 read differently (`no`, `010`, `1_000`, `12:30`) are refused, so that
no program and no reader can take them for something else. Dates stay text.
"""

import math
import re
from decimal import Decimal

Scalar = str | int | float | bool | None

LONGEST_NUMBER = 1000

_CONSTANTS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_OTHER_CONSTANTS = {
    form(word) for word in ("yes", "no", "on", "off") for form in (str.lower, str.title, str.upper)
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)", re.ASCII)
_FRACTION = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TRAP = re.compile(
    r"[-+]?0[0-9][0-9_.]*|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*_[0-9_.]*"
    r"|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?",
    re.ASCII,
)


class Ambiguous(ValueError):
    """A bare word that must not be guessed; the message is a template."""


def scalar_of(word: str) -> Scalar:
    """Return the value of a bare word.

    Raises:
        Ambiguous: the word has no one finite meaning.
    """
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if word in _OTHER_CONSTANTS:
        raise Ambiguous("“%(word)s”在不同的程序里含义不同，请写 true 或 false，或者加引号作为文字")
    if _NOT_FINITE.fullmatch(word):
        raise Ambiguous("“%(word)s”不是有限的数字")
    if _WHOLE.fullmatch(word):
        return _whole(word)
    if _TRAP.fullmatch(word):
        raise Ambiguous("“%(word)s”在不同的程序里数值不同，请写成普通十进制数，或者加引号作为文字")
    return _fraction(word) if _FRACTION.fullmatch(word) else word


def is_text(word: str) -> bool:
    """Tell whether a bare word is read as the very same text."""
    try:
        return scalar_of(word) == word
    except Ambiguous:
        return False


def _whole(word: str) -> int:
    if len(word) > LONGEST_NUMBER:
        raise Ambiguous("数字过长：“%(word)s”")
    return int(word)


def _fraction(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise Ambiguous("数字过大：“%(word)s”")
    if len(word) > LONGEST_NUMBER or Decimal(word) != Decimal(repr(number)):
        raise Ambiguous("小数过细：“%(word)s”，有效数字至多 15 位")
    return number
