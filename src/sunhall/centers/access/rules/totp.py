"""One-time codes of an authenticator app (RFC 6238): six digits that live for 30 seconds."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime

PERIOD_SECONDS = 30
DIGITS = 6
TOLERANCE = 1
"""How many periods the clock of a phone may be ahead or behind."""


def counter_of(secret: str, code: str, moment: datetime, after: int = 0) -> int | None:
    """Return the period a code is of, if it is of one near the moment and later than `after`.

    Whoever keeps the period as the next `after` accepts no code twice.

    >>> from datetime import UTC
    >>> key = base64.b32encode(b"12345678901234567890").decode()
    >>> counter_of(key, "287082", datetime.fromtimestamp(59, UTC))
    1
    """
    now = int(moment.timestamp()) // PERIOD_SECONDS
    for counter in range(now - TOLERANCE, now + TOLERANCE + 1):
        is_right = hmac.compare_digest(code_of(secret, counter).encode(), code.encode())
        if is_right and counter > after:
            return counter
    return None


def code_of(secret: str, counter: int) -> str:
    """Return the code of a period (RFC 4226, HMAC-SHA-1)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"
