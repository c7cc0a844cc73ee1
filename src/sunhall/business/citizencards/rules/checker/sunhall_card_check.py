#!/usr/bin/env python3
"""Check a citizen card (市民卡) offline. Python 3.8 or later, no packages, no network.

    python sunhall_card_check.py LIST... --key sunhall_card_key.pem --number 3702000000001H
    python sunhall_card_check.py LIST... --key sunhall_card_key.pem --qr TOKEN

LIST is a status list as the city hands it out, one for every 1,048,576 cards; fetch it again
within a day. TOKEN is what the QR on the holder's phone says; it lives for 60 seconds, and the
clocks may be --skew seconds apart. Offline nobody knows whether a QR was shown before: look at
the time, and at the person. This second opinion shares no code with the system. Lists are those
of the IETF draft Token Status List, signatures ES256. Exit code 0: the card is good.
"""

# mypy: ignore-errors
# ruff: noqa: T201, UP031

import argparse
import base64
import hashlib
import json
import re
import sys
import time
import zlib

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBER = re.compile(r"3702([0-9]{9})[0-9A-Z]")
CARDS_A_LIST = 1 << 20
STATUSES = ("valid", "invalid", "suspended", "not_in_use")

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
KEY_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")

WORDS = {
    "valid": ("有效：卡 %s 正在使用", "VALID: card %s is in use"),
    "invalid": ("无效：卡 %s 已经注销、补换或者到期", "NOT VALID: card %s has ended"),
    "suspended": ("无效：卡 %s 已经挂失", "NOT VALID: card %s has been reported lost"),
    "not_in_use": ("无效：卡 %s 没有发出或者没有激活", "NOT VALID: card %s is not in use"),
    "number": ("不是本市的卡号：%s", "not the number of a card of this city: %s"),
    "signature": ("签名无效：%s", "the signature is invalid: %s"),
    "old_list": ("清单已经过期，请重新下载：%s", "the list is too old, fetch it again: %s"),
    "no_list": (
        "没有给出卡 %s 所在的清单（第 %s 号）",
        "card %s needs list %s, which is not given",
    ),
    "old_qr": ("二维码已经过期", "the QR is too old"),
    "new_qr": ("二维码的时间在将来，请核对时钟", "the QR is of the future; look at your clock"),
}


class Refused(Exception):
    """The card cannot be called good; the word says why."""


def decode(text):
    """Read Base64 in the letters of addresses, without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def add(one, other):
    """Add two points of the curve; None is the point at infinity."""
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(number, point):
    """Multiply a point of the curve by a number."""
    total = None
    while number:
        if number & 1:
            total = add(total, point)
        number, point = number >> 1, add(point, point)
    return total


def read_key(pem):
    """Return the point of a public key in PEM."""
    lines = pem.strip().splitlines()
    der = base64.b64decode("".join(lines[1:-1]), validate=True)
    if der[:27] != KEY_PREFIX or len(der) != 91:
        raise ValueError("not a key on the curve P-256")
    x, y = (int.from_bytes(der[at : at + 32], "big") for at in (27, 59))
    if max(x, y) >= P or (y * y - (x * x * x - 3 * x + B)) % P:
        raise ValueError("the key is not on the curve")
    return x, y


def is_signed(text, signature, key):
    """Tell whether a text bears the key's signature of 64 bytes."""
    if len(signature) != 64:
        return False
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(hashlib.sha256(text.encode("ascii")).digest(), "big")
    inverse = pow(s, -1, N)
    point = add(times(digest * inverse % N, G), times(r * inverse % N, key))
    return point is not None and point[0] % N == r


def claims_of(token, kind, key, name):
    """Return the claims of a token of a kind that the key has signed."""
    text, _dot, signature = token.strip().rpartition(".")
    header, claims = (json.loads(decode(part)) for part in text.split("."))
    is_kind = header.get("typ") == kind and header.get("alg") == "ES256"
    if not is_kind or not is_signed(text, decode(signature), key):
        raise Refused("signature", name)
    return claims


def check_character(body):
    """Return the check character of digits (GB/T 17710, ISO 7064 MOD 37,36)."""
    product = 36
    for character in body:
        total = (product + LETTERS.index(character)) % 36
        product = (total or 36) * 2 % 37
    return LETTERS[(37 - product) % 36]


def serial_of(number):
    """Return the serial in a card's number."""
    found = NUMBER.fullmatch(number)
    if not found or check_character(number[:-1]) != number[-1] or not int(found.group(1)):
        raise Refused("number", number)
    return int(found.group(1))


def number_in_qr(token, key, now, skew):
    """Return the number in a QR that is good now."""
    claims = claims_of(token, "card-qr+jwt", key, "QR")
    if now > claims["exp"] + skew:
        raise Refused("old_qr")
    if now < claims["iat"] - skew:
        raise Refused("new_qr")
    return claims["sub"]


def status_of(number, lists, key, now):
    """Return what the lists say of a card: one look at two bits."""
    serial = serial_of(number)
    wanted, index = divmod(serial, CARDS_A_LIST)
    for name, token in lists:
        claims = claims_of(token, "statuslist+jwt", key, name)
        if claims["sub"].rpartition("/")[2] != str(wanted):
            continue
        if now > claims["exp"]:
            raise Refused("old_list", name)
        bits = claims["status_list"]["bits"]
        content = zlib.decompress(decode(claims["status_list"]["lst"]))
        byte, place = divmod(index * bits, 8)
        return STATUSES[content[byte] >> place & (1 << bits) - 1]
    raise Refused("no_list", number, wanted)


def main():
    """Check a card; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("lists", nargs="+", metavar="LIST")
    parser.add_argument("--key", required=True, help="the public key, in PEM")
    shown = parser.add_mutually_exclusive_group(required=True)
    shown.add_argument("--number", help="the number on the card")
    shown.add_argument("--qr", help="what the QR says")
    parser.add_argument("--at", type=float, help="seconds of the epoch; now without it")
    parser.add_argument("--skew", type=float, default=30, help="seconds the clocks may differ")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    now = time.time() if options.at is None else options.at
    with open(options.key, encoding="ascii") as file:
        key = read_key(file.read())
    lists = []
    for name in options.lists:
        with open(name, encoding="ascii") as file:
            lists.append((name, file.read()))
    try:
        number = options.number or number_in_qr(options.qr, key, now, options.skew)
        number = number.replace(" ", "").upper()
        word, values = status_of(number, lists, key, now), (number,)
    except Refused as refused:
        word, values = refused.args[0], refused.args[1:]
    print(WORDS[word][options.lang == "en"] % values)
    return int(word != "valid")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (LookupError, OSError, TypeError, ValueError, zlib.error) as error:
        sys.exit("读不懂 cannot be read: %s %s" % (type(error).__name__, error))
