"""The typed tables behind stored benchmarks: compiled once, applied to facts, proved again."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from sunhall.business.penalties.models import Benchmark
from sunhall.kernel.decision.checking import Report, check_document
from sunhall.kernel.decision.deciding import Compiled, Decision, compile_benchmark, decide
from sunhall.kernel.decision.facts import read_facts
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.decision.reading import read_benchmark

KEPT_TABLES = 2_000


class TableShelf:
    """Compiled tables by their hash; a table never changes under its hash."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tables: OrderedDict[str, tuple[Table, Compiled]] = OrderedDict()
        self._lock = Lock()

    def get(self, benchmark: Benchmark) -> tuple[Table, Compiled]:
        """Return the table and its compiled form; a document that was read is not asked for."""
        table_hash = benchmark.table_hash
        with self._lock:
            if table_hash in self._tables:
                self._tables.move_to_end(table_hash)
                return self._tables[table_hash]
        table, findings = read_benchmark(benchmark.document)
        if table is None:
            raise ValueError(f"stored table {table_hash} is unreadable: {findings[0].message}")
        entry = (table, compile_benchmark(table))
        with self._lock:
            self._tables[table_hash] = entry
            if len(self._tables) > self._size:
                self._tables.popitem(last=False)
        return entry


_shelf = TableShelf(KEPT_TABLES)


def get_table(benchmark: Benchmark) -> Table:
    """Return the typed table of a stored, readable benchmark."""
    return _shelf.get(benchmark)[0]


def decide_with(benchmark: Benchmark, raw: Mapping[str, Any]) -> Decision:
    """Apply a stored benchmark to facts as they were typed or sent.

    Raises:
        FactsRefused: facts are missing, unknown, or outside their domain.
    """
    table, compiled = _shelf.get(benchmark)
    return decide(compiled, read_facts(table, raw))


def recheck(benchmark: Benchmark) -> Report:
    """Read and prove the stored document again from nothing."""
    return check_document(benchmark.document)
