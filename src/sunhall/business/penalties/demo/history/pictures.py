"""Small pictures: what a camera would have seen, in a handful of pixels."""

import random
import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
WIDTH, HEIGHT = 48, 32
ROAD, WALL, GOODS = (112, 116, 120), (196, 188, 172), (178, 84, 62)


def picture(rng: random.Random) -> bytes:
    """Return a PNG of a wall, a road and somebody's goods on it; no two are alike."""
    left, top = rng.randrange(WIDTH - 16), rng.randrange(14, HEIGHT - 10)
    tint = rng.randrange(40)
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        for x in range(WIDTH):
            is_goods = left <= x < left + 14 and top <= y < top + 8
            color = GOODS if is_goods else WALL if y < HEIGHT // 3 else ROAD
            rows += bytes(max(0, value - tint) for value in color)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
