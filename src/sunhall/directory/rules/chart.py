"""Where the boxes and lines of an organization chart go: one column, narrow enough for a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH = 380
INDENT = 22
BOX_HEIGHT = 36
NOTED_HEIGHT = 50
GAP = 10
MARGIN = 4
PADDING = 10
CHARACTER_WIDTH = 14
DEEPEST = 8
"""Boxes further down stand no further to the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What one box shows: its name, a note under it, where it leads, and what stands below."""

    name: str
    note: str = ""
    url: str = ""
    tone: str = "stone"
    below: Sequence["Unit"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A unit in its place; `label` is its name as far as the box holds it."""

    unit: Unit
    label: str
    x: int
    y: int
    width: int
    height: int

    @property
    def text_x(self) -> int:
        """Return where the text begins."""
        return self.x + PADDING

    @property
    def text_y(self) -> int:
        """Return the base line of the name."""
        return self.y + 23

    @property
    def note_y(self) -> int:
        """Return the base line of the note."""
        return self.y + 41

    @property
    def middle(self) -> int:
        """Return the height at which a line reaches the box."""
        return self.y + BOX_HEIGHT // 2


@dataclass(slots=True)
class Chart:
    """A chart laid out; `lines` are paths."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    height: int = MARGIN
    width: int = WIDTH


def lay_out(units: Iterable[Unit]) -> Chart:
    """Return the chart of some units with all that stands below them."""
    chart = Chart()
    for unit in units:
        _place(chart, unit, 0)
    chart.height += MARGIN - GAP if chart.boxes else 0
    return chart


def _place(chart: Chart, unit: Unit, depth: int) -> Box:
    x = MARGIN + min(depth, DEEPEST) * INDENT
    width = WIDTH - x - MARGIN
    box = Box(
        unit=unit,
        label=_cut(unit.name, (width - 2 * PADDING) // CHARACTER_WIDTH),
        x=x,
        y=chart.height,
        width=width,
        height=NOTED_HEIGHT if unit.note else BOX_HEIGHT,
    )
    chart.boxes.append(box)
    chart.height += box.height + GAP
    last = None
    for below in unit.below:
        last = _place(chart, below, depth + 1)
        chart.lines.append(f"M{x + PADDING} {last.middle}H{last.x}")
    if last is not None:
        chart.lines.append(f"M{x + PADDING} {box.y + box.height}V{last.middle}")
    return box


def _cut(text: str, room: int) -> str:
    """Return as much of a text as fits; two Latin letters take the room of one character."""
    taken = 0.0
    for kept, character in enumerate(text):
        taken += 0.6 if character.isascii() else 1
        if taken > room:
            return text[: kept - 1] + "…"
    return text
