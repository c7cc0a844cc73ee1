"""What is different between two versions of an item, element by element."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sunhall.directory.choices import ItemElement
from sunhall.directory.rules.items.document import Item, write_item


@dataclass(frozen=True, slots=True)
class ElementChange:
    """An element that differs: its lines before and after, those that stay left out."""

    element: ItemElement
    before: tuple[str, ...]
    after: tuple[str, ...]


def compare(before: Item, after: Item) -> list[ElementChange]:
    """Return the elements that differ, in the order of the standard."""
    old, new = write_item(before), write_item(after)
    changes = []
    for element in ItemElement:
        if element is ItemElement.BASES or old[element.value] == new[element.value]:
            continue
        lines, others = (tuple(lines_of(one[element.value])) for one in (old, new))
        changes.append(
            ElementChange(
                element,
                tuple(line for line in lines if line not in others),
                tuple(line for line in others if line not in lines),
            )
        )
    return changes


def lines_of(value: Any) -> Iterator[str]:
    """Yield a value as lines: one a row, one a field."""
    if isinstance(value, list):
        for row in value:
            yield _row(row)
    elif isinstance(value, Mapping):
        yield from (f"{name}={_row(one)}" for name, one in value.items() if one not in ("", None))
    elif value not in ("", None):
        yield str(value)


def _row(row: Any) -> str:
    if isinstance(row, Mapping):
        return " · ".join(_row(one) for one in row.values() if one not in ("", None, []))
    return str(row)
