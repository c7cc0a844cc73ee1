"""Pinyin initials of Chinese text, from the order of GB 2312.

The first plane of GB 2312 (3,755 common characters) is ordered by pinyin, so the place of a
character in it tells its first letter. A character outside it has none. Law: GB 2312-1980.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

FIRST, LAST = 0xB0A1, 0xD7F9
STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC,
    0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9,
    0xD4D1,
)  # fmt: skip
LETTERS = "abcdefghjklmnopqrstwxyz"
LONGEST = 24
SHORTEST = 2
TYPED = re.compile(rf"[a-z]{{{SHORTEST},{LONGEST}}}")


def initials(text: str) -> str:
    """Return the first letters of a text's characters; letters and digits stay, the rest goes."""
    return "".join(map(_initial, unicodedata.normalize("NFKC", text).lower()))


def suffixes_of_initials(texts: Iterable[str]) -> list[str]:
    """Return the initials of texts from each of their characters on, to be found by beginning."""
    found: dict[str, None] = {}
    for text in texts:
        letters = initials(text)[:LONGEST]
        found.update(dict.fromkeys(letters[at:] for at in range(len(letters) - SHORTEST + 1)))
    return list(found)


def is_typed_initials(text: str) -> bool:
    """Tell whether somebody may have typed initials."""
    return TYPED.fullmatch(text.strip().lower()) is not None


def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    code = int.from_bytes(character.encode("gb2312", errors="ignore"))
    return LETTERS[bisect_right(STARTS, code) - 1] if FIRST <= code <= LAST else ""
