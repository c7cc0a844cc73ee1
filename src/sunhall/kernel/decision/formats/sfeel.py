"""The cells of a DMN decision table: S-FEEL simple unary tests and literals.

A test of numbers or dates must come down to one interval, a test of words to a set of choices.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Literal = Decimal | str | bool | date
End = Decimal | date

LONGEST_CELL = 20_000

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<date>(?:date\s*\(\s*"(?P<called>[0-9-]+)"\s*\)|@"(?P<marked>[0-9-]+)"))
    |(?P<word>\w+)
    |(?P<sign><=|>=|\.\.|[-<>=()\[\],])
    )""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_COMPARISONS = ("<=", ">=", "<", ">")


class NotSimple(ValueError):
    """A cell beyond S-FEEL, or one that is no single interval; the message is a template."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of numbers or dates; `None` is no end."""

    low: Any = None
    low_closed: bool = False
    high: Any = None
    high_closed: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing lies in it."""
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return not (self.low_closed and self.high_closed)
        return bool(self.low > self.high)


@dataclass(frozen=True, slots=True)
class Test:
    """A parsed cell: any value, or one of some spans and literals, or none of them."""

    spans: tuple[Span, ...] = ()
    is_negated: bool = False
    is_any: bool = False

    def literals(self) -> list[Literal] | None:
        """Return the listed literals; `None` where the cell has intervals."""
        alone = [span.low for span in self.spans if span.low == span.high and span.low is not None]
        return alone if len(alone) == len(self.spans) else None


def parse(text: str) -> Test:
    """Return the test of a cell.

    Raises:
        NotSimple: it is no simple unary test over literals.
    """
    if text.strip() in ("", "-"):
        return Test(is_any=True)
    return _Parser(text).test()


def parse_literal(text: str) -> Literal | None:
    """Return the value of an output cell; `None` where it is blank.

    Raises:
        NotSimple: it is no literal.
    """
    if text.strip() in ("", "-", "null"):
        return None
    parser = _Parser(text)
    value: Literal = parser.literal()
    parser.finish()
    return value


def interval_of(test: Test, *, is_whole: bool) -> dict[str, Any] | None:
    """Return the one interval a test comes down to, as the schema writes it; `None` for any.

    Raises:
        NotSimple: it is none or several, or compares words.
    """
    if test.is_any:
        return None
    is_whole = is_whole and (len(test.spans) > 1 or test.is_negated)
    spans = _merged(test.spans, is_whole=is_whole)
    if test.is_negated:
        spans = _merged(_outside(spans), is_whole=is_whole)
    if not spans:
        raise NotSimple("“%(text)s”里没有任何数值")
    if len(spans) > 1:
        raise NotSimple("“%(text)s”是几个分开的区间，请拆成几条规则")
    [span] = spans
    if span.low is not None and span.low == span.high:
        return {"eq": plain(span.low)}
    ends = {}
    if span.low is not None:
        ends["ge" if span.low_closed else "gt"] = plain(span.low)
    if span.high is not None:
        ends["le" if span.high_closed else "lt"] = plain(span.high)
    return ends or None


def choices_of(test: Test, domain: Sequence[Any]) -> list[Any] | None:
    """Return the choices a test allows; `None` for any.

    Raises:
        NotSimple: it has intervals.
    """
    if test.is_any:
        return None
    literals = test.literals()
    if literals is None:
        raise NotSimple("“%(text)s”：选项只能逐个列出，不能写成区间")
    if not test.is_negated:
        return list(dict.fromkeys(plain(one) for one in literals))
    return [one for one in domain if one not in literals]


def write_literal(value: object) -> str:
    """Return a value as an S-FEEL literal; dates are told apart by the caller."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return format(Decimal(str(value)), "f")
    return json.dumps(str(value), ensure_ascii=False)


def write_end(value: object) -> str:
    """Return an end of an interval."""
    return f'date("{value}")' if isinstance(value, str) else write_literal(value)


def write_interval(cell: dict[str, Any]) -> str:
    """Return an interval of the schema as a unary test."""
    if "eq" in cell:
        return write_end(cell["eq"])
    low = next(((cell[name], name) for name in ("ge", "gt") if name in cell), None)
    high = next(((cell[name], name) for name in ("le", "lt") if name in cell), None)
    if low is not None and high is not None:
        opening, closing = "[" if low[1] == "ge" else "(", "]" if high[1] == "le" else ")"
        return f"{opening}{write_end(low[0])}..{write_end(high[0])}{closing}"
    if low is not None:
        return f"{'>=' if low[1] == 'ge' else '>'} {write_end(low[0])}"
    if high is not None:
        return f"{'<=' if high[1] == 'le' else '<'} {write_end(high[0])}"
    return "-"


def write_choices(values: Sequence[object]) -> str:
    """Return a list of choices as a unary test."""
    return ", ".join(write_literal(value) for value in values) or "-"


