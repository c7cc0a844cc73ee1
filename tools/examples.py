"""Run the console examples of the documents, and write down what they print.

A block fenced as `console` holds commands after `$ `, each followed by what it prints. The tests
hold that running them changes nothing; `python tools/examples.py` brings the pages up to date.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
CHINESE = "zh-CN"
"""Part of the names of pages whose examples run on a Chinese terminal."""


def main() -> None:
    """Bring every page up to date, naming those that changed."""
    for path in pages():
        before = path.read_text(encoding="utf-8")
        after = refreshed(before, language_of(path))
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(path.relative_to(ROOT))


def pages() -> Iterator[Path]:
    """Yield the pages that may hold examples."""
    yield from sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])


def language_of(path: Path) -> str:
    """Return the locale of the terminal that a page speaks of."""
    return "zh_CN.UTF-8" if CHINESE in path.name else "C.UTF-8"


def refreshed(text: str, locale: str) -> str:
    """Return a page with its examples run."""
    return BLOCK.sub(lambda block: "".join(run_all(block[0], locale)), text)


def run_all(block: str, locale: str) -> Iterator[str]:
    """Yield each command of a block and what it prints."""
    for line in block.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n{run(line.removeprefix('$ '), locale)}"


def run(command: str, locale: str) -> str:
    """Return what a command prints in the root of the checkout, errors after results."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # the documents' own commands
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "LC_ALL": locale, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout + done.stderr


if __name__ == "__main__":
    main()
