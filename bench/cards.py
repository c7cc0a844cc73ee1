"""Measure the citizen card with ten million cards: loading, verifying over HTTP, lists for offline.

    python -m bench.cards fill COUNT     load that many cards into the city that SUNHALL_HOME names

The limit of every figure is PostgreSQL's own lookup by primary key in the same table, driven by
pgbench in the same run. A core is a second of processor time, whoever burns it: gunicorn and
PostgreSQL together.
"""

import base64
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.cases import reader
from bench.hall import HOME, SUNHALL, Served, environment_of, serve
from sunhall.business.citizencards.actions import (
    grant_purpose,
    publish_status_lists,
    rebuild_status_lists,
)
from sunhall.business.citizencards.models import Card, Purpose, StatusList
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.numbers import number_of
from sunhall.centers.access.actions import register_application
from sunhall.config.database import database_in_use
from sunhall.directory.queries import system_actor
from sunhall.kernel.identifiers.checksums import resident_check
from sunhall.kernel.postgres.cluster import Cluster
from sunhall.kernel.secret_files import keep_secret

CARDS = int(os.environ.get("BENCH_CARDS", "10000000"))
CITY = HOME / "cards"
ASKERS = ("session", "token")
"""Who asks: an officer who has signed on, or a department's application with a token of its own."""

ASKED, BATCHES, BATCH = 3000, 20, 10_000
CONNECTIONS = 4
WARM_UP_SECONDS, SECONDS = 20, 10
OFFICER, DEPARTMENT, PURPOSE = "lu", "QD-WJ", "clinic-visit"
CLIENT, SECRET = "clinics", "client_secret"
CHUNK = 20_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = [a + b for a, b in product("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超", repeat=2)]
TABLES = ("citizencards_holder", "citizencards_card")
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname
JOIN pg_index ON indexrelid = pg_class.oid
WHERE tablename = ANY (%s) AND NOT indisprimary
"""
UNIQUE = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'u' AND conrelid = ANY (%s::regclass[])
"""
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND (conrelid = ANY (%s::regclass[]) OR confrelid = ANY (%s::regclass[]))
"""
LOOKUP = """\\set id random(1, COUNT)
SELECT state, functions, valid_until FROM citizencards_card WHERE id = :id;
"""


def run() -> list[dict[str, Any]]:
    """Return rows of what ten million cards cost."""
    filled = fill_once()
    rows = [*loading(filled), *lists(filled)]
    for who in ASKERS:
        with serve(CITY) as served:
            asking = reader(served.port, OFFICER).headers if who == "session" else {}
            rows += verifying(served, pgbench(), asking or bearer(served.port), who)
    return rows


def loading(filled: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what loading took and takes."""
    named = f"{filled['count']:,} cards"
    return [
        row(f"load {named} by COPY, indexes and checks included", "s", filled["seconds"], ""),
        row("memory of the loading program", "MB", filled["rss_mb"], ""),
        row(f"table and indexes of {named}", "MB", filled["cards_mb"], ""),
        row("table and indexes of their holders", "MB", filled["holders_mb"], ""),
    ]


