#!/usr/bin/env python3
"""Check the city's ledger (可验证账本) yourself. Python 3.8 or later, no packages, no network.

    python sunhall_ledger_check.py FILE --key sunhall_ledger_key.pem [--seen head.json] [--lang en]

FILE is one of three things that the ledger's pages and API hand out:

 1. a receipt: one entry of the journal is below a signed head;
 2. a growth: the ledger below one signed head begins with all of the ledger below an older one;
 3. an export, one JSON a line: all entries, or their hashes, up to a signed head.

With --seen, a head that you kept yourself, FILE must agree with it as well. This second opinion
shares no code with the system. Trees are those of RFC 6962; signatures are ECDSA on the curve
P-256 with SHA-256. Exit code 0: all is well.
"""

# mypy: ignore-errors
# ruff: noqa: B905, T201, UP031

import argparse
import base64
import hashlib
import json
import re
import sys

SIGNED = ("number", "previous", "root", "signed_at", "tree_size")
HEAD = {*SIGNED, "key_id", "signature"}
RECEIPT = {"entry", "index", "path", "head", "public_key"}
GROWTH = {"old", "new", "path"}
HASH = re.compile("[0-9a-f]{64}")

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
KEY_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")

WORDS = {
    "receipt": ("第 %s 条日志在账本的第 %s 页", "journal entry %s is leaf %s of the ledger"),
    "growth": ("账本从 %s 页增到 %s 页，原有的一页不少", "%s leaves grew to %s, none of them lost"),
    "export": ("%s 页全部核对，其中 %s 页看到原文", "all %s leaves checked, %s of them in full"),
    "head": ("账本签名第 %s 号，%s 页，签于 %s", "signed head %s over %s leaves, of %s"),
    "ok": ("通过", "passed"),
    "bad": ("不通过", "FAILED"),
    "key": ("签名不是用这把公钥签的：第 %s 号", "not signed with this key: head %s"),
    "signature": ("签名无效：第 %s 号", "the signature is invalid: head %s"),
    "other_key": ("回执里的公钥与所给的不同", "the receipt's key is not the one given"),
    "inclusion": ("日志不在这个签名的账本里，或被改动过", "the entry is not below this head"),
    "consistency": ("新账本不是从旧账本增长而来", "the newer ledger does not continue the older"),
    "root": ("账页与签名的根不符", "the leaves do not have the root that was signed"),
    "count": ("应有 %s 页，文件里有 %s 页", "there should be %s leaves, the file has %s"),
    "seen": ("与您留存的签名不符：第 %s 号", "it contradicts the head you kept: %s"),
    "apart": (
        "文件不涉及您留存的签名（第 %s 号），请下载两者之间的增长证明",
        "the file does not speak of the head you kept (%s); get the growth between the two",
    ),
}


def plain(value):
    """Write whole numbers without a fraction, so that 1.0 and 1 are one number."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def canonical(value):
    """Return the bytes that are hashed: JSON with sorted keys and no spaces."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def sha256(*parts):
    """Return the SHA-256 of bytes, one part after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_of(entry):
    """Return the hash of a journal entry's leaf."""
    return sha256(b"\x00", canonical(entry))


def node_of(left, right):
    """Return the hash over two subtrees."""
    return sha256(b"\x01", left, right)


def to_hash(text):
    """Read a hash in the one way it is written."""
    if not HASH.fullmatch(text):
        raise ValueError("not a hash: %r" % text)
    return bytes.fromhex(text)


def exact(record, names):
    """Return a record that has just these names."""
    if set(record) != names:
        raise ValueError("unexpected names: %s" % sorted(set(record) ^ names))
    return record


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
    """Return the point of a public key in PEM, and the key's id."""
    lines = pem.strip().splitlines()
    if lines[0] != "-----BEGIN PUBLIC KEY-----" or lines[-1] != "-----END PUBLIC KEY-----":
        raise ValueError("not a public key")
    text = "".join(lines[1:-1])
    der = base64.b64decode(text, validate=True)
    if base64.b64encode(der).decode() != text or der[:27] != KEY_PREFIX or len(der) != 91:
        raise ValueError("not a key on the curve P-256")
    x, y = (int.from_bytes(der[at : at + 32], "big") for at in (27, 59))
    if max(x, y) >= P or (y * y - (x * x * x - 3 * x + B)) % P:
        raise ValueError("the key is not on the curve")
    return (x, y), sha256(der).hex()


