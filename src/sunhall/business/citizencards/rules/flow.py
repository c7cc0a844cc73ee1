"""The life of a card: what may follow what, and for how long things hold."""

from collections.abc import Mapping
from datetime import date, timedelta

from sunhall.business.citizencards.choices import ENDED, CardState

S = CardState
PATHS: Mapping[str, frozenset[str]] = {
    S.APPLIED: frozenset({S.PRODUCING, S.CANCELLED}),
    S.PRODUCING: frozenset({S.MADE, S.APPLIED, S.CANCELLED}),
    S.MADE: frozenset({S.AT_COUNTER, S.CANCELLED, S.EXPIRED}),
    S.AT_COUNTER: frozenset({S.IN_USE, S.CANCELLED, S.EXPIRED}),
    S.IN_USE: frozenset({S.LOST_ORALLY, S.LOST, S.REPLACED, S.CANCELLED, S.EXPIRED}),
    S.LOST_ORALLY: frozenset({S.LOST, S.IN_USE, S.REPLACED, S.CANCELLED, S.EXPIRED}),
    S.LOST: frozenset({S.IN_USE, S.REPLACED, S.CANCELLED, S.EXPIRED}),
    **{ended: frozenset() for ended in ENDED},
}
"""What may follow what; a trigger of the database holds the same, and a test holds them equal."""

ORAL_LOSS_DAYS = 7
"""For how many days after the report an oral one holds, in calendar days."""

VALID_YEARS = 10


def may_follow(state: str, next_state: str) -> bool:
    """Tell whether a card may go from a state to another."""
    return next_state in PATHS[state]


def oral_loss_until(day: date) -> date:
    """Return the last day on which a loss reported by word of mouth holds."""
    return day + timedelta(days=ORAL_LOSS_DAYS)


def valid_until(day: date) -> date:
    """Return the last day of a card that is made on a day."""
    try:
        end = day.replace(year=day.year + VALID_YEARS)
    except ValueError:
        end = date(day.year + VALID_YEARS, 3, 1)
    return end - timedelta(days=1)
