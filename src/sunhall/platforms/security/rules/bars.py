"""Counts as bars of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 720, 120, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands in the picture, and what it says."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int


def bars_of(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Return a bar for each count, the highest as high as the picture."""
    most = max((count for _label, count in counts), default=0) or 1
    step = WIDTH / max(len(counts), 1)
    return [
        Bar(
            round(place * step, 1),
            round(HEIGHT - HEIGHT * count / most, 1),
            round(step - GAP, 1),
            round(HEIGHT * count / most, 1),
            label,
            count,
        )
        for place, (label, count) in enumerate(counts)
    ]
