"""Measure deciding against a rules engine, a DMN library and a data-frame library.

The table has 26 tiers over 5 factors, as the largest the article tells of. Ours and the peers
take turns on the same facts in one run; the figures are medians, and every result is compared.
"""

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from sunhall.kernel.decision.deciding import Compiled, compile_benchmark, decide
from sunhall.kernel.decision.facts import read_facts
from sunhall.kernel.decision.model import Benchmark
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.vectorized import Decisions, decide_many

PEERS = os.environ.get("BENCH_PYTHON", ".venv-bench/bin/python")
PEER_SCRIPT = Path(__file__).with_name("decisions_peer.py")
TIERS = 26
FACTS = 2_000
ROWS = 1_000_000
ROUNDS = 5

SPACE: dict[str, tuple[int, ...]] = {
    "place": (0, 1, 2, 3),
    "refused": (0, 1),
    "area": tuple(range(0, 64, 4)),
    "income": tuple(range(0, 160_000, 10_000)),
    "prior": tuple(range(8)),
}
"""Where a factor may be cut; enumerations are cut between their values."""
PLACES = ["广场", "人行道", "非机动车道", "机动车道"]


@dataclass(frozen=True)
class Piece:
    """A box: for each factor, a stretch of its places in `SPACE`."""

    stretches: dict[str, tuple[int, int]]

    def halves(self, key: str, at: int) -> tuple["Piece", "Piece"]:
        """Return the two parts before and from a place on."""
        low, high = self.stretches[key]
        return (
            replace(self, stretches={**self.stretches, key: (low, at)}),
            replace(self, stretches={**self.stretches, key: (at, high)}),
        )


def pieces(chance: random.Random) -> list[Piece]:
    """Cut the space into as many boxes as there are tiers, without gap or overlap."""
    found = [Piece({key: (0, len(values)) for key, values in SPACE.items()})]
    while len(found) < TIERS:
        piece = found.pop(chance.randrange(len(found)))
        cuttable = [key for key, (low, high) in piece.stretches.items() if high - low > 1]
        key = chance.choice(cuttable)
        low, high = piece.stretches[key]
        found.extend(piece.halves(key, chance.randrange(low + 1, high)))
    return found


def condition(key: str, low: int, high: int) -> Any:
    """Return one cell in the document's schema; `None` where it takes the whole domain."""
    values = SPACE[key]
    if (low, high) == (0, len(values)):
        return None
    if key == "place":
        return PLACES[low:high]
    if key == "refused":
        return [bool(value) for value in values[low:high]]
    ends = {"ge": values[low]} if low else {}
    return ends if high == len(values) else {**ends, "lt": values[high]}


def document(boxes: list[Piece]) -> dict[str, Any]:
    """Return the table in the schema of benchmarks."""
    tiers = []
    for seq, box in enumerate(boxes, 1):
        cells = {key: condition(key, *stretch) for key, stretch in box.stretches.items()}
        amount = {"type": "fixed", "value": 500 + 100 * seq}
        tiers.append(
            {
                "seq": seq,
                "desc": f"第 {seq} 档",
                "when": {key: cell for key, cell in cells.items() if cell is not None},
                "penalties": [{"kind": "罚款", "amount": amount}],
            }
        )
    return {
        "code": "BENCH-26",
        "name": "26 档 5 要素",
        "department": "-",
        "provenance": "synthetic",
        "provenance_note": "",
        "basis": [{"law": "-", "article": "-"}],
        "statutory": [{"id": "S1", "when": {}, "fine": {"type": "fixed", "min": 0, "max": 10_000}}],
        "factors": [
            {"key": "place", "name": "位置", "type": "enum", "domain": {"values": PLACES}},
            {"key": "refused", "name": "拒不改正", "type": "boolean"},
            *(
                {"key": key, "name": key, "type": kind, "domain": {"min": 0, "max": None}}
                for key, kind in (("area", "number"), ("income", "number"), ("prior", "count"))
            ),
        ],
        "tier_count": TIERS,
        "tiers": tiers,
    }


def facts(chance: random.Random) -> dict[str, Any]:
    """Return one set of facts as JSON, on the cuts and between them."""
    return {
        "place": chance.choice(PLACES),
        "refused": chance.random() < 0.5,
        "area": chance.choice((chance.randrange(0, 80), chance.randrange(0, 8000) / 100)),
        "income": chance.randrange(0, 200_000, 2_500),
        "prior": chance.randrange(0, 10),
    }


