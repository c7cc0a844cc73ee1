"""Measure the access center on one core: sign-ons, tokens, and what a permission check costs.

Requests go through the whole of the program but not through a socket. The limit of a sign-on is
the derivation of its Argon2id hash alone.
"""

import base64
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id as Derivation
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast, assemble

from bench.database import own_database
from sunhall.centers.access import actions, queries
from sunhall.centers.access.models import Account
from sunhall.directory import actions as directory
from sunhall.kernel.passwords import HASH_BYTES, MEMORY_KIB, PASSES

PASSWORD = "correct horse battery"  # noqa: S105
SIGN_ONS, CALLS, CHECKS = 60, 600, 200_000


def run() -> list[dict[str, Any]]:
    """Return rows of what one core carries in a second, and of milliseconds."""
    with own_database():
        settings.ALLOWED_HOSTS = ["testserver"]
        city = assemble()
        return [sign_ons(city), *token_calls(city), check(city)]


def sign_ons(city: Cast) -> dict[str, Any]:
    """Return how many people sign on by password in a second."""
    person = directory.register_person(city.chen, employee_number="N1", name="新人")
    actions.open_account(city.system, login="new", person_id=person.pk, password=PASSWORD)
    client = Client()

    def sign_on() -> Any:
        client.cookies.clear()
        return client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

    ours = a_second(sign_on, SIGN_ONS, 302)
    limit = a_second(derive, SIGN_ONS)
    note = f"Argon2id, {MEMORY_KIB // 1024} MiB, {PASSES} passes"
    return row("password sign-ons", ours, limit, "the hash alone", "≥ 15 a core", note)


def token_calls(city: Cast) -> list[dict[str, Any]]:
    """Return how many tokens an application gets in a second, for itself and by refreshing."""
    application, secret = actions.register_application(
        city.system,
        client_id="bench",
        name="bench",
        organization_code="QD-DS",
        grant_types=["client_credentials"],
        permissions=["directory:person:view"],
    )
    basic = base64.b64encode(f"{application.client_id}:{secret}".encode()).decode()
    headers, client = {"Authorization": f"Basic {basic}"}, Client()
    values = {"grant_type": "client_credentials"}

    def call() -> Any:
        return client.post(reverse("oidc:token"), values, headers=headers)

    token = call().json()["access_token"]
    smallest = a_second(lambda: client.get("/robots.txt"), CALLS, 200)
    known = a_second(lambda: queries.application_actor(token, timezone.now(), "127.0.0.1"), CALLS)
    return [
        row("token calls", a_second(call, CALLS, 200), smallest, "smallest page", "≥ 150 a core"),
        row("callers known by their token", known, smallest, "smallest page"),
    ]


def check(city: Cast) -> dict[str, Any]:
    """Return what asking for one permission costs, once it is known who acts."""
    client = Client()
    client.force_login(Account.objects.get(login="chen"))
    by = client.get("/robots.txt").wsgi_request.actor
    times = []
    for _round in range(5):
        start = time.perf_counter()
        for _check in range(CHECKS):
            by.may("directory:role:grant")
        times.append((time.perf_counter() - start) / CHECKS * 1000)
    return {
        "name": "permission check on a warm session",
        "unit": "ms",
        "ours": round(median(times), 5),
        "wanted": "< 0.2 ms",
        "note": "no query",
    }


def derive() -> None:
    """Derive one hash, as a sign-on must."""
    Derivation(
        salt=b"0123456789abcdef",
        length=HASH_BYTES,
        iterations=PASSES,
        lanes=1,
        memory_cost=MEMORY_KIB,
    ).derive(PASSWORD.encode())


def a_second(call: Callable[[], Any], times: int, status: int | None = None) -> float:
    """Return how often something is done in a second of the processor; an answer is checked."""
    for _warm in range(3):
        call()
    start = time.process_time()
    for _time in range(times):
        answer = call()
        assert status is None or answer.status_code == status, answer.status_code
    return times / (time.process_time() - start)


def row(
    name: str, ours: float, peer: float, peer_name: str, wanted: str = "", note: str = ""
) -> dict[str, Any]:
    """Return one row."""
    return {
        "name": f"{name}, one core",
        "unit": "a second",
        "ours": round(ours, 1),
        "peer": round(peer, 1),
        "peer_name": peer_name,
        "ratio": round(ours / peer, 2),
        "wanted": wanted,
        "note": note,
    }
