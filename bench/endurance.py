"""Kill everything in the midst of load, again and again, and look for what is lost or half done.

Programs and the database die at once by SIGKILL: two that act, one that folds the ledger, and
every process of the server. What they acknowledged, they wrote to a disk outside.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sunhall.kernel.postgres.cluster import Cluster

ROUNDS, ACTORS = 20, 2
WARM_ACTS = 5
LONGEST_LOAD_SECONDS = 3.0
PATIENCE_SECONDS = 120
PAPERS = "papers"
ROOT = Path(__file__).parents[1]


@dataclass
class Endured:
    """What came of the rounds."""

    rounds: int = 0
    acknowledged: int = 0
    entries: int = 0
    faults: list[str] = field(default_factory=list)
    recovery_seconds: list[float] = field(default_factory=list)


def run() -> list[dict[str, Any]]:
    """Return what was acknowledged over all kills, and what was lost of it."""
    home = Path(tempfile.mkdtemp(prefix="sunhall-"))
    home.chmod(0o755)
    try:
        came = endure(home, ROUNDS)
    finally:
        Cluster(home).stop()
        shutil.rmtree(home)
    kills = f"{came.rounds} times kill -9"
    return [
        {"name": f"acts acknowledged, {kills}", "unit": "acts", "ours": came.acknowledged},
        {
            "name": f"acts lost, done by half, misnumbered or out of the ledger, {kills}",
            "unit": "faults",
            "ours": len(came.faults),
            "wanted": "0",
            "faults": came.faults,
        },
        {
            "name": "database back after a kill, longest",
            "unit": "s",
            "ours": round(max(came.recovery_seconds), 2),
        },
    ]


def endure(home: Path, rounds: int) -> Endured:
    """Load, kill and check so many times in one city; the city is made first."""
    papers = home / PAPERS
    papers.mkdir()
    came = Endured()
    _finish(home, "bench.load", "set-up")
    for number in range(rounds):
        _load_and_kill(home, papers, number)
        started = time.monotonic()
        Cluster(home).ensure_running()
        came.recovery_seconds.append(time.monotonic() - started)
        told = check(home)
        came.rounds += 1
        came.acknowledged, came.entries = told["acknowledged"], told["entries"]
        came.faults += told["faults"]
    return came


def check(home: Path) -> dict[str, Any]:
    """Return how much there is in a city, and what is wrong with it, by its papers."""
    told: dict[str, Any] = json.loads(_finish(home, "bench.endured", str(home / PAPERS)))
    return told


def _load_and_kill(home: Path, papers: Path, number: int) -> None:
    """Let the programs work until some acts are acknowledged and a moment longer; kill all."""
    mine = [papers / f"{number:03}-{actor}.jsonl" for actor in range(ACTORS)]
    programs = [_begin(home, "bench.load", "act", str(paper)) for paper in mine]
    programs.append(_begin(home, "bench.load", "fold"))
    try:
        _wait_for_acts(programs, mine)
        time.sleep(random.uniform(0, LONGEST_LOAD_SECONDS))
        died = [program.args for program in programs if program.poll() is not None]
    finally:
        _kill(home, programs)
    if died:
        raise RuntimeError(f"{died} ended by itself")


def _wait_for_acts(programs: Sequence["subprocess.Popen[bytes]"], papers: Sequence[Path]) -> None:
    """Wait until every acting program has acknowledged some acts, or one has ended by itself."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(paper.exists() and _lines(paper) >= WARM_ACTS for paper in papers):
        if time.monotonic() > deadline or any(one.poll() is not None for one in programs):
            raise RuntimeError("the load does not get going")
        time.sleep(0.05)


def _kill(home: Path, programs: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Kill the programs with all that they started, and the whole server, without warning."""
    for program in programs:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
    while server := Cluster(home).processes():
        for process in server:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
    for program in programs:
        program.wait()


def _begin(home: Path, *words: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", *words]
    return subprocess.Popen(command, cwd=ROOT, env=_surroundings(home), start_new_session=True)


def _finish(home: Path, *words: str) -> bytes:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=_surroundings(home), check=True, stdout=subprocess.PIPE
    )
    return done.stdout


def _surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a program that lives in a home."""
    own = {"SUNHALL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "sunhall.config.settings"}
    environment = {**os.environ, **own}
    environment.pop("DATABASE_URL", None)
    return environment


def _lines(paper: Path) -> int:
    return paper.read_bytes().count(b"\n")