def lists(filled: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how large the status lists are, and how long they take."""
    return [
        row("status lists of all cards, made from nothing", "s", filled["lists_s"], ""),
        row("status lists of all cards, signed and compressed", "KB", filled["lists_kb"], ""),
        row("one list after one loss, published", "ms", filled["publish_ms"], ""),
    ]


def verifying(
    served: Served, peer: float, asking: Mapping[str, str], who: str
) -> list[dict[str, Any]]:
    """Return how fast cards are verified, one and ten thousand at a time."""
    rng = random.Random(861)
    one, many = "/api/v1/cards/verify", "/api/v1/cards/verify/batch"
    bodies, batches = [single(rng) for _ in range(ASKED)], [batch(rng) for _ in range(BATCHES)]
    ask(served.port, asking, one, bodies[:500])
    alone = ask(served.port, asking, one, bodies)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        before, start = burnt(served.pid), time.perf_counter()
        list(pool.map(lambda _n: ask(served.port, asking, one, bodies), range(CONNECTIONS)))
        took, cores = time.perf_counter() - start, burnt(served.pid) - before
    ask(served.port, asking, many, batches[:3])
    times = ask(served.port, asking, many, batches)
    together, single_ms = CONNECTIONS * len(bodies), percentile(alone, 99)
    alike = {"peer": peer, "peer_name": "pgbench, lookups/s"}
    alone_peer = {"peer": 1000 / peer, "peer_name": "pgbench, one lookup"}
    return [
        row(f"verify one card by {who}, p99", "ms", single_ms, "< 10 ms",
            median=round(percentile(alone, 50), 2), **alone_peer),
        row(f"verify one card by {who}, {CONNECTIONS} connections", "/s", together / took, "",
            **alike),
        row(f"verify one card by {who}, per core", "/s", together / cores, ">= 400/s"),
        row(f"verify 10,000 a call by {who}", "cards/s", BATCH * 1000 * len(times) / sum(times),
            ">= 20,000/s", **alike),
    ]  # fmt: skip


def row(name: str, unit: str, ours: float, wanted: str, **more: Any) -> dict[str, Any]:
    """Return one row; beside a peer, with the ratio to it."""
    told = {"name": name, "unit": unit, "ours": round(ours, 2), "wanted": wanted, **more}
    if peer := more.get("peer"):
        told |= {"peer": round(peer, 3), "ratio": round(ours / peer, 3)}
    return told


def bearer(port: int) -> dict[str, str]:
    """Return how the department's application shows the token that its secret has got it."""
    secret = (CITY / SECRET).read_text()
    basic = base64.b64encode(f"{CLIENT}:{secret}".encode()).decode()
    http = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Authorization": f"Basic {basic}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    http.request("POST", "/oidc/token", "grant_type=client_credentials", headers)
    token = json.load(http.getresponse())["access_token"]
    http.close()
    return {"Authorization": f"Bearer {token}"}


def single(rng: random.Random) -> bytes:
    """Return a question about one card."""
    return json.dumps({"purpose": PURPOSE, "number": number_of(rng.randint(1, CARDS))}).encode()


def batch(rng: random.Random) -> bytes:
    """Return a question about ten thousand."""
    numbers = [number_of(rng.randint(1, CARDS)) for _ in range(BATCH)]
    return json.dumps({"purpose": PURPOSE, "numbers": numbers}).encode()


def ask(port: int, headers: Any, path: str, bodies: list[bytes]) -> list[float]:
    """Ask on one kept connection; return how many milliseconds each answer took."""
    http = HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for body in bodies:
        start = time.perf_counter()
        http.request("POST", path, body, {**headers, "Content-Type": "application/json"})
        answer = http.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    http.close()
    return times


def percentile(times: list[float], n: int) -> float:
    """Return a percentile."""
    return quantiles(times, n=100)[n - 1]


def burnt(server: int) -> float:
    """Return the processor seconds that a server's processes and its database have used."""
    database = int((CITY / "postgres/postmaster.pid").read_text().split()[0])
    total = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if {int(place.name), int(fields[1])} & {server, database}:
            total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def pgbench() -> float:
    """Return how many lookups by primary key the database does in a second, two at a time."""
    cluster, script = Cluster(CITY), CITY / "lookup.sql"
    script.write_text(LOOKUP.replace("COUNT", str(CARDS)))
    place = cluster.address()
    command = [str(cluster.program("pgbench")), "-n", "-M", "prepared", "-f", str(script)]
    command += ["-c", "2", "-j", "1", "-h", place["HOST"], "-p", place["PORT"], "-U", place["USER"]]
    for seconds in (WARM_UP_SECONDS, SECONDS):
        told = subprocess.run(
            [*command, "-T", str(seconds), place["NAME"]],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    found = re.search(r"tps = ([\d.]+)", told)
    if found is None:
        raise RuntimeError(told)
    return float(found[1])


def fill_once() -> dict[str, Any]:
    """Return what filling the city took; it is filled when it is not there, and then kept."""
    told = CITY / "filled.json"
    if not told.exists():
        CITY.mkdir(parents=True, exist_ok=True)
        environment = environment_of(CITY)
        subprocess.run([SUNHALL, "migrate"], env=environment, check=True)
        fill = [sys.executable, "-m", "bench.cards", "fill", str(CARDS)]
        subprocess.run(fill, env=environment, check=True)
        subprocess.run([SUNHALL, "demo", "load"], env=environment, check=True)
        grant = [sys.executable, "-m", "bench.cards", "grant"]
        subprocess.run(grant, env=environment, check=True)
    filled: dict[str, Any] = json.loads(told.read_text())
    return filled


def fill(count: int) -> dict[str, Any]:
    """Load cards by COPY into the city that SUNHALL_HOME names, and make the lists."""
    start = time.perf_counter()
    with connection.cursor() as cursor:
        rebuild = put_aside(cursor)
        copy(cursor, "citizencards_holder (id, resident_id, name)", holders(count))
        columns = "id, holder_id, valid_until, functions, applied_at, activated_at, changed_at, "
        copy(cursor, f"citizencards_card ({columns}division_code, state)", cards(count))
        copied = time.perf_counter() - start
        for statement in rebuild:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})")
    filled = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) citizencards_holder")
        cursor.execute("VACUUM (ANALYZE) citizencards_card")
        cursor.execute(
            "SELECT pg_total_relation_size(t::regclass) FROM unnest(%s::text[]) AS t", [[*TABLES]]
        )
        sizes = [size / 1e6 for (size,) in cursor]
    return {
        "count": count,
        "copy_seconds": copied,
        "seconds": filled,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "holders_mb": sizes[0],
        "cards_mb": sizes[1],
        **publish(),
    }


