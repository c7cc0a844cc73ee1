"""Measure the export of a million cases over HTTP: how fast it streams, and what it keeps.

The peer of the memory is the same server before; what the export adds is what counts.
"""

import time
from pathlib import Path
from typing import Any

from bench.cases import SUPERVISOR, reader
from bench.hall import Reader, city

PATH = "/cases/export.csv?queue=organization"
CHUNK = 1 << 20
MEGABYTE = 1024


def run() -> list[dict[str, Any]]:
    """Return rows of lines a second and of megabytes."""
    with city() as served:
        supervisor = reader(served.port, SUPERVISOR)
        supervisor.read("/cases/")
        before = peak_megabytes(served.pid)
        start = time.perf_counter()
        lines = lines_of(supervisor)
        seconds = time.perf_counter() - start
        after = peak_megabytes(served.pid)
    return [
        {
            "name": f"export of {lines:,} cases, streamed",
            "unit": "lines/s",
            "ours": round(lines / seconds),
        },
        {
            "name": "memory of the export, the largest process at its peak",
            "unit": "MB",
            "ours": round(after - before, 1),
            "peer": round(before, 1),
            "peer_name": "the process before",
            "wanted": "< 200 MB",
        },
    ]


def lines_of(asking: Reader) -> int:
    """Read the whole export without keeping it; return how many lines it has."""
    asking.connection.request("GET", PATH, headers=asking.headers)
    answer = asking.connection.getresponse()
    lines = 0
    while block := answer.read(CHUNK):
        lines += block.count(b"\n")
    return lines


def peak_megabytes(pid: int) -> float:
    """Return the most memory that the largest child of a process has ever held."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(_peak(int(child)) for child in children) / MEGABYTE


def _peak(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
