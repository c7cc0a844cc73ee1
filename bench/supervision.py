"""Measure supervision: fifty rules on an act, an act with and without it, the past asked again.

Everything runs in a database of its own on the machine's server, with durable commits; the peer
of an act is the same act that nobody watches.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any

from django.db import connection
from tests.cast import assemble

from bench.database import own_database
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.tests import cases
from sunhall.business.supervision import queries
from sunhall.business.supervision.queries import (
    asked_about,
    back_test,
    compile_for,
    facts_of,
    supervised_events,
)
from sunhall.business.supervision.rules import Draft, read_rules
from sunhall.directory.queries import system_actor
from sunhall.kernel import events
from sunhall.kernel.calendar import standard_calendar
from sunhall.kernel.events import _plain
from sunhall.kernel.models import JournalEntry

MOMENT = datetime(2026, 3, 2, 2, tzinfo=UTC)
ACTS, ENTRIES, FOUND = 300, 200_000, 200_000
FINDINGS = """
INSERT INTO supervision_finding (
    rule_id, version_id, event, subject, subject_id, occasion, organization_id, division, matter,
    handler_id, label, severity, is_blocked, act, fault, facts, found_at, found_on, actor_name
)
SELECT rule.id, rule.version_id, 'penalties.case.filed', 'penalties.case', n, '', n %% 60,
    '3702' || n %% 12, '', n %% 3000, 'case ' || n, CASE n %% 3 WHEN 0 THEN 'red' ELSE 'yellow' END,
    n %% 5 = 0, '', '', '{}', at, at::date, ''
FROM (
    SELECT n, %s - n %% 366 * interval '1 day' AS at FROM generate_series(1, %s) AS n
) AS one
JOIN (SELECT id, version_id, row_number() OVER (ORDER BY code) AS place FROM supervision_rule)
    AS rule ON rule.place = 1 + n %% 50
"""
WATCHED = "penalties.penalty.decided"
PLAIN = {
    "boolean": False,
    "number": Decimal(0),
    "text": "ordinary",
    "date": MOMENT.date(),
}
IN_ORDER = {
    "division": "370202",
    "handler_id": None,
    "organization_id": 1,
    "officer_count": 2,
    "is_noticed": True,
    "hearing_window_ends_on": None,
}


def run() -> list[dict[str, Any]]:
    """Return rows: microseconds of the rules, milliseconds of an act, entries a second."""
    with own_database():
        return [*rules(), *acts(), *past(), *desk()]


def rules() -> list[dict[str, Any]]:
    """Ask all fifty rules once each, and those of a decision as an act does."""

    calendar = standard_calendar()
    every = [
        (compile_for(record.draft, record.draft.on[0]), vars(event_of(record.draft.on[0])))
        for record in read_rules()
    ]
    decision = vars(event_of(WATCHED))
    asked = [one.question for one in asked_about(WATCHED) if one.question]
    return [
        row("50 rules, each on an act", "µs", times(lambda: ask(every, calendar)) * 1e6),
        row(
            f"{len(asked)} rules on a decision",
            "µs",
            times(lambda: ask([(one, decision) for one in asked], calendar)) * 1e6,
        ),
    ]


def acts() -> list[dict[str, Any]]:
    """Register clues and put photos on file, bare, journaled and supervised in turns."""

    city = cases.on(cases.published(assemble()), cases.TODAY)
    watchers, announce = list(events._watchers), steps.announce
    rows = []
    for name, work in (
        ("register a clue", lambda: cases.a_clue(city)),
        ("put a photo on file", partial(cases.a_photo, city, cases.a_filed_case(city))),
    ):
        taken: dict[str, list[float]] = {"bare": [], "journal": [], "supervised": []}
        for number in range(ACTS * 3):
            kind = ("bare", "journal", "supervised")[number % 3]
            events._watchers[:] = watchers if kind == "supervised" else []
            steps.announce = announce if kind != "bare" else lambda by, *happened: None
            start = time.perf_counter()
            work()
            taken[kind].append(time.perf_counter() - start)
        events._watchers[:], steps.announce = watchers, announce
        bare, journal, supervised = (median(one[20:]) * 1000 for one in taken.values())
        rows += [
            row(
                f"{name}, journal and supervision", "ms", supervised, bare, "without both", "< 1.2×"
            ),
            row(f"{name}, supervision alone", "ms", supervised, journal, "with the journal"),
        ]
    return rows


def past() -> list[dict[str, Any]]:
    """Ask a changed rule of many decisions in the journal."""

    facts = {name: _plain(value) for name, value in vars(event_of(WATCHED)).items()}
    for first in range(0, ENTRIES, 5000):
        JournalEntry.objects.bulk_create(
            JournalEntry(
                at=MOMENT,
                channel="system",
                event=WATCHED,
                subject="penalties.case",
                subject_id=number,
                facts={**facts, "fine_yuan": str(number % 500)},
            )
            for number in range(first, first + 5000)
        )
    present = next(one.draft for one in read_rules() if one.code == "P13")
    draft = Draft(on=(WATCHED,), when="fine_yuan > noticed_fine_yuan and not has_spoken")
    start = time.perf_counter()
    found = back_test(
        system_actor(MOMENT), draft, since=MOMENT - timedelta(days=1), present=present
    )
    taken = time.perf_counter() - start
    return [
        row(
            "back-test of a changed rule",
            "entries/s",
            found.looked_at / taken,
            wanted="≥ 100,000",
            note=f"{found.hits:,} hits",
        )
    ]


def desk() -> list[dict[str, Any]]:
    """Ask for a page of the desk and a year's counts among many findings."""

    with connection.cursor() as cursor:
        cursor.execute(FINDINGS, [MOMENT, FOUND])
        cursor.execute("ANALYZE supervision_finding")
    by = system_actor(MOMENT)
    year = queries.Period.until(by.today, 366)
    count = partial(queries.count_by, by, period=year)
    narrowed = queries.Filters(key_point="中途撤案", division="37021")
    many = f"{FOUND:,} findings in a year"
    return [
        row(
            "desk, a page of a key point",
            "ms",
            times(lambda: queries.list_findings(by, narrowed), 50) * 1000,
            note=many,
        ),
        row("desk, a year by department", "ms", times(lambda: count("organization"), 20) * 1000),
        row("desk, a year by key point", "ms", times(lambda: count("key_point"), 20) * 1000),
    ]


def event_of(name: str, **values: Any) -> Any:
    """Return an event with plain facts, in which all is in order for a decision."""

    plain = {name: PLAIN[known.kind] for name, known in facts_of(name).items()}
    in_order = {key: value for key, value in IN_ORDER.items() if key in plain}
    return supervised_events()[name](**{"subject_id": 1, **plain, **in_order, **values})


def ask(questions: list[tuple[Any, dict[str, Any]]], calendar: Any) -> None:
    """Ask questions of facts."""
    for question, facts in questions:
        question.answer(facts, calendar)


def times(work: Callable[[], Any], rounds: int = 1000) -> float:
    """Return the seconds that something takes, the median of many times."""
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def row(
    name: str,
    unit: str,
    ours: float,
    peer: float | None = None,
    peer_name: str = "",
    wanted: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Return one row."""
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 3),
        **({"peer": round(peer, 3), "peer_name": peer_name, "ratio": ours / peer} if peer else {}),
        "wanted": wanted,
        "note": note,
    }
