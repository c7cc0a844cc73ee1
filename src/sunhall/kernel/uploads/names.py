"""Names of files as they may be kept: no paths, no disguise, one ending that says the truth."""

import re
import unicodedata
from itertools import takewhile

from sunhall.kernel.uploads.kinds import Kind

LENGTH = 100
UNFIT = re.compile(r'[<>:"|?*;%`$&\s]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


def clean_name(name: str, kind: Kind) -> str:
    """Return a name to keep a file under, with the ending of what it is.

    Control characters and those that turn the direction of writing go; so do all dots but one, so
    that `photo.jpg.exe` cannot pass for a photo nor for a program.
    """
    bare = re.split(r"[/\\]", name)[-1]
    ending = ENDING.search(bare)
    suffix = ending.group()[1:].lower() if ending else ""
    stem = bare[: ending.start()] if ending else bare
    shown = "".join(one for one in stem if unicodedata.category(one)[0] != "C")
    clean = UNFIT.sub("_", unicodedata.normalize("NFC", shown)).replace(".", "_").strip("_- ")
    if not clean or RESERVED.fullmatch(clean):
        clean = f"file_{clean}".rstrip("_")
    told = suffix if suffix in kind.suffixes else kind.suffixes[0]
    return f"{_fitting(clean, LENGTH - len(told) - 1)}.{told}"


def _fitting(text: str, most_bytes: int) -> str:
    """Return as much of a text as file systems take: their limit counts bytes."""
    size = 0

    def fits(letter: str) -> bool:
        nonlocal size
        size += len(letter.encode())
        return size <= 2 * most_bytes

    return "".join(takewhile(fits, text[:most_bytes]))
