"""The QR that a citizen shows: a signed token that lives for a minute.

It names the card and the minute, nobody and nothing else.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sunhall.business.citizencards.rules.numbers import serial_of

KIND = "card-qr+jwt"
LIVES = timedelta(seconds=60)
SKEW = timedelta(seconds=5)
"""How far the clocks of the city's machines may be apart."""

MOST_LENGTH = 400
NONCE_BYTES = 9


class Fault(Enum):
    """Why a genuine token is not good now."""

    UNREADABLE = "unreadable"
    TOO_OLD = "too_old"
    TOO_NEW = "too_new"


def claims_for(number: str, nonce: str, moment: datetime) -> dict[str, Any]:
    """Return what a token says: the card, from when until when (seconds of the epoch), once."""
    issued = int(moment.timestamp())
    expires = issued + int(LIVES.total_seconds())
    return {"sub": number, "iat": issued, "exp": expires, "jti": nonce}


def fault_of(claims: Mapping[str, Any], moment: datetime) -> Fault | None:
    """Return why claims are not good at a moment; none if they are."""
    issued, expires, nonce = claims.get("iat"), claims.get("exp"), claims.get("jti")
    if not isinstance(issued, int) or not isinstance(expires, int):
        return Fault.UNREADABLE
    if serial_of(str(claims.get("sub"))) is None or not (isinstance(nonce, str) and nonce):
        return Fault.UNREADABLE
    now, skew = moment.timestamp(), SKEW.total_seconds()
    if now > expires + skew:
        return Fault.TOO_OLD
    return Fault.TOO_NEW if now < issued - skew else None
