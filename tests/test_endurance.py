"""Killed without warning in the midst of load: nothing acknowledged is lost, nothing half done.

`python -m bench endurance` does the same twenty times.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.endurance import Endured, check, endure

from sunhall.kernel.postgres.cluster import Cluster

KILLS = 2

pytestmark = pytest.mark.xdist_group("sunhall run")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Return a home of its own, whose database is shut down afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sunhall-"))
    folder.chmod(0o755)
    yield folder
    Cluster(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def endured(home: Path) -> Endured:
    """Return what came of two kills."""
    return endure(home, KILLS)


def test_nothing_is_lost_or_half_done(endured: Endured):
    assert endured.faults == []
    assert endured.rounds == KILLS
    assert endured.acknowledged >= KILLS * 10


def test_what_is_lost_would_be_found(home: Path, endured: Endured):
    false = {"act": "pay", "case": 999_999, "made": [["penalties.Payment", 999_999]]}
    paper = home / "papers" / "false.jsonl"
    paper.write_text(json.dumps(false) + "\n", encoding="utf-8")

    told = check(home)

    assert told["faults"] == [
        "penalties.Payment 999999 is lost",
        "case 999999: 1 acts acknowledged, 0 in the journal",
    ]
