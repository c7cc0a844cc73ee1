"""The law pack's benchmarks, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import sunhall
from sunhall.kernel.decision.model import Benchmark
from sunhall.kernel.decision.reading import read_benchmark

FOLDER = Path(sunhall.__file__).parent / "business/penalties/law/discretion"


@cache
def documents() -> dict[str, dict[str, Any]]:
    """Return all records by their codes."""
    packs = (yaml.safe_load(path.read_bytes()) for path in sorted(FOLDER.glob("*.yaml")))
    return {item["code"]: item for pack in packs for item in pack["items"]}


@cache
def benchmark(code: str) -> Benchmark:
    """Return one benchmark."""
    found, findings = read_benchmark(documents()[code])
    assert found is not None, findings
    return found
