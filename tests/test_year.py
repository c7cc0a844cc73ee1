"""The demonstration's year: every ending, every district, every finding; twice the same."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from sunhall.business.penalties.choices import (
    ApprovalKind,
    ApprovalStatus,
    CaseState,
    DecisionStatus,
    ExemptionGround,
    MeasureKind,
    PaymentWay,
    TransferTarget,
)
from sunhall.business.penalties.demo import publish_pack
from sunhall.business.penalties.demo.history import UNBREAKABLE, play_year
from sunhall.business.penalties.demo.history.script import ENDINGS, FINDINGS, STANDING
from sunhall.business.penalties.models import (
    Approval,
    Case,
    Document,
    Hearing,
    Installment,
    Measure,
    Party,
    Payment,
    PenaltyDecision,
    Publication,
    Recusal,
    Statement,
)
from sunhall.business.supervision.choices import Move
from sunhall.business.supervision.demo import Answering
from sunhall.business.supervision.models import Card, CardStep, Finding, Rule
from sunhall.business.supervision.queries.counts import (
    DIMENSIONS,
    Period,
    count_all,
    count_by,
)
from sunhall.directory import demo as directory
from sunhall.directory.queries import list_divisions, system_actor
from sunhall.kernel.ledger.sequencer import fold_all
from sunhall.kernel.models import JournalEntry, LedgerPending

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 17, 8, 0, tzinfo=UTC)
A_FEW = 12
SET_PIECES = len(ENDINGS) + len(FINDINGS) + len(STANDING)
WRITTEN = re.compile(r"(?P<mark>.+)〔(?P<year>\d{4})〕第 (?P<number>\d{4}) 号")


def nobody(*_told: object) -> None:
    """Hear nothing of the progress."""


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Set the demonstration's city up before its year, for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        directory.load(nobody)
        publish_pack(nobody, NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def year(city: None) -> None:
    """Play all set pieces of the year, with the cards answered, and fold the ledger."""
    play_year(nobody, NOW, stories=SET_PIECES, each_day=Answering().end_day)
    fold_all(NOW)


def journal_of_a_few() -> list[tuple[Any, ...]]:
    """Play a few stories, return what the journal says of them, and leave no trace."""
    with transaction.atomic():
        last = JournalEntry.objects.latest("pk").pk
        play_year(nobody, NOW, stories=A_FEW, each_day=Answering().end_day)
        lines = list(
            JournalEntry.objects.filter(pk__gt=last)
            .order_by("pk")
            .values_list("at", "event", "person_name", "facts__label", "facts__number")
        )
        transaction.set_rollback(True)
    return lines


class TestPlayYear:
    def test_plays_the_same_year_twice(self, city: None):
        first, second = journal_of_a_few(), journal_of_a_few()

        assert len(first) > 100 * A_FEW / 12
        assert first == second

    def test_goes_forward_in_time(self, year: None):
        begun = NOW - timedelta(days=365)
        moments = JournalEntry.objects.filter(at__gte=begun, subject="penalties.case")

        told = list(moments.order_by("pk").values_list("at", flat=True))

        assert told == sorted(told)

    def test_leaves_cases_in_every_state(self, year: None):
        states = set(Case.objects.values_list("state", flat=True))

        assert states == set(CaseState.values)

    def test_lets_every_organ_ask_for_everything(self, year: None):
        kinds = Approval.objects.filter(status=ApprovalStatus.GRANTED)

        assert set(kinds.values_list("kind", flat=True)) == set(ApprovalKind.values)

    @pytest.mark.parametrize(
        ("code", "among"),
        [
            ("transfer", set(TransferTarget.values)),
            ("exemption", {ExemptionGround.FIRST_VIOLATION, ExemptionGround.MINOR_CORRECTED}),
        ],
    )
    def test_knows_the_kinds_of_an_ending(self, year: None, code: str, among: set[str]):
        reasons = Approval.objects.filter(kind=code).values_list("reason_code", flat=True)

        assert set(reasons) == among

    @pytest.mark.parametrize(
        ("what", "rows"),
        [
            ("revoked", lambda: PenaltyDecision.objects.filter(status=DecisionStatus.REVOKED)),
            ("changed", lambda: PenaltyDecision.objects.filter(status=DecisionStatus.CHANGED)),
            ("retracted", lambda: Publication.objects.filter(retracted_at__isnull=False)),
            ("in parts", lambda: Installment.objects.filter(number=3)),
            ("in cash", lambda: Payment.objects.filter(way=PaymentWay.ON_SITE)),
            ("late", lambda: Payment.objects.filter(additional_yuan__gt=0)),
            ("heard", lambda: Hearing.objects.filter(held_at__isnull=False)),
            ("adopted", lambda: Statement.objects.filter(is_adopted=True)),
            ("suspended", lambda: Case.objects.filter(is_suspended=True)),
            ("recused", lambda: Recusal.objects.filter(is_granted=True)),
            ("preserved", lambda: Measure.objects.filter(kind=MeasureKind.PRESERVATION)),
            ("seized", lambda: Measure.objects.filter(kind=MeasureKind.SEIZURE)),
            ("photographed", lambda: Case.objects.filter(evidence__file__isnull=False)),
        ],
    )
    def test_has_cases_that_are(self, year: None, what: str, rows: Callable[[], Any]):
        assert rows().exists(), what

    def test_happens_in_every_district(self, year: None):
        by = system_actor(NOW)
        kinds = ("district", "county_level_city")
        districts = {one.code for one in list_divisions(by) if one.kind in kinds}

        places = set(Case.objects.values_list("division_code", flat=True))

        assert districts <= places

    def test_numbers_everything_without_a_gap(self, year: None):
        written = [
            *Case.objects.values_list("clue_number", flat=True),
            *Case.objects.exclude(case_number=F("clue_number"))
            .exclude(case_number="")
            .values_list("case_number", flat=True),
            *Document.objects.exclude(number="")
            .exclude(kind="summary_decision")
            .values_list("number", flat=True),
            *Card.objects.values_list("number", flat=True),
        ]
        series = defaultdict(list)
        for text in written:
            found = WRITTEN.fullmatch(text)
            assert found, text
            series[found["mark"], found["year"]].append(int(found["number"]))

        gaps = {key: one for key, one in series.items() if sorted(one) != [*range(1, len(one) + 1)]}

        assert gaps == {}

    def test_names_no_party_in_the_journal(self, year: None):
        facts = JournalEntry.objects.filter(subject="penalties.case").values_list("facts")
        text = json.dumps(list(facts), ensure_ascii=False)
        personal = Party.objects.values_list("name", "identifier", "phone", "representative")
        words = {word for row in personal for word in row if word}

        named = sorted(word for word in words if word in text)

        assert words
        assert named == []


class TestFindings:
    def test_come_from_every_rule_that_an_act_can_break(self, year: None):
        rules = set(Rule.objects.values_list("code", flat=True))

        broken = set(Finding.objects.values_list("rule__code", flat=True))

        assert broken == rules - set(UNBREAKABLE)

    def test_are_no_failures_of_rules(self, year: None):
        assert not Finding.objects.exclude(fault="").exists()

    @pytest.mark.parametrize("dimension", DIMENSIONS)
    def test_add_up(self, year: None, dimension: str):
        by, period = system_actor(NOW), Period.until(NOW.date(), 366)

        shares = count_by(by, dimension, period)

        total = count_all(by, period)
        assert total.total == Finding.objects.count()
        assert sum(share.total for share in shares) == total.total
        assert sum(share.red for share in shares) == total.red
        assert sum(share.blocked for share in shares) == total.blocked


class TestCards:
    def test_go_every_way_a_card_can_go(self, year: None):
        moves = set(CardStep.objects.values_list("move", flat=True))

        assert moves == set(Move.values)


class TestPublications:
    def test_are_all_in_the_ledger(self, year: None):
        entries = Publication.objects.values_list("journal_entry_id", flat=True)

        waiting = LedgerPending.objects.filter(entry_id__in=list(entries))

        assert entries
        assert not waiting.exists()
