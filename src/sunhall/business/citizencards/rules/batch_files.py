"""The files between the city and the producer of the cards: lines with sums over each and all.

    H,SUNHALL-CARD-BATCH,1,<batch>,<date>,<count>
    L,<line>,<card number>,<name>,<resident ID number>,<valid until>,<division>,<sum>
    T,<count>,<SHA-256 of all the lines above, in hexadecimal digits>

and back, the same lines in any order, each with OK or with FAULT and the reason:

    H,SUNHALL-CARD-RESULT,1,<batch>,<date>,<count>
    L,<line>,<card number>,<OK|FAULT>,<reason>,<sum>
    T,<count>,<SHA-256>

UTF-8, LF. The sum of a line is the CRC-32 of what stands before its last comma, eight hexadecimal
digits: it finds a slip of the pen; the SHA-256, told by another way, finds a change.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

BATCH, RESULT, VERSION = "SUNHALL-CARD-BATCH", "SUNHALL-CARD-RESULT", "1"
MOST_BYTES = 4 * 1024 * 1024
MOST_CARDS = 5000
MOST_FAULTS = 200
FIELDS_OF_RESULT = 6
REASON = re.compile(r"[\w ·、。，；：（）()/-]{1,80}")


class FaultKind(Enum):
    """What is wrong with a line of a result."""

    NOT_TEXT = "not_text"
    HEAD = "head"
    TAIL = "tail"
    FORM = "form"
    SUM = "sum"
    UNKNOWN = "unknown"
    TWICE = "twice"
    MISSING = "missing"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: where, and what. Lines count from 1; 0 is the file."""

    line: int
    kind: FaultKind


@dataclass(frozen=True, slots=True)
class Order:
    """A card to be made."""

    line: int
    number: str
    name: str
    resident_id: str
    valid_until: date
    division: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a card; `fault` is empty where it was made."""

    line: int
    fault: str


def write_batch(batch: str, made_on: date, orders: Sequence[Order]) -> bytes:
    """Write the file that goes to the producer."""
    lines = (
        with_sum(
            f"L,{one.line},{one.number},{one.name},{one.resident_id},"
            f"{one.valid_until.isoformat()},{one.division}"
        )
        for one in orders
    )
    return _whole(BATCH, batch, made_on, len(orders), lines)


def write_result(batch: str, made_on: date, results: Iterable[tuple[Order, str]]) -> bytes:
    """Write the file that comes back; without a reason a card is made."""
    lines = [
        with_sum(f"L,{one.line},{one.number},{'FAULT' if fault else 'OK'},{fault}")
        for one, fault in results
    ]
    return _whole(RESULT, batch, made_on, len(lines), lines)


def with_sum(line: str) -> str:
    """Return a line with its sum."""
    return f"{line},{zlib.crc32(line.encode()):08x}"


def read_result(
    content: bytes, batch: str, expected: Mapping[int, str]
) -> tuple[list[Result], list[Fault]]:
    """Return what came of each card of a batch, and every fault of the file, line by line.

    `expected` are the card numbers by their lines. With a fault, nothing of the file is good.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return [], [Fault(0, FaultKind.NOT_TEXT)]
    lines = text.rstrip("\n").split("\n")
    faults = list(_frame(lines, batch, len(expected)))
    results: dict[int, Result] = {}
    for place, line in enumerate(lines[1:-1], start=2):
        found = _read_line(line, expected)
        if isinstance(found, FaultKind):
            faults.append(Fault(place, found))
        elif found.line in results:
            faults.append(Fault(place, FaultKind.TWICE))
        else:
            results[found.line] = found
    if not faults and len(results) < len(expected):
        faults.append(Fault(0, FaultKind.MISSING))
    return list(results.values()), faults[:MOST_FAULTS]


def _whole(kind: str, batch: str, made_on: date, count: int, lines: Iterable[str]) -> bytes:
    head = f"H,{kind},{VERSION},{batch},{made_on.isoformat()},{count}"
    body = "".join(f"{line}\n" for line in (head, *lines))
    return f"{body}{_tail(body, count)}\n".encode()


def _tail(body: str, count: int) -> str:
    return f"T,{count},{hashlib.sha256(body.encode()).hexdigest()}"


def _frame(lines: Sequence[str], batch: str, count: int) -> Iterator[Fault]:
    """Yield what is wrong with the first and the last line."""
    head = lines[0].split(",")
    if head[:4] != ["H", RESULT, VERSION, batch] or head[5:] != [str(count)]:
        yield Fault(1, FaultKind.HEAD)
    body = "".join(f"{line}\n" for line in lines[:-1])
    if len(lines) < 2 or lines[-1] != _tail(body, count):
        yield Fault(len(lines), FaultKind.TAIL)


def _read_line(line: str, expected: Mapping[int, str]) -> Result | FaultKind:
    fields = line.split(",")
    if len(fields) != FIELDS_OF_RESULT or fields[0] != "L" or not _is_number(fields[1]):
        return FaultKind.FORM
    if with_sum(line.rpartition(",")[0]) != line:
        return FaultKind.SUM
    _mark, place, number, outcome, reason, _sum = fields
    if expected.get(int(place)) != number:
        return FaultKind.UNKNOWN
    if outcome == "OK" and not reason:
        return Result(int(place), "")
    if outcome == "FAULT" and REASON.fullmatch(reason):
        return Result(int(place), reason)
    return FaultKind.OUTCOME


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
