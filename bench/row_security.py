"""Measure what row-level security adds to the queues at a million cases.

The peer is the same page of the same process, in one transaction too, but without the wall.
Pages are asked for in turn, so that whatever else the machine does weighs on both alike.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from bench.hall import HOME, SUNHALL, environment_of
from sunhall.centers.access.models import Account
from sunhall.config.database import database_in_use

PAGES = {
    "queue of my cases": ("sun", "/cases/"),
    "queue of my organization": ("sun", "/cases/?queue=organization"),
    "queue of what is overdue": ("sun", "/cases/?queue=overdue"),
    "queue of the city": ("zhao", "/cases/?queue=organization"),
}
WARM, ROUNDS = 5, 60
WALL = "sunhall.kernel.views.behind_the_wall"


def run() -> list[dict[str, Any]]:
    """Return rows of medians in milliseconds, with the wall and without."""
    environment = environment_of(HOME / "qingdao")
    subprocess.run([SUNHALL, "demo", "load", "--scale", "qingdao"], env=environment, check=True)
    measured = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.row_security"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [
        {
            "name": f"{name}, 1,000,000 cases, with row-level security",
            "unit": "ms",
            "ours": round(ours, 2),
            "peer": round(peer, 2),
            "peer_name": "without",
            "ratio": round(ours / peer, 3),
            "wanted": "< 1.15×",
        }
        for name, (ours, peer) in json.loads(measured.stdout).items()
    ]


def in_one_transaction(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer every request in one transaction, as behind the wall."""

    def respond(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            return get_response(request)

    return respond


def measure() -> dict[str, tuple[float, float]]:
    """Return the medians of each page with the wall and without."""
    middleware = [
        f"{__name__}.in_one_transaction" if one == WALL else one for one in settings.MIDDLEWARE
    ]
    found = {}
    for name, (login, path) in PAGES.items():
        ours = signed_on(login)
        times: tuple[list[float], list[float]] = ([], [])
        ours.get(path)
        with override_settings(MIDDLEWARE=middleware):
            peer = signed_on(login)
            peer.get(path)
        for number in range(WARM + ROUNDS):
            for client, kept in zip((ours, peer), times, strict=True):
                took = milliseconds(client, path)
                if number >= WARM:
                    kept.append(took)
        found[name] = (median(times[0]), median(times[1]))
    return found


def signed_on(login: str) -> Client:
    """Return a browser somebody has signed on with."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(login=login))
    return client


def milliseconds(client: Client, path: str) -> float:
    """Return how long a page takes."""
    start = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return took * 1000


if __name__ == "__main__":
    with database_in_use():
        print(json.dumps(measure()))
