"""How often one may fail to sign on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MAX_FAILURES = 5
WINDOW = timedelta(minutes=15)


def minutes_to_wait(failures: Sequence[datetime], moment: datetime) -> int:
    """Return how many minutes (rounded up) a login must wait; 0 lets it try.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> minutes_to_wait([noon - timedelta(minutes=5)] * 5, noon)
    10
    """
    recent = sorted(at for at in failures if moment - at < WINDOW)
    if len(recent) < MAX_FAILURES:
        return 0
    wait = recent[-MAX_FAILURES] + WINDOW - moment
    return max(1, -(-int(wait.total_seconds()) // 60))
