"""Files that are small to send and huge to open."""

import struct
import zipfile

from sunhall.kernel.sheet_guard import Limits, UnsafeSheetError, check_archive
from sunhall.kernel.uploads.kinds import OFFICE_FILES, Kind

MOST_PIXELS = 250_000_000
"""More than any camera in an officer's hand takes."""

START_OF_FRAME = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}


def is_bomb(content: bytes, kind: Kind) -> bool:
    """Tell whether opening a file would take far more room than it does itself."""
    if kind in OFFICE_FILES:
        try:
            check_archive(content, Limits())
        except (UnsafeSheetError, zipfile.BadZipFile):
            return True
        return False
    width, height = dimensions(content, kind)
    return width * height > MOST_PIXELS


def dimensions(content: bytes, kind: Kind) -> tuple[int, int]:
    """Return width and height in pixels as a picture declares them; zeros where it does not."""
    try:
        match kind:
            case Kind.PNG:
                return _pair(">II", content, 16)
            case Kind.GIF:
                return _pair("<HH", content, 6)
            case Kind.JPEG:
                return _of_jpeg(content)
            case Kind.WEBP:
                return _of_webp(content)
            case Kind.HEIF:
                return _of_heif(content)
            case _:
                return 0, 0
    except (struct.error, IndexError):
        return 0, 0


def _pair(form: str, content: bytes, place: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, content, place)
    return first, second


def _of_jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if marker in START_OF_FRAME:
            height, width = _pair(">HH", content, place + 5)
            return width, height
        place += 2 if marker in WITHOUT_LENGTH else 2 + _pair(">HH", content, place + 2)[0]
    return 0, 0


def _of_webp(content: bytes) -> tuple[int, int]:
    form = content[12:16]
    if form == b"VP8X":
        width = int.from_bytes(content[24:27], "little")
        return width + 1, int.from_bytes(content[27:30], "little") + 1
    if form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = _pair("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _of_heif(content: bytes) -> tuple[int, int]:
    """Return the largest of the sizes declared anywhere in the file's head."""
    head, place, found = content[:65_536], 0, (0, 0)
    while (place := head.find(b"ispe", place) + 1) > 0:
        width, height = _pair(">II", content, place + 7)
        found = max(found, (width, height), key=lambda size: size[0] * size[1])
    return found
