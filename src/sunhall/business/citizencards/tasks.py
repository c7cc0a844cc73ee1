"""What the clock makes the citizen card do."""

from datetime import timedelta

from sunhall.business.citizencards import actions
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import daily, hourly

A_MONTH = timedelta(days=28)
MONTHS_AHEAD = 3


@daily("citizencards.oral_losses")
def lapse_oral_losses(by: Actor) -> int:
    """Lift the oral reports of loss that were not confirmed in time."""
    total = 0
    while done := actions.lapse_oral_losses(by):
        total += done
    return total


@daily("citizencards.expiry")
def expire_cards(by: Actor) -> int:
    """End the cards whose last day is over."""
    total = 0
    while done := actions.expire_cards(by):
        total += done
    return total


@daily("citizencards.months")
def add_months(by: Actor) -> int:
    """Make room for the looks of the months to come."""
    return actions.add_months(by, days=[by.today + A_MONTH * n for n in range(MONTHS_AHEAD)])


@hourly("citizencards.status_lists")
def publish_status_lists(by: Actor) -> int:
    """Publish the lists that changed; sign those again that would soon be too old."""
    actions.forget_used_qrs(by)
    return actions.publish_status_lists(by)
