"""Measure the public hall over HTTP with the article's library: 5,866 items in 44 departments.

The pages are asked for one after another on a kept connection, each address for the first time
unless the row says otherwise; the peer is the smallest page of the same server.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import quote

HOME = Path(__file__).resolve().parent.parent / "var" / "bench"
ROUNDS = 300
WORDS = (
    "占道经营",
    "登记备案",
    "消防设施",
    "酒驾",
    "噪声",
    "广告",
    "许可事项",
    "公示",
    "培训记录",
    "废水",
)
START_SECONDS = 300
SUNHALL = str(Path(sys.executable).with_name("sunhall"))


def run() -> list[dict[str, Any]]:
    """Return rows of 95th percentiles in milliseconds."""
    with city() as served:
        get = Reader(served.port)
        codes = get.codes(ROUNDS)
        rng = random.Random(861)
        baseline = get.milliseconds(["/robots.txt"] * ROUNDS)
        pages = {
            "matter page, first visit": [f"/hall/matters/{code}/" for code in codes],
            "matter page, kept": [f"/hall/matters/{codes[0]}/"] * ROUNDS,
            "calculator, first visit": [f"/hall/matters/{code}/calculate/" for code in codes],
            "proof page, first visit": [f"/hall/matters/{code}/proof/" for code in codes],
            "list page, first visit": [f"/hall/matters/?after={code}" for code in codes],
            "search, first visit": [
                f"/hall/matters/?q={quote(rng.choice(WORDS) + str(i))}" for i in range(ROUNDS)
            ],
            "search of one word, kept": [f"/hall/matters/?q={quote(word)}" for word in WORDS] * 30,
            "API: benchmark": [f"/api/v1/penalties/matters/{code}" for code in codes],
        }
        wanted = {
            "matter page, first visit": "p95 < 60 ms",
            "calculator, first visit": "p95 < 60 ms",
            "search, first visit": "p95 < 100 ms",
        }
        return [
            row(name, get.milliseconds(paths), baseline, wanted.get(name, ""))
            for name, paths in pages.items()
        ]


def row(name: str, ours: list[float], peer: list[float], wanted: str) -> dict[str, Any]:
    """Return one row: the 95th percentile beside that of the smallest page."""
    p95, base = (quantiles(times, n=20)[-1] for times in (ours, peer))
    return {
        "name": f"{name}, p95",
        "unit": "ms",
        "ours": round(p95, 2),
        "median": round(quantiles(ours, n=2)[0], 2),
        "peer": round(base, 2),
        "peer_name": "smallest page",
        "ratio": round(p95 / base, 2),
        "wanted": wanted,
    }


class Reader:
    """Asks for pages on one kept connection."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = dict(headers or {})

    def read(self, path: str) -> bytes:
        """Return the body of a page that must be there."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body

    def milliseconds(self, paths: list[str]) -> list[float]:
        """Return how long each page took; the server may have ended an idle connection."""
        self.connection.close()
        times = []
        for path in paths:
            start = time.perf_counter()
            self.read(path)
            times.append((time.perf_counter() - start) * 1000)
        return times

    def codes(self, count: int) -> list[str]:
        """Return that many codes from all over the library."""
        codes: list[str] = []
        after = ""
        while after is not None:
            page = json.loads(self.read(f"/api/v1/penalties/matters?limit=100&after={after}"))
            codes += [item["code"] for item in page["items"]]
            after = page["after"]
        return random.Random(861).sample(codes, count)


class Served(NamedTuple):
    """Where a city is served, and the process that serves it."""

    port: int
    pid: int


@contextmanager
def city(scale: str = "qingdao") -> Iterator[Served]:
    """Serve a city of some scale on a free port of this machine."""
    environment = environment_of(HOME / scale)
    subprocess.run([SUNHALL, "demo", "load", "--scale", scale], env=environment, check=True)
    with serve(HOME / scale) as served:
        yield served


@contextmanager
def serve(home: Path, more: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Serve the city of a home on a free port of this machine; `more` adds to its environment."""
    environment = environment_of(home) | dict(more or {})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [SUNHALL, "run", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield Served(port, server.pid)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of programs of the city of a home."""
    return os.environ | {"SUNHALL_HOME": str(home), "SUNHALL_DEMO": "1"}


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            Reader(port).read("/robots.txt")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"no answer on port {port} within {START_SECONDS} seconds")
