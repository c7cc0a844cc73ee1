"""A million cases, written in bulk for measurement: synthetic, and marked as such by their names.

They do not come from acts, so they have no journal; what they measure is how pages grow.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop as _

from sunhall.business.penalties import queries
from sunhall.business.penalties.demo.facts import sample_facts
from sunhall.business.penalties.models import Benchmark, Case, Determination
from sunhall.kernel.actor import Actor

CASES = 1_000_000
BATCH = 100_000
BASE = 1_000_000_000
"""Synthetic rows begin above this key, far from what acts take."""

SAMPLES = 5
DAYS = 1_095
MARK = "合成"

STATES = (
    ("archived", 700),
    ("closed", 90),
    ("not_filed", 70),
    ("served", 40),
    ("filed", 40),
    ("clue", 20),
    ("informed", 15),
    ("proposed", 10),
    ("investigated", 10),
    ("enforcement", 5),
)
"""Shares of a thousand."""

ROWS = """
CREATE TEMPORARY TABLE bulk ON COMMIT DROP AS
SELECT n,
       s.organization_id, s.division_code, s.matter_id, s.determination_id, s.title,
       o.person_id,
       (%(states)s::text[])[1 + (hashint8extended(n, 3) & 1023) * 1000 / 1024] AS state,
       %(now)s::timestamptz - make_interval(mins => ((%(total)s - n) * %(step)s)::int) AS at
  FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
  CROSS JOIN (SELECT count(*) AS total FROM bulk_sources) AS sources
  CROSS JOIN (SELECT count(*) AS total FROM bulk_officers) AS officers
  JOIN bulk_sources s ON s.number = 1 + (hashint8extended(n, 1) & 1048575) %% sources.total
  JOIN bulk_officers o ON o.number = 1 + (hashint8extended(n, 2) & 1048575) %% officers.total
"""
PARTIES = """
INSERT INTO penalties_party
    (id, kind, name, identifier, representative, address, phone, accepts_electronic_service)
SELECT %(base)s + n, CASE WHEN n %% 3 = 0 THEN 'legal_person' ELSE 'citizen' END,
       '合成当事人' || lpad(n::text, 7, '0'), 'SYN' || lpad(n::text, 12, '0'), '', '', '', false
  FROM bulk
"""
WRITE_CASES = """
INSERT INTO penalties_case
    (id, organization_id, division_code, matter_id, party_id, handler_id, procedure, state,
     is_suspended, clue_number, case_number, source, title, story, place, discovered_on,
     occurred_on, endangers_life, suspected_crime, is_complex, has_major_interest,
     determination_id, due_date, due_concern, registered_at, filed_at, decided_at, ended_at,
     changed_at)
SELECT %(base)s + n, organization_id, division_code, matter_id, %(base)s + n, person_id,
       'ordinary', state, false, '合成线索' || n,
       CASE WHEN state IN ('clue', 'not_filed') THEN '' ELSE '合成案' || n END,
       'patrol', title, '', '合成路 ' || n %% 500 || ' 号', at::date, at::date,
       false, false, false, false,
       CASE WHEN state IN ('clue', 'not_filed', 'filed', 'investigated') THEN NULL
            ELSE determination_id END,
       CASE WHEN state IN ('archived', 'closed', 'not_filed') THEN NULL
            ELSE (%(now)s::date - 20 + (hashint8extended(n, 4) & 127)::int) END,
       CASE WHEN state IN ('archived', 'closed', 'not_filed') THEN ''
            WHEN state = 'clue' THEN 'verification'
            WHEN state IN ('served', 'enforcement') THEN 'payment' ELSE 'decision' END,
       at, CASE WHEN state IN ('clue', 'not_filed') THEN NULL ELSE at END,
       CASE WHEN state IN ('archived', 'closed', 'served', 'enforcement') THEN at END,
       CASE WHEN state IN ('archived', 'closed', 'not_filed') THEN at END, at
  FROM bulk
"""
OFFICERS = """
INSERT INTO penalties_caseofficer (case_id, person_id, is_lead, assigned_at, removal_reason)
SELECT %(base)s + n, person_id, true, at, '' FROM bulk
"""
OBLIGATIONS = """
INSERT INTO penalties_obligation
    (case_id, concern, subject_id, start_date, "limit", article, extensions, due_date)
SELECT id, due_concern, 0, least(registered_at::date, due_date), '90d', '', '[]', due_date
  FROM penalties_case WHERE due_date IS NOT NULL AND id IN (SELECT %(base)s + n FROM bulk)
"""
DECISIONS = """
INSERT INTO penalties_penaltydecision
    (id, case_id, determination_id, number, status, decided_at, decided_by_name, served_at,
     correction_ground, correction_reason)
