"""Half-open periods of days; no start is before the records, no end is open."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, but not including, `end`."""

    start: date | None
    end: date | None

    @property
    def is_empty(self) -> bool:
        """Tell whether it ends before or when it starts."""
        return self.start is not None and self.end is not None and self.end <= self.start

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two have a day in common."""
        return _before(self.start, other.end) and _before(other.start, self.end)


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end
