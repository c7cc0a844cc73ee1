"""Read the QR on a document, as a phone's camera does: dark modules in, an address out."""

import re
from collections.abc import Iterator

from sunhall.business.penalties.tests.pdf import first_page

Modules = list[list[bool]]

DARK = re.compile(rb"(\d+) (\d+)\.5 m (\d+) \2\.5 l")
LARGEST = 29
"""Up to this many modules a side (version 3, level M) all codewords are one block."""

BYTES = 0b0100
MASKS = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
"""Where a mask flips what is written, by row and column. Source: ISO/IEC 18004, table 10."""


def address_on(pdf: bytes) -> str:
    """Return the address in the QR on the first page of a document."""
    modules = _modules(first_page(pdf))
    bits = "".join("01"[bit] for bit in _written(modules))
    assert int(bits[:4], 2) == BYTES
    length = int(bits[4:12], 2)
    return int(bits[12 : 12 + 8 * length], 2).to_bytes(length).decode()


def _modules(page: bytes) -> Modules:
    """Return the dark modules, drawn as strokes along their rows."""
    strokes = [[int(number) for number in found] for found in DARK.findall(page)]
    size = max(end for _start, _row, end in strokes)
    assert size <= LARGEST
    modules = [[False] * size for _row in range(size)]
    for start, row, end in strokes:
        modules[row][start:end] = [True] * (end - start)
    return modules


def _written(modules: Modules) -> Iterator[bool]:
    """Yield the bits of the codewords: two columns at a time, upwards and downwards in turn."""
    size = len(modules)
    format_bits = modules[8]
    flips = MASKS[4 * (not format_bits[2]) + 2 * format_bits[3] + (not format_bits[4])]
    rows = range(size - 1, -1, -1)
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for row in rows:
            for column in (right, right - 1):
                if not _is_pattern(row, column, size):
                    yield modules[row][column] ^ flips(row, column)
        rows = rows[::-1]


def _is_pattern(row: int, column: int, size: int) -> bool:
    """Tell whether a module belongs to the pattern by which a QR is found and aligned."""
    top, left, bottom, right = row < 9, column < 9, row >= size - 8, column >= size - 8
    is_corner = (top and (left or right)) or (bottom and left)
    is_timing = 6 in (row, column)
    is_alignment = size > 21 and abs(row - size + 7) <= 2 and abs(column - size + 7) <= 2
    return is_corner or is_timing or is_alignment
