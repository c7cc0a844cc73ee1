"""Cases to work on: the street stall as a clue, filed, investigated; made by calling the acts.

Everyone of the cast acts on one day at a time; `on` moves them to another.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from tests.cast import Cast, assemble
from tests.remembered import remembered

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import CaseSource, EvidenceKind, PartyKind
from sunhall.business.penalties.models import Approval, Case, Evidence
from sunhall.business.penalties.rules.parties import PartyDraft
from sunhall.business.penalties.tests.library import PACK, Library
from sunhall.kernel.actor import Actor
from sunhall.kernel.models import JournalEntry

STALL, LITTER = "QD-CG-001", "QD-CG-003"
PUBLISHED_ON = date(2025, 12, 1)
TODAY = date(2026, 1, 5)
"""A Monday; what happens to the stall happens from this day on."""

KEEPER = PartyDraft(
    kind=PartyKind.CITIZEN,
    name="张小贩",
    identifier="11010519491231002X",
    address="青岛市市南区闽江路 128 号",
    phone="13800000000",
)
COMPANY = PartyDraft(
    kind=PartyKind.LEGAL_PERSON,
    name="青岛喆䶮餐饮管理有限公司",
    identifier="91350100M000100Y43",
    representative="王㛃",
    address="青岛市市南区闽江路 128 号",
    phone="053200000000",
)
PERSONAL = (KEEPER.name, KEEPER.identifier, KEEPER.address, KEEPER.phone)
FACTS = {"refused": True, "place": "机动车道", "area": "3", "prior": 0}
PHOTO = b"\xff\xd8\xff\xe0 a stall on the carriageway"
REASON = "现场检查发现当事人占用机动车道设摊，责令改正后拒不改正。"


@pytest.fixture
def city(db: None) -> Cast:
    """Return the cast on a Monday, with two benchmarks in effect for a month."""
    return remembered("city", lambda: on(published(assemble()), TODAY))


@pytest.fixture
def committed_city(transactional_db: None) -> Iterator[Cast]:
    """Return the city for several connections at once; what was empty is empty afterwards."""
    tables = [name for name in connection.introspection.table_names() if is_empty(name)]
    yield on(published(assemble()), TODAY)
    alter(tables, "DISABLE")
    with transaction.atomic(), connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
    alter(tables, "ENABLE")
    connections.close_all()


def is_empty(table: str) -> bool:
    """Tell whether a table holds nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608
        return not cursor.fetchone()[0]


def alter(tables: list[str], word: str) -> None:
    """Disable or enable what keeps rows from being deleted."""
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"ALTER TABLE {name} {word} TRIGGER USER")


def published(cast: Cast) -> Cast:
    """Let two benchmarks be in effect since a month before the stall."""
    then = Library(on(cast, PUBLISHED_ON))
    then.register(PACK[STALL], PACK[LITTER])
    then.publish(PACK[STALL], PACK[LITTER])
    return cast


def on(cast: Cast, day: date, hour: int = 10) -> Cast:
    """Return the cast on another day."""
    moment = timezone.make_aware(datetime.combine(day, time(hour)))
    return replace(
        cast, **{one.name: replace(getattr(cast, one.name), moment=moment) for one in fields(cast)}
    )


def team(cast: Cast) -> list[int]:
    """Return the keys of the two officers; Sun, who asks, leads."""
    return [cast.qian.own_person_id, cast.sun.own_person_id]


def last_entry(case: Case, event: str) -> JournalEntry:
    """Return the last journal entry of an event of a case."""
    return JournalEntry.objects.filter(event=event, subject_id=case.pk).latest("pk")


def grant(by: Actor, approval: Approval, opinion: str = "") -> Case:
    """Let somebody approve, and return the case as it stands then."""
    actions.grant_approval(by, approval_id=approval.pk, opinion=opinion)
    return Case.objects.get(pk=approval.case_id)


def a_clue(cast: Cast, **changes: Any) -> Case:
    """Register the stall on the carriageway."""
    told = {
        "source": CaseSource.PATROL,
        "title": "擅自占用机动车道设摊经营",
        "story": "巡查发现机动车道上有人摆摊卖早点，责令改正后拒不改正。",
        "place": "闽江路 128 号门前",
        "discovered_on": cast.sun.today,
        "occurred_on": cast.sun.today,
        "matter_code": STALL,
        "party": KEEPER,
    }
    return actions.register_clue(cast.sun, **{**told, **changes})


def a_photo(cast: Cast, case: Case, **changes: Any) -> Evidence:
    """Put a photo on file."""
    told = {
        "kind": EvidenceKind.AUDIOVISUAL,
        "title": "现场照片",
        "description": "占用机动车道 3 平方米",
        "obtained_on": cast.sun.today,
        "content": PHOTO,
        "filename": "stall.jpg",
        "media_type": "image/jpeg",
    }
    return actions.add_evidence(cast.sun, case_id=case.pk, **{**told, **changes})


def a_filed_case(cast: Cast, **changes: Any) -> Case:
    """File the stall, to be investigated by Sun and Qian."""
    clue = a_clue(cast, **changes)
    approval = actions.ask_filing(
        cast.sun,
        case_id=clue.pk,
        reason=REASON,
        officer_ids=team(cast),
    )
    return grant(cast.he, approval)


def with_facts(cast: Cast, case: Case, facts: dict[str, Any] | None = None) -> Case:
    """Record facts, each on the photo of the case."""
    photo = case.evidence.first() or a_photo(cast, case)
    told = FACTS if facts is None else facts
    return actions.record_facts(
        cast.sun,
        case_id=case.pk,
        facts=told,
        evidence={key: [photo.number] for key in told},
    )


def an_investigated_case(
    cast: Cast,
    facts: dict[str, Any] | None = None,
    *,
    clue: dict[str, Any] | None = None,
    **told: Any,
) -> Case:
    """Investigate the stall to the end; `told` is what the end of the investigation says."""
    case = a_filed_case(cast, **(clue or {}))
    with_facts(cast, case, facts)
    return actions.finish_investigation(
        cast.sun, case_id=case.pk, **{"conclusion": "建议依照裁量基准处罚。", **told}
    )
