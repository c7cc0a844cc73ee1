"""One thing that was looked at, and how it stands."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise

Text = str | Promise


class Level(IntEnum):
    """How something stands; the worst is the highest."""

    GREEN = 0
    YELLOW = 1
    RED = 2


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, and what to do unless all is well."""

    area: Text
    name: Text
    level: Level
    says: Text
    advice: Text = ""


def level_of(*, red: bool = False, yellow: bool = False) -> Level:
    """Return the graver of two levels, if either holds."""
    if red:
        return Level.RED
    return Level.YELLOW if yellow else Level.GREEN


def checked(area: Text, name: Text, level: Level, says: Text, advice: Text) -> Check:
    """Return a check, with advice only where there is something to do."""
    return Check(area, name, level, says, "" if level is Level.GREEN else advice)
