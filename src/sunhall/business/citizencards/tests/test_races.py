"""Several people act on one card or for one person at once: one wins, the others are told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from tests.cast import Cast, assemble

from sunhall.business.citizencards import actions
from sunhall.business.citizencards.choices import LossKind
from sunhall.business.citizencards.models import Card, Look, PendingStatus, StatusList
from sunhall.business.citizencards.rules.status_list import Status, status_at
from sunhall.business.citizencards.tests.cards import (
    PURPOSE,
    allow,
    apply,
    citizen,
    in_use,
    resident_id,
    token_of,
)
from sunhall.kernel.errors import Refusal

WRITERS = 6


@pytest.fixture
def city(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    """Return the cast for several connections at once; what was empty is empty afterwards."""
    settings.SUNHALL_CARD_KEY = tmp_path / "card_key.pem"
    names = connection.introspection.table_names()
    tables = [name for name in names if is_empty(name)]
    yield assemble()
    with transaction.atomic(), connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        for name in tables:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in tables:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    connections.close_all()


def is_empty(table: str) -> bool:
    """Tell whether a table holds nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608
        return not cursor.fetchone()[0]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Let several people act at once; return why each was refused, or nothing."""

    def answer(act: Callable[[], object]) -> str:
        try:
            act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(answer, acts))


def test_one_of_several_applications_for_a_person_wins(city: Cast):
    answers = at_once(*[lambda: apply(city)] * WRITERS)

    assert answers == ["", *["has_live_card"] * (WRITERS - 1)]
    assert Card.objects.count() == 1


def test_a_qr_shown_at_several_counters_is_good_at_one(city: Cast):
    zhang, card = citizen(city), in_use(city)
    allow(city)
    token = token_of(zhang, card)

    answers = at_once(*[lambda: actions.verify_qr(city.lu, token=token, purpose=PURPOSE)] * WRITERS)

    assert answers == ["", *["qr_refused"] * (WRITERS - 1)]
    assert Look.objects.count() == 1


def test_losses_reported_at_once_are_all_in_the_list(city: Cast):
    cards = [in_use(city, (resident_id(n), "王小明")) for n in range(WRITERS)]
    actions.publish_status_lists(city.system)

    answers = at_once(
        *(
            lambda number=card.number: actions.report_loss(
                city.jiang, number=number, kind=LossKind.WRITTEN
            )
            for card in cards
        )
    )
    actions.publish_status_lists(city.system)

    content = bytes(StatusList.objects.get().content)
    assert answers == [""] * WRITERS
    assert {status_at(content, card.pk) for card in cards} == {Status.SUSPENDED}
    assert not PendingStatus.objects.exists()


def test_no_card_is_in_two_batches(city: Cast):
    for n in range(4):
        apply(city, (resident_id(n), "王小明"))

    answers = at_once(*[lambda: actions.make_batch(city.pan)] * 3)

    assert answers.count("") == 1
    assert set(answers) == {"", "nothing_to_produce"}
