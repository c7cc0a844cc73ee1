"""How often one may fail to sign on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MAX_FAILURES = 5
MAX_FAILURES_OF_AN_ADDRESS = 50
"""A whole office, or a whole village, may stand behind one address."""

WINDOW = timedelta(minutes=15)


def minutes_to_wait(
    failures: Sequence[datetime], moment: datetime, most: int = MAX_FAILURES
) -> int:
    """Return how many minutes (rounded up) to wait before trying again; 0 lets try.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> minutes_to_wait([noon - timedelta(minutes=5)] * 5, noon)
    10
    """
    recent = sorted(at for at in failures if moment - at < WINDOW)
    if len(recent) < most:
        return 0
    wait = recent[-most] + WINDOW - moment
    return max(1, -(-int(wait.total_seconds()) // 60))
