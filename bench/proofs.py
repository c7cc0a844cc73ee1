"""Measure the proofs against z3: one table, a whole city's library, and a very wide table."""

from collections.abc import Callable
from itertools import combinations
from time import perf_counter
from typing import Any

import z3

from bench.library import ITEMS, Record, library, spoiled, wide_table
from sunhall.kernel.decision.coverage import disjoint_parts, gaps
from sunhall.kernel.decision.model import Benchmark
from sunhall.kernel.decision.partition import prove_partition
from sunhall.kernel.decision.proving import prove
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.space import overlapping_pairs
from sunhall.kernel.decision.table import lay_out

ROWS = 1500
FAULTS = 20
SAMPLE = 60
RUNS = 5
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "ge": lambda x, end: x >= end,
    "gt": lambda x, end: x > end,
    "le": lambda x, end: x <= end,
    "lt": lambda x, end: x < end,
    "eq": lambda x, end: x == end,
}


def run() -> list[dict[str, object]]:
    """Return one row a measurement; every verdict is compared with the peer's."""
    return [one_table(), *whole_library(), *very_wide_table()]


def one_table() -> dict[str, object]:
    """Prove 26 tiers over five factors complete and disjoint."""

    record = wide_table(26)
    benchmark = read(record)
    ours, proof = best(lambda: prove_partition(lay_out(benchmark)), runs=300)
    peer, verdict = best(lambda: z3_verdict(record))
    assert not proof.findings
    assert verdict == (False, False)
    return row("overlap and gap, 26 tiers × 5 factors", "ms", ours * 1e3, peer * 1e3)


def whole_library() -> list[dict[str, object]]:
    """Prove every item of a library as large as Qingdao's."""
    records = library()
    assert len(records) == ITEMS
    benchmarks = [read(record) for record in records]
    partition, _proofs = best(lambda: [prove_partition(lay_out(each)) for each in benchmarks])
    whole, hashes = best(lambda: [prove(each).proof_hash for each in benchmarks])
    assert len(set(hashes)) == ITEMS
    assert all(prove(each).holds for each in benchmarks)
    sample = records[:: ITEMS // SAMPLE]
    seconds, verdicts = best(lambda: [z3_verdict(record) for record in sample])
    assert set(verdicts) == {(False, False)}
    peer = seconds / len(sample) * ITEMS
    note = f"z3: {len(sample)} items, extrapolated"
    name = f"library of {ITEMS:,} items"
    return [
        row(f"overlap and gap, {name}", "s", partition, peer, wanted="≥ 100×", note=note),
        row(f"all checks and the hash, {name}", "s", whole, wanted="< 2"),
    ]


def very_wide_table() -> list[dict[str, object]]:
    """Find all overlaps, then all gaps, of a spoiled table of 1,500 tiers."""

    overlapping, lacking = map(read, spoiled(wide_table(ROWS), FAULTS))

    def pairs() -> list[tuple[int, int]]:
        table = lay_out(overlapping)
        return list(overlapping_pairs(table.space.axes, table.tiers))

    def missing() -> int:
        table = lay_out(lacking)
        parts = disjoint_parts(table.tiers, overlapping_pairs(table.space.axes, table.tiers), 4000)
        whole = [part for own in parts or [] for part in own]
        found, is_all = gaps(table.space.axes, table.space.domain, table.tiers, whole, 2 * FAULTS)
        assert is_all
        return len(found)

    overlap_seconds, found = best(pairs)
    gap_seconds, count = best(missing)
    assert found
    assert count
    name = f"{ROWS:,} tiers × 5 factors"
    return [
        row(f"overlaps, {name}", "s", overlap_seconds, wanted="< 0.2", note=f"{len(found)} pairs"),
        row(f"gaps, {name}", "s", gap_seconds, wanted="< 0.6", note=f"{count} gaps"),
    ]


def read(record: Record) -> Benchmark:
    """Return the benchmark of a sound record."""

    benchmark, faults = read_benchmark(record)
    assert benchmark is not None, [fault.message for fault in faults]
    assert not faults, [fault.message for fault in faults]
    return benchmark


def z3_verdict(record: Record) -> tuple[bool, bool]:
    """Tell by z3 whether two tiers overlap, and whether the domain has a gap."""
    solver, variables = z3.Solver(), {}
    for factor in record["factors"]:
        key, domain = factor["key"], factor["domain"]
        if "values" in domain:
            variables[key] = z3.Int(key)
            solver.add(variables[key] >= 0, variables[key] < len(domain["values"]))
        else:
            variables[key] = z3.Int(key) if factor["type"] == "count" else z3.Real(key)
            solver.add(variables[key] >= domain["min"])
    values = {factor["key"]: factor["domain"].get("values", []) for factor in record["factors"]}
    tiers = [z3.And(terms(row["when"], variables, values)) for row in record["tiers"]]
    has_overlap = any(holds(solver, z3.And(one, other)) for one, other in combinations(tiers, 2))
    return has_overlap, holds(solver, z3.Not(z3.Or(tiers)))


def terms(when: Record, variables: Record, values: Record) -> list[Any]:
    """Return a condition as formulas."""
    found = []
    for key, cell in when.items():
        if isinstance(cell, list):
            found.append(z3.Or([variables[key] == values[key].index(value) for value in cell]))
        else:
            found += [OPERATORS[name](variables[key], end) for name, end in cell.items()]
    return found


def holds(solver: z3.Solver, claim: Any) -> bool:
    """Tell whether some facts meet a claim."""
    solver.push()
    solver.add(claim)
    answer = solver.check()
    solver.pop()
    return bool(answer == z3.sat)


def best(call: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """Return the best time of some runs in seconds, and what the call returned."""
    times, result = [], None
    for _each in range(runs):
        started = perf_counter()
        result = call()
        times.append(perf_counter() - started)
    return min(times), result


def row(
    name: str, unit: str, ours: float, peer: float | None = None, **more: object
) -> dict[str, object]:
    """Return a row of the results table."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 4),
        "peer": None if peer is None else round(peer, 2),
        "peer_name": "z3" if peer else "",
        "ratio": None if peer is None else round(peer / ours, 1),
        **more,
    }
