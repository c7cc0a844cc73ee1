"""Run every measurement, print one table, and keep each result in bench/results."""

import json
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

HERE = Path(__file__).parent
RESULTS = HERE / "results"
BENCHES = (
    "access",
    "calendar",
    "decisions",
    "proofs",
    "ledger",
    "supervision",
    "acts",
    "hall",
    "guides",
    "cases",
    "row_security",
    "exports",
    "certificates",
    "cards",
    "licenses",
    "endurance",
)


def main(names: list[str]) -> int:
    """Run the named measurements, or all; return the exit code."""
    console = Console()
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        console.print(f"No such measurement: {', '.join(unknown)}. There are {', '.join(BENCHES)}.")
        return 2
    table = Table("measurement", "ours", "peer", "ratio", "wanted", "", title="make bench")
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), transient=True
    ) as progress:
        task = progress.add_task("")
        for name in names or BENCHES:
            progress.update(task, description=name)
            rows = import_module(f"bench.{name}").run()
            keep(name, rows)
            for row in rows:
                table.add_row(*cells(row))
    console.print(table)
    return 0


def cells(row: dict[str, Any]) -> list[str]:
    """Return one line of the table."""
    peer = f"{number(row['peer'])} {row.get('peer_name', '')}" if row.get("peer") else ""
    ratio = f"{row['ratio']:,.1f}×" if row.get("ratio") else ""
    ours = f"{number(row['ours'])} {row['unit']}"
    return [row["name"], ours, peer, ratio, str(row.get("wanted", "")), str(row.get("note", ""))]


def number(value: float) -> str:
    """Return a figure as people read it: three significant digits, thousands apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def keep(name: str, rows: list[dict[str, Any]]) -> None:
    """Write the rows with the machine they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "rows": rows,
    }
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (RESULTS / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
