"""Measure the base of licenses at the article's size: 115 kinds, 26,891 licenses.

    python -m bench.licenses fill     fill the city that SUNHALL_HOME names, and issue some by acts

Pages are asked for one after another on a kept connection; the peer is the smallest page of the
same server.
"""

import json
import random
import subprocess
import sys
import time
from statistics import quantiles
from typing import Any

from django.utils import timezone

from bench.cases import reader
from bench.hall import HOME, SUNHALL, Reader, environment_of, row, serve
from sunhall.centers.access.demo import demo_actor
from sunhall.centers.data.actions import issue_license
from sunhall.centers.data.demo import load_licenses
from sunhall.centers.data.demo.city import FIRM, FIRM_NAME, HYGIENE, code_of
from sunhall.centers.data.models import License
from sunhall.config.database import database_in_use

CITY = HOME / "licenses"
ISSUED, ROUNDS, ASKED = 100, 100, 300
OFFICER = "lu"


def run() -> list[dict[str, Any]]:
    """Return rows of what issuing, verifying and listing cost."""
    told = CITY / "filled.json"
    if not told.exists():
        CITY.mkdir(parents=True, exist_ok=True)
        environment = environment_of(CITY)
        subprocess.run([SUNHALL, "demo", "load"], env=environment, check=True)
        fill = [sys.executable, "-m", "bench.licenses", "fill"]
        subprocess.run(fill, env=environment, check=True)
    filled: dict[str, Any] = json.loads(told.read_text())
    loading = {"name": "load 26,891 synthetic licenses", "unit": "s", "ours": filled["seconds"]}
    issuing = {
        "name": "issue a license by its act, p95",
        "unit": "ms",
        "ours": round(quantiles(filled["issue_ms"], n=20)[-1], 2),
        "median": round(quantiles(filled["issue_ms"], n=2)[0], 2),
    }
    with serve(CITY) as served:
        return [loading, issuing, *reading(served.port, filled["codes"])]


def reading(port: int, codes: list[list[str]]) -> list[dict[str, Any]]:
    """Return how long the pages take."""
    public, officer = Reader(port), reader(port, OFFICER)
    baseline = public.milliseconds(["/robots.txt"] * ROUNDS)
    verified = [f"/license-check/{identifier}/{code}/" for identifier, code, _number in codes]
    found = [f"/licenses/?q={number}" for _identifier, _code, number in codes[:ROUNDS]]
    officer.milliseconds(["/licenses/"] * 5)
    return [
        row("verify a license over HTTP", public.milliseconds(verified), baseline, "p95 < 50 ms"),
        row(
            "list of licenses at 26,891",
            officer.milliseconds(["/licenses/"] * ROUNDS),
            baseline,
            "p95 < 80 ms",
        ),
        row("find a license by its number", officer.milliseconds(found), baseline, "p95 < 80 ms"),
    ]


def fill() -> dict[str, Any]:
    """Load the synthetic licenses, issue some by the act, and tell codes to verify by."""
    now = timezone.now()
    start = time.perf_counter()
    load_licenses(lambda *_told: None, now)
    seconds = time.perf_counter() - start
    by, times = demo_actor(OFFICER, now), []
    for _n in range(ISSUED):
        start = time.perf_counter()
        issue_license(
            by,
            kind_code=code_of("011"),
            holder_identifier=FIRM,
            holder_name=FIRM_NAME,
            data=HYGIENE,
        )
        times.append((time.perf_counter() - start) * 1000)
    known = list(License.objects.values_list("identifier", "code", "number"))
    codes = random.Random(861).sample(known, ASKED)
    return {"seconds": round(seconds, 1), "issue_ms": times, "codes": codes}


if __name__ == "__main__":
    with database_in_use():
        (CITY / "filled.json").write_text(json.dumps(fill()))
