"""Measure the flow engine: whole cases against SpiffWorkflow, steps, joins, timers, migrations.

The process is a joint review of eight steps with one correction loop, for 4 and for 16
departments; both engines run the same file, and keep their state in the same PostgreSQL, each step
in a transaction of its own. Ours writes the journal and is watched by supervision besides.
"""

import gc
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, connections, transaction
from tests.cast import Cast, assemble

from bench.database import own_database
from sunhall.platforms.workflow import actions
from sunhall.platforms.workflow.models import Instance, Task
from sunhall.platforms.workflow.rules.graph import Kind
from sunhall.platforms.workflow.tests.drawings import drawn, node, timer
from sunhall.platforms.workflow.tests.flows import deployed, started

PEERS = os.environ.get("BENCH_PYTHON", ".venv-bench/bin/python")
PEER_SCRIPT = Path(__file__).with_name("flows_peer.py")
ROUNDS, CASES, PEER_CASES = 3, 12, 4
CONCURRENT, THREADS, TIMERS, MIGRATED = 600, 8, 1_000, 10_000
Steps = list[tuple[str, dict[str, Any]]]


def joint(departments: int) -> tuple[str, bytes, Steps]:
    """Return the joint review of some departments: its key, its file, and what people do."""
    key = f"joint{departments}"
    names = [f"r{number}" for number in range(departments)]
    branches = "; ".join(f"split>{name}; {name}>join" for name in names)
    xml = drawn(
        "start>accept; accept>check; check>correct:not is_complete; check>split; correct>accept;"
        f"{branches}; join>meet; meet>visit; visit>fee; fee>decide; decide>deliver; deliver>end",
        *(node(name) for name in ("accept", "correct", "meet", "visit", "fee", "decide")),
        *(node("check", Kind.EXCLUSIVE, default="check.split"), node("deliver")),
        *(node("split", Kind.PARALLEL), node("join", Kind.PARALLEL)),
        *(node(name) for name in names),
        key=key,
        is_complete="boolean",
    )
    around = ["meet", "visit", "fee", "decide", "deliver"]
    steps: Steps = [("accept", {"is_complete": False}), ("correct", {})]
    steps += [("accept", {"is_complete": True}), *((name, {}) for name in [*names, *around])]
    return key, xml, steps


def run() -> list[dict[str, Any]]:
    """Return rows of instances a second, milliseconds and seconds."""
    with own_database():
        city = assemble()
        gc.collect()
        gc.freeze()
        rows = [*against_peer(city, 4, "≥ 3×"), *against_peer(city, 16, "≥ 8×")]
        return [*rows, joins(city), timers(city), migration(city)]


def against_peer(city: Cast, departments: int, wanted: str) -> Iterator[dict[str, Any]]:
    """Run whole cases by turns with the peer."""
    key, xml, steps = joint(departments)
    deployed(city.system, xml)
    ours, theirs, times = [], [], []
    with tempfile.NamedTemporaryFile(suffix=".bpmn") as file, peer() as other:
        file.write(xml)
        file.flush()
        asked = {"path": file.name, "key": key, "steps": steps, "count": PEER_CASES}
        whole_case(city, key, steps)
        for _round in range(ROUNDS):
            begun = perf_counter()
            for _case in range(CASES):
                times += whole_case(city, key, steps)
            ours.append(CASES / (perf_counter() - begun))
            answer = ask(other, asked)
            assert answer["ended"]
            theirs.append(PEER_CASES / answer["seconds"])
    rate, peer_rate = median(ours), median(theirs)
    yield {
        "name": f"joint review, {departments} departments, with journal",
        "unit": "cases/s",
        "ours": round(rate, 2),
        "peer": round(peer_rate, 2),
        "peer_name": "SpiffWorkflow",
        "ratio": round(rate / peer_rate, 2),
        "wanted": wanted,
    }
    yield {
        "name": f"one step of it, median, {departments} departments",
        "unit": "ms",
        "ours": round(median(times) * 1000, 2),
        "wanted": "< 4 ms",
    }


def whole_case(city: Cast, key: str, steps: Steps) -> list[float]:
    """Lead a case from its start to its end; return the seconds of each step."""
    with transaction.atomic():
        progress = started(city.sun, key)
    open_steps = {one.node: one.task_id for one in progress.opened}
    times = []
    for name, facts in steps:
        begun = perf_counter()
        with transaction.atomic():
            progress = actions.complete(city.sun, task_id=open_steps.pop(name), facts=facts)
        times.append(perf_counter() - begun)
        open_steps |= {one.node: one.task_id for one in progress.opened}
    assert progress.has_ended
    return times


