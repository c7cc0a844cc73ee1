"""What a document says, read back from its bytes."""

import re
import zlib
from collections.abc import Iterator

PAGE = re.compile(rb"/Type/Page/Resources (\d+) 0 R.*?/Contents (\d+) 0 R", re.S)
FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
CODE = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>", re.M | re.I)
PLAIN = rb"\\.|[^\\()]"
NESTED = rb"\((?:" + PLAIN + rb"|\((?:" + PLAIN + rb")*\))*\)"
STRING = rb"\(((?:" + PLAIN + rb"|" + NESTED + rb")*)\)|<([0-9A-Fa-f]*)>"
RUN = re.compile(rb"/(f\d+) [\d.]+ Tf|(\[(?:" + STRING + rb"|[-\d.\s])*\])\s*TJ", re.S)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.S)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """Return the text of a document's pages as its fonts spell it, without any space."""
    return "".join("".join(_runs(pdf, page)) for page in PAGE.finditer(pdf)).replace(" ", "")


def page_count(pdf: bytes) -> int:
    """Count the pages of a document."""
    return len(PAGE.findall(pdf))


def first_page(pdf: bytes) -> bytes:
    """Return how the first page of a document is drawn."""
    page = PAGE.search(pdf)
    assert page
    return _stream(_object(pdf, int(page[2])))


def _runs(pdf: bytes, page: re.Match[bytes]) -> Iterator[str]:
    """Yield the runs of text of one page."""
    fonts = {
        name: _letters(pdf, _object(pdf, int(number)))
        for name, number in FONT.findall(_object(pdf, int(page[1])))
    }
    spelled: dict[bytes, str] = {}
    for run in RUN.finditer(_stream(_object(pdf, int(page[2])))):
        spelled = fonts[run[1]] if run[1] else spelled
        for plain, hexed in re.findall(STRING, run[2] or b"", re.S):
            codes = ESCAPED.sub(_unescaped, plain) or bytes.fromhex(hexed.decode())
            yield "".join(spelled[codes[at : at + 2]] for at in range(0, len(codes), 2))


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """Return the byte that an escape of a literal string stands for."""
    if len(escape[1]) == 3:
        return bytes([int(escape[1], 8)])
    return LETTERS.get(escape[1], escape[1])


def _letters(pdf: bytes, font: bytes) -> dict[bytes, str]:
    """Return which letters the codes of a font stand for."""
    number = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert number
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code, letter in CODE.findall(_stream(_object(pdf, int(number[1]))))
    }


def _object(pdf: bytes, number: int) -> bytes:
    """Return one object of a document."""
    found = re.search(rb"\n%d 0 obj\s(.*?)\nendobj" % number, pdf, re.S)
    assert found
    return found[1]


def _stream(written: bytes) -> bytes:
    """Return what the stream of an object holds, unpacked."""
    found = re.search(rb"stream\r?\n(.*)\r?\nendstream", written, re.S)
    assert found
    return zlib.decompress(found[1]) if b"/FlateDecode" in written else found[1]
