"""Write the page of measurements from bench/results while mkdocs builds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

RESULTS = Path(__file__).resolve().parent.parent / "bench" / "results"
HEAD = """\
# Measurements

`make bench` measures on your machine and writes `bench/results/*.json`; this page is made of those
files when the documents are built. Peers are installed in an environment of their own and run on
the same data in the same run, so that the ratios mean something where the seconds do not."""
NOTHING_YET = "Nothing has been measured in this checkout yet. Run `make bench`."


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the documents."""
    files.append(File.generated(config, "measurements.md", content=page()))
    return files


def page() -> str:
    """Return the page: a section for each file of results."""
    results = sorted(RESULTS.glob("*.json"))
    sections = [section(path) for path in results] or [NOTHING_YET]
    return "\n\n".join([HEAD, *sections]) + "\n"


def section(path: Path) -> str:
    """Return one file of results as a heading and a table."""
    result = json.loads(path.read_text(encoding="utf-8"))
    lines = [
        f"## {path.stem.capitalize()}",
        "",
        f"Measured {result['measured_at'][:10]} with Python {result['python']} "
        f"on {result['machine']}.",
        "",
        "| Measurement | Ours | Peer | Ratio | Wanted | Note |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    return "\n".join([*lines, *map(row, result["rows"])])


def row(one: dict[str, Any]) -> str:
    """Return one measurement as a row."""
    peer = f"{number(one['peer'])} {one.get('peer_name', '')}" if one.get("peer") else ""
    ratio = f"{one['ratio']:,.1f}×" if one.get("ratio") else ""
    ours = f"{number(one['ours'])} {one['unit']}"
    cells = (one["name"], ours, peer, ratio, one.get("wanted", ""), one.get("note", ""))
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"


def escaped(cell: object) -> str:
    """Return text that stays in its cell and means nothing to Markdown."""
    text = str(cell).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
    return text.strip()


def number(value: float) -> str:
    """Return a figure with three significant digits, thousands apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
