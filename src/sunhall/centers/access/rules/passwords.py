"""Which passwords are good enough."""

from collections.abc import Collection, Iterable
from itertools import pairwise

MIN_LENGTH = 10
MAX_LENGTH = 200
SHORTEST_PART = 4
"""Shorter personal words, such as a name of two characters, may occur in a password."""


def fault_of(password: str, personal: Iterable[str], commonest: Collection[str]) -> str:
    """Return what is wrong with a password, as the code of a fault; empty if nothing is.

    `personal` are the login, the name and the numbers of whoever will use it.

    >>> fault_of("short", [], set())
    'short'
    >>> fault_of("zhang-jianguo", ["Zhang-Jianguo"], set())
    'personal'
    >>> fault_of("一二三四五六七八九十", [], set())
    ''
    """
    plain = password.casefold()
    if len(password) < MIN_LENGTH:
        return "short"
    if len(password) > MAX_LENGTH:
        return "long"
    if len(set(plain)) < SHORTEST_PART or plain in commonest or is_row(plain):
        return "common"
    words = [word.casefold() for word in personal]
    if any(word == plain or is_most_of(word, plain) for word in words):
        return "personal"
    return ""


def is_most_of(word: str, password: str) -> bool:
    """Tell whether a word makes up half of a password or more.

    >>> is_most_of("198811070021", "198811070021!")
    True
    """
    return len(word) >= SHORTEST_PART and word in password and 2 * len(word) >= len(password)


def is_row(password: str) -> bool:
    """Tell whether each character follows the one before: 0123456789, zyxwvutsrq.

    >>> is_row("0123456789")
    True
    """
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(steps) == 1 and abs(steps.pop()) <= 1