def publish() -> dict[str, float]:
    """Make every list from nothing, then one after a loss; return how long and how large."""
    by = system_actor(timezone.now())
    start = time.perf_counter()
    rebuild_status_lists(by)
    made = time.perf_counter() - start
    size = sum(len(token) for token in StatusList.objects.values_list("token", flat=True))
    lost = Card.objects.filter(state="in_use").order_by("pk")[0]
    lost.state = "lost"
    lost.save(update_fields=["state"])
    start = time.perf_counter()
    publish_status_lists(by)
    published = time.perf_counter() - start
    return {"lists_s": made, "lists_kb": size / 1024, "publish_ms": published * 1000}


def put_aside(cursor: Any) -> list[str]:
    """Drop indexes and foreign keys and rest the triggers; return what brings them back.

    The unique number of a holder's ID, and one live card each, are checked as they come back.
    """
    back: list[str] = []
    cursor.execute(FOREIGN_KEYS, [[*TABLES], [*TABLES]])
    for table, name, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        back.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    cursor.execute(UNIQUE, [[*TABLES]])
    for table, name, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        back.insert(0, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    cursor.execute(INDEXES, [[*TABLES]])
    for name, definition in cursor.fetchall():
        cursor.execute(f"DROP INDEX {name}")
        back.insert(0, definition)
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        back.append(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return back


def copy(cursor: Any, target: str, chunks: Iterator[str]) -> None:
    """Write rows in the text form of COPY."""
    with cursor.copy(f"COPY {target} FROM STDIN") as copying:
        for chunk in chunks:
            copying.write(chunk)


def holders(count: int) -> Iterator[str]:
    """Yield people of nobody's numbers, a chunk at a time."""
    days = [f"{date(1940, 1, 1) + timedelta(days=n):%Y%m%d}" for n in range(25_000)]
    places = [f"3702{n:02d}" for n in (2, 3, 11, 12, 13, 14, 15, 81, 83, 85)]
    for start in range(1, count + 1, CHUNK):
        lines = []
        for n in range(start, min(start + CHUNK, count + 1)):
            body = f"{places[n % 10]}{days[n // 10 % 25_000]}{n // 250_000:03d}"
            name = SURNAMES[n % 20] + GIVEN[n // 20 % len(GIVEN)]
            lines.append(f"{n}\t{body}{resident_check(body)}\t{name}\n")
        yield "".join(lines)


def cards(count: int) -> Iterator[str]:
    """Yield a card for each of them: 96 in use of a hundred, 2 lost, 2 ended."""
    now = datetime.now(UTC)
    states = ["in_use"] * 96 + ["lost"] * 2 + ["cancelled", "expired"]
    chosen = random.Random(861)
    for start in range(1, count + 1, CHUNK):
        rows = range(start, min(start + CHUNK, count + 1))
        yield "".join(
            f"{n}\t{n}\t2034-06-30\t{n * 7 % 32}\t{now}\t{now}\t{now}\t3702{n % 10 + 2:02d}\t"
            f"{state}\n"
            for n, state in zip(rows, chosen.choices(states, k=len(rows)), strict=True)
        )


def grant() -> None:
    """Let the department ask, and its application."""
    by = system_actor(timezone.now())
    if not Purpose.objects.exists():
        grant_purpose(
            by,
            organization_code=DEPARTMENT,
            code=PURPOSE,
            name="就诊登记",
            basis="个人信息保护法 第三十四条",
            valid_from=by.today,
        )
    if not (CITY / SECRET).exists():
        _application, secret = register_application(
            by,
            client_id=CLIENT,
            name="诊所挂号",
            organization_code=DEPARTMENT,
            grant_types=["client_credentials"],
            permissions=[Permission.CARD_VERIFY],
        )
        keep_secret(CITY / SECRET, secret.encode())


def main(command: str, *arguments: str) -> None:
    """Do what is asked for; the database stays up for it."""
    with database_in_use():
        if command == "grant":
            grant()
        else:
            told = fill(int(arguments[0]))
            (CITY / "filled.json").write_text(json.dumps(told, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
