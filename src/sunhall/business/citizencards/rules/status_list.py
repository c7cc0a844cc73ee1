"""A status of every card in two bits, so that a card's is found offline in one step.

Law: IETF draft-ietf-oauth-status-list (Token Status List): bits are counted from the low end of
each byte; the list is compressed by zlib.
"""

import zlib
from collections.abc import Iterable
from enum import IntEnum

from sunhall.business.citizencards.choices import CardState

BITS = 2
CARDS_A_BYTE = 8 // BITS
MASK = (1 << BITS) - 1
LEVEL = 6
"""How hard zlib tries: the ninth part more than at most, in the fifteenth part of the time."""

CARDS_A_LIST = 1 << 20
"""How many cards one list speaks of; what changes touches one list of some dozen kilobytes."""


class Status(IntEnum):
    """What a list says of a card. Law: Token Status List, section 7.1."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2
    NOT_IN_USE = 3


STATUS_OF = {
    CardState.APPLIED: Status.NOT_IN_USE,
    CardState.PRODUCING: Status.NOT_IN_USE,
    CardState.MADE: Status.NOT_IN_USE,
    CardState.AT_COUNTER: Status.NOT_IN_USE,
    CardState.IN_USE: Status.VALID,
    CardState.LOST_ORALLY: Status.SUSPENDED,
    CardState.LOST: Status.SUSPENDED,
    CardState.REPLACED: Status.INVALID,
    CardState.CANCELLED: Status.INVALID,
    CardState.EXPIRED: Status.INVALID,
}


def place_of(serial: int) -> tuple[int, int]:
    """Return the list that speaks of a card, and the card's index in it; both count from 0."""
    return divmod(serial, CARDS_A_LIST)


def empty_list() -> bytearray:
    """Return a list that calls no card valid: all that have not been issued are not in use."""
    return bytearray(b"\xff") * (CARDS_A_LIST // CARDS_A_BYTE)


def write(content: bytearray, statuses: Iterable[tuple[int, str]]) -> None:
    """Write the statuses of cards, by serial and state; all must be of this list."""
    for serial, state in statuses:
        byte, place = divmod(serial % CARDS_A_LIST, CARDS_A_BYTE)
        shift = place * BITS
        content[byte] = content[byte] & ~(MASK << shift) | STATUS_OF[CardState(state)] << shift


def status_at(content: bytes, index: int) -> Status:
    """Return what a list says of the card at an index."""
    byte, place = divmod(index, CARDS_A_BYTE)
    return Status(content[byte] >> place * BITS & MASK)


def compressed(content: bytes) -> bytes:
    """Return a list as it goes over the wire."""
    return zlib.compress(content, LEVEL)