SELECT %(base)s + n, %(base)s + n, determination_id, '合成决〔' || n || '〕', 'in_force', at,
       '合成', at, '', ''
  FROM bulk WHERE state IN ('archived', 'closed', 'served', 'enforcement')
"""
PUBLICATIONS = """
INSERT INTO penalties_publication
    (decision_id, organization_id, matter_code, summary, published_at, published_until,
     retraction_reason)
SELECT %(base)s + n, b.organization_id, m.code,
       jsonb_build_object('party', '合成当事人', 'title', b.title, 'synthetic', true),
       at, (at + interval '3 years')::date, ''
  FROM bulk b JOIN directory_matter m ON m.id = b.matter_id
 WHERE state IN ('archived', 'closed') AND n %% 4 = 0
"""
TABLES = (
    "penalties_party",
    "penalties_case",
    "penalties_caseofficer",
    "penalties_obligation",
    "penalties_penaltydecision",
    "penalties_publication",
)
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])
"""
SOURCES = """
CREATE TEMPORARY TABLE bulk_sources ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY d.id, o.id) AS number, o.id AS organization_id,
       v.code AS division_code, m.id AS matter_id, d.id AS determination_id,
       left(m.name, 200) AS title
  FROM penalties_determination d
  JOIN directory_matter m ON m.id = d.matter_id
  JOIN directory_organization owner ON owner.id = m.organization_id
  JOIN directory_organization o ON o.domain_code = owner.domain_code AND o.domain_code <> ''
  JOIN directory_division v ON v.id = o.division_id
 WHERE d.determined_by_name = '合成'
"""
WHO = """
CREATE TEMPORARY TABLE bulk_officers ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) AS number, id AS person_id
  FROM directory_person ORDER BY id LIMIT 200
"""
WRITES = (PARTIES, WRITE_CASES, OFFICERS, OBLIGATIONS, DECISIONS, PUBLICATIONS)


def load_cases(tell: Callable[..., None], now: datetime, total: int = CASES) -> None:
    """Write that many synthetic cases, all or none; do nothing where there are some."""
    if Case.objects.filter(pk__gt=BASE).exists():
        return
    tell(_("准备合成案件"))
    with transaction.atomic(), connection.cursor() as cursor:
        _prepare(cursor, now)
        cursor.execute("ALTER TABLE penalties_case DISABLE TRIGGER case_steps_are_guarded")
        with _without_foreign_keys(cursor):
            for first in range(1, total + 1, BATCH):
                tell(_("写入合成案件"), first, total)
                _write(cursor, first, min(first + BATCH - 1, total), total, now)
        cursor.execute("ALTER TABLE penalties_case ENABLE TRIGGER case_steps_are_guarded")
    _tidy()


def _tidy() -> None:
    """Do at once what autovacuum does in time, so that pages are found by indexes alone."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


@contextmanager
def _without_foreign_keys(cursor: Any) -> Iterator[None]:
    """Check references once at the end, all rows together, instead of one by one."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(FOREIGN_KEYS, [list(TABLES)])
    keys = cursor.fetchall()
    for table, name, _definition in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, definition in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _prepare(cursor: Any, now: datetime) -> None:
    """Determine a few sanctions of each benchmark, and list who handles what where."""
    rng = random.Random(861)  # noqa: S311  reproducible, not a secret
    by = Actor.visitor(now)
    rows = []
    for benchmark in Benchmark.objects.in_effect(by.today).select_related("matter")[:200]:
        table = queries.get_table(benchmark)
        for _number in range(SAMPLES):
            facts = sample_facts(rng, table)
            decision = queries.decide_with(benchmark, facts)
            rows.append(
                Determination(
                    matter=benchmark.matter,
                    benchmark=benchmark,
                    facts=facts,
                    outcome=decision.as_dict(),
                    tier=decision.tier,
                    fine_yuan=decision.fine_yuan,
                    proof_hash=benchmark.proof_hash,
                    organization_id=0,
                    determined_by_id=0,
                    determined_by_name=MARK,
                    occurred_on=by.today - timedelta(days=30),
                    determined_at=now,
                )
            )
    Determination.objects.bulk_create(rows)
    cursor.execute(SOURCES)
    cursor.execute(WHO)


def _write(cursor: Any, first: int, last: int, total: int, now: datetime) -> None:
    known: dict[str, Any] = {
        "base": BASE,
        "first": first,
        "last": last,
        "total": total,
        "step": DAYS * 1440 / total,
        "now": now,
        "states": [state for state, share in STATES for _number in range(share)],
    }
    cursor.execute("DROP TABLE IF EXISTS bulk")
    cursor.execute(ROWS, known)
    for write in WRITES:
        cursor.execute(write, known)
