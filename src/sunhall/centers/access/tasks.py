"""What the clock makes the access center do."""

from sunhall.centers.access.actions import forget_what_ran_out
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import hourly


@hourly("access.sessions")
def forget(by: Actor) -> int:
    """Forget sessions, failures and codes that have run out."""
    return forget_what_ran_out(by)