def plain(value: Any) -> Any:
    """Return a literal in plain JSON types."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _tokens(text: str) -> Iterator[tuple[str, Any]]:
    if len(text) > LONGEST_CELL:
        raise NotSimple("单元格过长")
    position, text = 0, text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotSimple("“%(text)s”不是 S-FEEL 简单条件")
        position = match.end()
        yield _token(match)


def _token(match: re.Match[str]) -> tuple[str, Any]:
    if match["number"]:
        if len(match["number"]) > 40:
            raise NotSimple("“%(text)s”里的数字过长")
        return "literal", Decimal(match["number"])
    if match["string"]:
        return "literal", _ESCAPE.sub(_unescape, match["string"][1:-1])
    if match["date"]:
        try:
            return "literal", date.fromisoformat(match["called"] or match["marked"])
        except ValueError:
            raise NotSimple("“%(text)s”里的日期不存在") from None
    if match["word"] in ("true", "false"):
        return "literal", match["word"] == "true"
    return "sign", match["word"] or match["sign"]


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _ESCAPES.get(code, code)


class _Parser:
    """Recursive descent over simple unary tests."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), ("end", None)]
        self._next = 0

    def test(self) -> Test:
        """Return the whole cell's test."""
        is_negated = self._accept("not")
        if is_negated:
            self._expect("(")
        spans = [self._span()]
        while self._accept(","):
            spans.append(self._span())
        if is_negated:
            self._expect(")")
        self.finish()
        return Test(tuple(spans), is_negated)

    def literal(self) -> Any:
        """Return the literal that comes next."""
        kind, value = self._take()
        if kind != "literal":
            raise NotSimple("“%(text)s”：只能写数字、加引号的文字、true、false 或日期")
        return value

    def finish(self) -> None:
        """Refuse anything left over."""
        if self._take()[0] != "end":
            raise NotSimple("“%(text)s”不是 S-FEEL 简单条件")

    def _span(self) -> Span:
        for sign in _COMPARISONS:
            if self._accept(sign):
                end = self._ordered()
                is_closed = sign.endswith("=")
                if sign.startswith("<"):
                    return Span(high=end, high_closed=is_closed)
                return Span(low=end, low_closed=is_closed)
        for opening in "[(]":
            if self._accept(opening):
                return self._bracketed(low_closed=opening == "[")
        self._accept("=")
        value = self.literal()
        return Span(value, True, value, True)

    def _bracketed(self, *, low_closed: bool) -> Span:
        low = self._ordered()
        self._expect("..")
        high = self._ordered()
        closing = self._take()
        if closing[1] not in ("]", ")", "[") or type(low) is not type(high):
            raise NotSimple("“%(text)s”不是 S-FEEL 简单条件")
        return Span(low, low_closed, high, closing[1] == "]")

    def _ordered(self) -> Any:
        value = self.literal()
        if not isinstance(value, Decimal | date):
            raise NotSimple("“%(text)s”：只有数字和日期能比较大小")
        return value

    def _accept(self, sign: str) -> bool:
        if self._tokens[self._next] != ("sign", sign):
            return False
        self._next += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._accept(sign):
            raise NotSimple("“%(text)s”不是 S-FEEL 简单条件")

    def _take(self) -> tuple[str, Any]:
        token = self._tokens[self._next]
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token


def _merged(spans: Sequence[Span], *, is_whole: bool) -> list[Span]:
    """Return the spans joined where they touch, in order."""
    kinds = {type(end) for span in spans for end in (span.low, span.high) if end is not None}
    if not kinds <= {Decimal} and not kinds <= {date}:
        raise NotSimple("“%(text)s”：数值要素只能与数字比较，日期要素只能与日期比较")
    if is_whole and Decimal in kinds:
        spans = [_whole(span) for span in spans]
    found: list[Span] = []
    for span in sorted((one for one in spans if not one.is_empty), key=_low_key):
        if found and _touches(found[-1], span, is_whole=is_whole):
            found[-1] = _joined(found[-1], span)
        else:
            found.append(span)
    return found


def _whole(span: Span) -> Span:
    """Return a span of whole numbers, with the ends it has counted in."""
    low, high = span.low, span.high
    if low is not None and not span.low_closed and low == low.to_integral_value():
        low += 1
    if high is not None and not span.high_closed and high == high.to_integral_value():
        high -= 1
    return Span(low, low is not None, high, high is not None)


def _low_key(span: Span) -> tuple[bool, Any, bool]:
    return span.low is not None, 0 if span.low is None else span.low, not span.low_closed


def _touches(one: Span, other: Span, *, is_whole: bool) -> bool:
    if one.high is None or other.low is None or other.low < one.high:
        return True
    if other.low == one.high:
        return one.high_closed or other.low_closed
    return is_whole and isinstance(one.high, Decimal) and other.low - one.high == 1


def _joined(one: Span, other: Span) -> Span:
    ends = (one, other)
    if any(span.high is None for span in ends):
        return Span(one.low, one.low_closed)
    last = max(ends, key=lambda span: (span.high, span.high_closed))
    return Span(one.low, one.low_closed, last.high, last.high_closed)


def _outside(spans: Sequence[Span]) -> list[Span]:
    """Return what lies between, below and above spans that are in order and apart."""
    outside = []
    low, low_closed, is_open = None, False, True
    for span in spans:
        if span.low is not None:
            outside.append(Span(low, low_closed, span.low, not span.low_closed))
        low, low_closed = span.high, not span.high_closed
        is_open = span.high is not None
    return [*outside, *([Span(low, low_closed)] if is_open else [])]