def columns(chance: np.random.Generator) -> dict[str, np.ndarray]:
    """Return a million facts as columns; places as numbers, for ours and the peer alike."""
    return {
        "place": chance.integers(0, len(PLACES), ROWS),
        "refused": chance.random(ROWS) < 0.5,
        "area": chance.integers(0, 8000, ROWS) / 100,
        "income": chance.integers(0, 200_000, ROWS),
        "prior": chance.integers(0, 10, ROWS),
    }


class Peer:
    """The peers' process: one JSON line asks, one answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, **question: Any) -> dict[str, Any]:
        """Return the answer to one question."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(question), file=self.process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def peer(folder: str) -> Iterator[Peer]:
    """Start the peers' process in its own environment, and end it."""
    command = [PEERS, "-P", str(PEER_SCRIPT), folder]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Peer(process)
        finally:
            process.terminate()


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds a call takes, and what it returns."""
    started = perf_counter()
    result = call()
    return perf_counter() - started, result


def singles(compiled: Compiled, cases: list[dict[str, Any]], other: Peer) -> list[dict[str, Any]]:
    """Compare single decisions: tier and fine by typed facts, then with checks and reasons."""
    benchmark: Benchmark = compiled.benchmark
    typed = [read_facts(benchmark, case) for case in cases]
    found = [compiled.fine(case) for case in typed]
    expected = [[index + 1, int(fine)] for index, fine in found]
    assert expected == [
        [one.tier, int(one.fine_yuan or Decimal(0))]
        for one in (decide(compiled, case) for case in typed)
    ]
    seconds: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name in ("zen", "pydmnrules"):
            answer = other.ask(what=name)
            assert answer["results"] == expected[: len(answer["results"])], name
            seconds.setdefault(name, []).append(answer["seconds"] / len(answer["results"]))
        fast, _tiers = timed(lambda: [compiled.fine(case) for case in typed])
        whole, _decisions = timed(
            lambda: [decide(compiled, read_facts(benchmark, case)) for case in cases]
        )
        read, _reasons = timed(
            lambda: [decide(compiled, read_facts(benchmark, case)).reasoning for case in cases]
        )
        seconds.setdefault("read", []).append(read / len(cases))
        seconds.setdefault("fast", []).append(fast / len(cases))
        seconds.setdefault("whole", []).append(whole / len(cases))
    rates = {name: 1 / median(values) for name, values in seconds.items()}
    name = "single decision, 26 × 5"
    return [
        row(name, rates["fast"], rates["zen"], "zen-engine", "≥ 100×"),
        row(name, rates["fast"], rates["pydmnrules"], "pyDMNrules", "≥ 1,000×"),
        row("… from raw facts, checked", rates["whole"], rates["zen"], "zen-engine", ""),
        row("… and its reasons read", rates["read"], rates["zen"], "zen-engine", ""),
    ]


def vectorized(compiled: Compiled, table: dict[str, np.ndarray], other: Peer, folder: str) -> Any:
    """Compare a million decisions at once."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        answer = other.ask(what="polars")
        theirs.append(answer["seconds"])
        seconds, decisions = timed(lambda: decide_many(compiled, table))
        ours.append(seconds)
        check(decisions, np.load(Path(folder, "polars.npz")))
    rate, peer_rate = ROWS / median(ours), ROWS / median(theirs)
    return row("1,000,000 decisions at once", rate, peer_rate, "polars when/then", "≥ 5×")


def check(decisions: Decisions, answer: Any) -> None:
    """Compare all rows of ours and the peer's."""
    assert np.array_equal(decisions.tiers, answer["tiers"])
    assert np.array_equal(decisions.fines, answer["fines"])


def row(name: str, ours: float, theirs: float, peer_name: str, wanted: str) -> dict[str, Any]:
    """Return one line of the table; rates per second."""
    return {
        "name": name,
        "unit": "/s",
        "ours": ours,
        "peer": theirs,
        "peer_name": peer_name,
        "ratio": ours / theirs,
        "wanted": wanted,
    }


def run() -> list[dict[str, Any]]:
    """Return one row a comparison."""
    chance = random.Random(26)
    record = document(pieces(chance))
    benchmark, findings = read_benchmark(record)
    assert benchmark is not None
    assert not findings
    compiled = compile_benchmark(benchmark)
    cases = [facts(chance) for _ in range(FACTS)]
    table = columns(np.random.default_rng(26))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "table.json").write_text(json.dumps({"document": record, "cases": cases}))
        np.savez(Path(folder, "columns.npz"), **table)
        with peer(folder) as other:
            return [
                *singles(compiled, cases, other),
                vectorized(compiled, table, other, folder),
            ]


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=1))
