"""Filters: read into a tree, and asked of a resource. Standard: RFC 7644 3.4.2.2."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sunhall.centers.access.rules.scim.faults import ScimFault

MOST_CHARACTERS = 1000
DEEPEST = 10
OPERATORS = ("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le")
TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()\[\]])|(?P<word>[^\s()\[\]"]+))"""
)
NAME = re.compile(r"(?:urn:[\w:.\-]+:)?[A-Za-z$][\w\-$]*(?:\.[A-Za-z$][\w\-$]*)?", re.ASCII)

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An attribute compared with a value; `path` is in lower case."""

    path: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Present:
    """An attribute has a value."""

    path: str


@dataclass(frozen=True, slots=True)
class Negation:
    """What does not hold."""

    term: "Filter"


@dataclass(frozen=True, slots=True)
class Combination:
    """Several that all hold, or one of which holds."""

    is_all: bool
    terms: tuple["Filter", ...]


Filter = Comparison | Present | Negation | Combination


def parse(text: str) -> Filter:
    """Return the filter a text says.

    Raises:
        ScimFault: it is none (400, invalidFilter).
    """
    if len(text) > MOST_CHARACTERS:
        raise _invalid("too long")
    reader = _Reader(_tokens(text))
    found = reader.any_of(0)
    if reader.tokens:
        raise _invalid(f"unexpected {reader.tokens[0]}")
    return found


def holds(condition: Filter, resource: Mapping[str, Any]) -> bool:
    """Tell whether a filter holds for a resource."""
    if isinstance(condition, Negation):
        return not holds(condition.term, resource)
    if isinstance(condition, Combination):
        found = (holds(term, resource) for term in condition.terms)
        return all(found) if condition.is_all else any(found)
    values = values_at(resource, condition.path)
    if isinstance(condition, Present):
        return any(value not in (None, "", []) for value in values)
    if condition.operator == "ne":
        return not any(_compare("eq", value, condition.value) for value in values)
    return any(_compare(condition.operator, value, condition.value) for value in values)


def values_at(resource: Mapping[str, Any], path: str) -> list[Any]:
    """Return the values of an attribute; of a list of complex values, of each its `value`."""
    urn, name = split_path(path)
    inside: Any = resource
    if urn:
        inside = next((v for k, v in resource.items() if k.lower() == urn), resource)
    found = [inside]
    for part in name.split("."):
        found = [value for one in found for value in _children(one, part)]
    return [one.get("value") if isinstance(one, Mapping) else one for one in found]


def split_path(path: str) -> tuple[str, str]:
    """Return the schema a path names, in lower case, and the rest."""
    if not path.lower().startswith("urn:"):
        return "", path
    urn, _colon, name = path.rpartition(":")
    # A schema's own version has a dot: the name is what follows the last colon
    return urn.lower(), name


def _children(one: Any, part: str) -> list[Any]:
    if not isinstance(one, Mapping):
        return []
    found = next((value for key, value in one.items() if key.lower() == part.lower()), None)
    if found is None:
        return []
    return list(found) if isinstance(found, list | tuple) else [found]


def _compare(operator: str, held: Any, wanted: Value) -> bool:
    if isinstance(held, bool) or isinstance(wanted, bool) or wanted is None:
        return operator == "eq" and held is wanted
    if isinstance(held, str) != isinstance(wanted, str):
        return False
    if isinstance(held, str):
        held, wanted = held.lower(), str(wanted).lower()
        if operator in TEXTUAL:
            return TEXTUAL[operator](held, wanted)
    return bool(ORDER[operator](held, wanted)) if operator in ORDER else False


TEXTUAL: dict[str, Callable[[str, str], bool]] = {
    "co": lambda held, wanted: wanted in held,
    "sw": lambda held, wanted: held.startswith(wanted),
    "ew": lambda held, wanted: held.endswith(wanted),
}
ORDER: dict[str, Any] = {
    "eq": lambda held, wanted: held == wanted,
    "gt": lambda held, wanted: held > wanted,
    "ge": lambda held, wanted: held >= wanted,
    "lt": lambda held, wanted: held < wanted,
    "le": lambda held, wanted: held <= wanted,
}


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise _invalid(f"unreadable at {at}")
        found.append(match[0].strip())
        at = match.end()
    return found


class _Reader:
    """Takes the tokens of a filter one after another."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = list(tokens)

    def any_of(self, depth: int) -> Filter:
        return self._joined("or", depth)

    def _joined(self, word: str, depth: int) -> Filter:
        terms = [self._part(word, depth)]
        while self._next_is(word):
            self.tokens.pop(0)
            terms.append(self._part(word, depth))
        return terms[0] if len(terms) == 1 else Combination(word == "and", tuple(terms))

    def _part(self, word: str, depth: int) -> Filter:
        return self._joined("and", depth) if word == "or" else self._term(depth)

    def _term(self, depth: int) -> Filter:
        if depth > DEEPEST:
            raise _invalid("too deep")
        if self._next_is("not"):
            self.tokens.pop(0)
            return Negation(self._group(depth))
        if self._next_is("("):
            return self._group(depth)
        return self._expression()

    def _group(self, depth: int) -> Filter:
        self._expect("(")
        inner = self.any_of(depth + 1)
        self._expect(")")
        return inner

    def _expression(self) -> Filter:
        name, operator = self._take(), self._take().lower()
        if not NAME.fullmatch(name):
            raise _invalid(f"no attribute: {name}")
        if operator == "pr":
            return Present(name.lower())
        if operator not in OPERATORS:
            raise _invalid(f"no operator: {operator}")
        return Comparison(name.lower(), operator, _value(self._take()))

    def _take(self) -> str:
        if not self.tokens:
            raise _invalid("ends too early")
        return self.tokens.pop(0)

    def _expect(self, mark: str) -> None:
        if self._take() != mark:
            raise _invalid(f"{mark} expected")

    def _next_is(self, word: str) -> bool:
        return bool(self.tokens) and self.tokens[0].lower() == word


def _value(token: str) -> Value:
    try:
        value = json.loads(token)
    except ValueError:
        raise _invalid(f"no value: {token}") from None
    if isinstance(value, list | dict) or value != value:
        raise _invalid(f"no value: {token}")
    found: Value = value
    return found


def _invalid(detail: str) -> ScimFault:
    return ScimFault(400, detail, "invalidFilter")