def read_signature(text):
    """Return the two numbers of a signature in Base64 and DER."""
    der = base64.b64decode(text, validate=True)
    at = 4 + der[3]
    numbers = [int.from_bytes(part, "big") for part in (der[4:at], der[at + 2 :])]
    parts = [number.to_bytes(number.bit_length() // 8 + 1, "big") for number in numbers]
    body = b"".join(b"\x02" + bytes([len(part)]) + part for part in parts)
    written = base64.b64encode(b"\x30" + bytes([len(body)]) + body).decode()
    if written != text:
        raise ValueError("not a signature")
    return tuple(numbers)


def is_signed(text, signature, key):
    """Tell whether the holder of a key has signed a text (SEC 1, section 4.1.4)."""
    r, s = read_signature(signature)
    if not (0 < r < N and 0 < s < N):
        return False
    digest, inverse = int.from_bytes(sha256(text), "big"), pow(s, -1, N)
    point = add(times(digest * inverse % N, G), times(r * inverse % N, key))
    return point is not None and point[0] % N == r


def turns(position, last):
    """Yield for each step from a node up to the root whether its sibling stands to the left."""
    while last:
        is_left = position & 1 or position == last
        while is_left and position and not position & 1:
            position, last = position >> 1, last >> 1
        position, last = position >> 1, last >> 1
        yield is_left


def is_included(leaf, index, size, path, root):
    """Tell whether a path leads from a leaf to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    sides, reached = list(turns(index, size - 1)), leaf
    for sibling, is_left in zip(path, sides):
        reached = node_of(sibling, reached) if is_left else node_of(reached, sibling)
    return len(path) == len(sides) and reached == root


def is_continued(old_size, new_size, old_root, new_root, path):
    """Tell whether the newer tree begins with the older (RFC 9162, section 2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    sides = list(turns(position, last))
    first, *path = path if position else [old_root, *path]
    old = new = first
    for sibling, is_left in zip(path, sides):
        old = node_of(sibling, old) if is_left else old
        new = node_of(sibling, new) if is_left else node_of(new, sibling)
    return len(path) == len(sides) and old == old_root and new == new_root


class Tree:
    """The roots of a tree that leaves are added to."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        """Add a leaf."""
        self.size += 1
        self.peaks.append(leaf)
        size = self.size
        while not size & 1:
            right = self.peaks.pop()
            self.peaks[-1] = node_of(self.peaks[-1], right)
            size >>= 1

    def root(self):
        """Return the root over all leaves."""
        if not self.peaks:
            return sha256(b"")
        root, *others = self.peaks[::-1]
        for left in others:
            root = node_of(left, root)
        return root


def check_head(head, key):
    """Check the signature of a head."""
    point, key_id = key
    exact(head, HEAD)
    for name in ("root", "previous", "key_id"):
        to_hash(head[name])
    if head["key_id"] != key_id:
        yield "key", (head["number"],)
    elif not is_signed(canonical({n: head[n] for n in SIGNED}), head["signature"], point):
        yield "signature", (head["number"],)


def check_seen(heads, seen):
    """Compare heads with one that was kept: under its number there is no other."""
    if seen is not None:
        same = [head for head in heads if head["number"] == seen["number"]]
        if not same:
            yield "apart", (seen["number"],)
        elif any(head[name] != seen[name] for head in same for name in SIGNED):
            yield "seen", (seen["number"],)


def check_receipt(receipt, key, pem, seen):
    """Check that an entry is below a signed head."""
    exact(receipt, RECEIPT)
    head, path = receipt["head"], [to_hash(text) for text in receipt["path"]]
    yield from check_head(head, key)
    if receipt["public_key"] != pem:
        yield "other_key", ()
    leaf, root = leaf_of(receipt["entry"]), to_hash(head["root"])
    if not is_included(leaf, receipt["index"], head["tree_size"], path, root):
        yield "inclusion", ()
    yield from check_seen([head], seen)


def check_growth(growth, key, seen):
    """Check that the newer of two signed heads continues the older."""
    old, new = exact(growth, GROWTH)["old"], growth["new"]
    yield from check_head(old, key)
    yield from check_head(new, key)
    path, roots = [to_hash(text) for text in growth["path"]], [old["root"], new["root"]]
    if not is_continued(old["tree_size"], new["tree_size"], *map(to_hash, roots), path):
        yield "consistency", ()
    yield from check_seen([old, new], seen)


def check_export(head, lines, key, seen, counts):
    """Check all leaves against a signed head; count them and those shown in full."""
    yield from check_head(head, key)
    tree, seen_root = Tree(), None
    for line in filter(str.strip, lines):
        record = json.loads(line)
        exact(record, {"entry"} if "entry" in record else {"leaf"})
        tree.append(leaf_of(record["entry"]) if "entry" in record else to_hash(record["leaf"]))
        counts[1] += "entry" in record
        if seen is not None and tree.size == seen["tree_size"]:
            seen_root = tree.root().hex()
    counts[0] = tree.size
    if tree.size != head["tree_size"]:
        yield "count", (head["tree_size"], tree.size)
    elif tree.root().hex() != head["root"]:
        yield "root", ()
    if seen is not None and seen_root != seen["root"]:
        yield "seen", (seen["number"],)


def check(file, pem, seen):
    """Return what a file shows, in words, and all that is wrong with it."""
    key = read_key(pem)
    first = file.readline()
    try:
        record = json.loads(first)
    except ValueError:
        record = json.loads(first + file.read())
    findings = list(check_head(seen, key)) if seen is not None else []
    if "entry" in record:
        findings += check_receipt(record, key, pem, seen)
        heads, said = [record["head"]], ("receipt", (record["entry"]["id"], record["index"]))
    elif "old" in record:
        findings += check_growth(record, key, seen)
        heads = [record["old"], record["new"]]
        said = ("growth", [head["tree_size"] for head in heads])
    else:
        counts = [0, 0]
        heads = [exact(record, {"head"})["head"]]
        findings += check_export(heads[0], file, key, seen, counts)
        said = ("export", counts)
    shown = [("head", (head["number"], head["tree_size"], head["signed_at"])) for head in heads]
    return [said, *shown], findings


def main():
    """Check a file; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file")
    parser.add_argument("--key", required=True, help="the public key, in PEM")
    parser.add_argument("--seen", help="a head you kept, in JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    with open(options.key, encoding="utf-8") as file:
        pem = file.read()
    seen = None
    if options.seen:
        with open(options.seen, encoding="utf-8") as file:
            seen = {name: value for name, value in json.load(file).items() if name in HEAD}
    with open(options.file, encoding="utf-8") as file:
        shown, findings = check(file, pem, seen)
    lines = [("bad", ()), *findings] if findings else [("ok", ()), *shown]
    for word, values in lines:
        print(WORDS[word][options.lang == "en"] % tuple(values))
    return int(bool(findings))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        sys.exit("读不懂 cannot be read: %s %s" % (type(error).__name__, error))
