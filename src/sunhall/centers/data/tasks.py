"""What the clock makes the data center do."""

from sunhall.centers.data import actions
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import daily


@daily("data.expiry")
def expire_licenses(by: Actor) -> int:
    """End the licenses whose last day is over."""
    total = 0
    while done := actions.expire_licenses(by):
        total += done
    return total
