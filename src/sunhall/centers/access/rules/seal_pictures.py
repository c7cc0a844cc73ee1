"""The picture of a seal, and the page of a PDF that shows it."""

import json
import struct

import typst

MAX_BYTES = 1024 * 1024
SIDES = range(100, 2001)
SIZE_MM = 42
"""The diameter of a city department's seal. Law: 国发〔1999〕25号."""

PNG = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">8sI4sII")
PAGE = f"""
#set page(width: {SIZE_MM}mm, height: {SIZE_MM}mm, margin: 0mm, fill: none)
#let picture = bytes(json(bytes(sys.inputs.picture)))
#image(picture, format: "png", width: 100%, height: 100%, fit: "contain")
"""


def seal_page(picture: bytes) -> bytes:
    """Return a PDF of one page, as large as the seal, with its picture.

    Raises:
        ValueError: it is no PNG, too large, too small, or broken.
    """
    if not HEADER.size <= len(picture) <= MAX_BYTES:
        raise ValueError("wrong size")
    mark, _length, kind, width, height = HEADER.unpack_from(picture)
    if (mark, kind) != (PNG, b"IHDR") or width not in SIDES or height not in SIDES:
        raise ValueError("no PNG of a fitting size")
    try:
        numbers = json.dumps(list(picture))
        return typst.compile(PAGE.encode(), format="pdf", sys_inputs={"picture": numbers})
    except typst.TypstError as error:
        raise ValueError("broken") from error