@contextmanager
def peer() -> Iterator["subprocess.Popen[str]"]:
    """Start the peer's process on this measurement's database, and end it."""
    told = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    address = " ".join(f"{name}={told[name]}" for name in names if told.get(name))
    command = [PEERS, "-P", str(PEER_SCRIPT), address]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.terminate()


def ask(process: "subprocess.Popen[str]", question: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one question."""
    assert process.stdin is not None
    assert process.stdout is not None
    print(json.dumps(question), file=process.stdin, flush=True)
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def joins(city: Cast) -> dict[str, Any]:
    """Let many people finish the branches of the same cases at once."""
    branches = 6
    names = [f"b{number}" for number in range(branches)]
    ways = "; ".join(f"split>{name}; {name}>join" for name in names)
    ends = (node("split", Kind.PARALLEL), node("join", Kind.PARALLEL), node("after"))
    xml = drawn(
        f"start>split; {ways}; join>after; after>end", *ends, *map(node, names), key="joins"
    )
    deployed(city.system, xml)
    with transaction.atomic():
        cases = [started(city.sun, "joins") for _case in range(CONCURRENT // branches)]
    work = [cases[n % len(cases)].opened[n // len(cases)].task_id for n in range(CONCURRENT)]

    def finish(part: list[int]) -> None:
        for task_id in part:
            with transaction.atomic():
                actions.complete(city.sun, task_id=task_id)
        connections.close_all()

    begun = perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(finish, [work[n::THREADS] for n in range(THREADS)]))
    seconds = perf_counter() - begun
    keys = [one.instance_id for one in cases]
    fired = Task.objects.filter(instance_id__in=keys, node="after").count()
    assert fired == len(cases), f"{fired} joins of {len(cases)} cases"
    return {
        "name": f"{CONCURRENT} concurrent completions, {len(cases)} joins, one each",
        "unit": "s",
        "ours": round(seconds, 2),
        "wanted": "one join each",
    }


def timers(city: Cast) -> dict[str, Any]:
    """Let many timers go off that are due at once."""
    late = timer("late", "a")
    deployed(
        city.system,
        drawn("start>a; a>end; late>b; b>end", node("a"), node("b"), late, key="timers"),
    )
    with transaction.atomic():
        for _case in range(TIMERS):
            started(city.sun, "timers")
    clock = replace(city.system, moment=city.system.moment + timedelta(days=4))
    begun = perf_counter()
    total = 0
    while count := actions.fire_due(clock):
        total += count
    seconds = perf_counter() - begun
    assert total == TIMERS
    return {
        "name": f"{TIMERS:,} due timers",
        "unit": "s",
        "ours": round(seconds, 2),
        "wanted": "< 2 s",
    }


def migration(city: Cast) -> dict[str, Any]:
    """Carry many running cases over to the next version of their flow."""
    old = deployed(city.system, drawn("start>a; a>end", node("a"), key="moved"))
    with transaction.atomic():
        first = started(city.sun, "moved").instance_id
    with connection.cursor() as cursor:
        for table, key in (("workflow_instance", "id"), ("workflow_task", "instance_id")):
            cursor.execute(f"SELECT * FROM {table} WHERE {key} = %s", [first])  # noqa: S608
            names = [one.name for one in cursor.description]
            shifted = {"id": "id + n", "instance_id": "instance_id + n"}
            values = ", ".join(shifted.get(name, name) for name in names)
            cursor.execute(  # names from the catalog
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} "  # noqa: S608
                f"FROM {table}, generate_series(1, {MIGRATED - 1}) AS n WHERE {key} = %s",
                [first],
            )
    new = deployed(city.system, drawn("start>x; x>b; b>end", node("x"), node("b"), key="moved"))
    begun = perf_counter()
    found = actions.migrate(
        city.system, from_id=old.pk, to_id=new.pk, mapping={"a": "x"}, dry_run=False
    )
    seconds = perf_counter() - begun
    assert found.count == Instance.objects.filter(definition=new).count() == MIGRATED
    return {
        "name": f"migrate {MIGRATED:,} running cases, with journal",
        "unit": "s",
        "ours": round(seconds, 2),
        "wanted": "< 10 s",
    }
