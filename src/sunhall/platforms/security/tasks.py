"""What the clock makes the security platform do."""

from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import hourly
from sunhall.platforms.security import actions


@hourly("security.files")
def scan_files(by: Actor) -> int:
    """Scan what was kept while the scanner was down."""
    return actions.scan_waiting(by)
