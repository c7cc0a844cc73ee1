"""What the clock makes the penalties system do."""

from datetime import timedelta

from sunhall.business.penalties import actions
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import daily


@daily("penalties.obligations")
def watch_obligations(by: Actor) -> int:
    """Speak of the time limits that come near, run out, or have long run out."""
    total = 0
    while count := actions.watch_obligations(by):
        total += count
    return total


@daily("penalties.publications")
def take_down_expired(by: Actor) -> int:
    """Take down the decisions that have been shown for their time."""
    total = 0
    while count := actions.take_down_expired(by):
        total += count
    return total


@daily("penalties.officers")
def count_officers(by: Actor) -> int:
    """Count on the first of a month what officers did in the month before."""
    if by.today.day != 1:
        return 0
    past = by.today - timedelta(days=1)
    return actions.count_officers(by, year=past.year, month=past.month)
