"""What the clock makes the workflow platform do."""

from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import hourly
from sunhall.platforms.workflow import actions


@hourly("workflow.timers")
def fire_timers(by: Actor) -> int:
    """Let the timers that are due go off."""
    total = 0
    while count := actions.fire_due(by):
        total += count
    return total


@hourly("workflow.clocks")
def reckon_clocks(by: Actor) -> int:
    """Let the open time limits follow the calendar."""
    total = 0
    while count := actions.reckon_clocks(by):
        total += count
    return total
