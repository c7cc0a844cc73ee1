"""A card's way through the acts of both sides and the clock."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sunhall.business.supervision import actions
from sunhall.business.supervision.errors import AppealTooLate, MoveNotAllowed, WordsMissing
from sunhall.business.supervision.models import Card, CardStep, Finding
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.tests.acts import Scene, at, findings, with_permissions
from sunhall.directory.queries import system_actor
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry, OutboxMessage
from sunhall.kernel.row_security import Scope, guarded

WORDS = "已经查明情况，特此说明。"


@pytest.fixture
def card(scene: Scene) -> Card:
    """Return the card for a stall cleared by one officer alone."""
    return issue(scene)


def issue(scene: Scene, severity: str = "yellow") -> Card:
    """Return a card of a color."""
    scene.rule("officer_count < 2", severity=severity)
    scene.clear(officer_count=1)
    return findings()[0].card


def later(scene: Scene, days: int):
    """Return the city itself, some days on."""
    return system_actor(scene.officer.moment + timedelta(days=days))


class TestTheWholeWay:
    def test_ends_with_the_supervisor_closing_what_was_put_right(self, scene: Scene, card: Card):
        key = {"card_id": card.pk, "words": WORDS}

        actions.appeal_card(scene.answerer, **key)
        actions.uphold_card(scene.supervisor, **key)
        actions.order_rectification(scene.supervisor, **key)
        actions.explain_card(scene.answerer, **key)
        actions.report_rectification(scene.answerer, **key)
        actions.return_card(scene.supervisor, **key)
        actions.report_rectification(scene.answerer, **key)
        closed = actions.close_card(scene.supervisor, **key)

        assert (closed.state, closed.due_on, closed.ended_at) == (
            "closed",
            None,
            scene.supervisor.moment,
        )
        assert list(card.steps.values_list("move", flat=True)) == [
            "issue",
            "appeal",
            "uphold",
            "order",
            "explain",
            "report",
            "return",
            "report",
            "close",
        ]
        assert JournalEntry.objects.filter(event="supervision.card.moved").count() == 8
        assert OutboxMessage.objects.filter(topic="supervision.card").count() == 9

    def test_may_end_with_the_card_taken_back(self, scene: Scene, card: Card):
        key = {"card_id": card.pk, "words": WORDS}

        actions.appeal_card(scene.answerer, **key)
        withdrawn = actions.withdraw_card(scene.supervisor, **key)

        assert withdrawn.is_ended
        assert Finding.objects.filter(pk=card.pk).exists()


class TestReach:
    def test_lets_who_took_an_organization_over_answer_its_cards(self, scene: Scene, card: Card):
        asked = actions.order_rectification(scene.supervisor, card_id=card.pk, words=WORDS)
        reach = ((str(Permission.CARD_ANSWER), frozenset({scene.answerer.own_organization_id})),)
        heir = replace(scene.stranger, reach=reach)

        with guarded(Scope.of(heir)):
            answered = actions.explain_card(heir, card_id=asked.pk, words=WORDS)

        assert answered.state == "explained"
        assert Card.objects.get(pk=card.pk).state == "explained"

    def test_ends_at_other_organizations(self, scene: Scene, card: Card):
        with guarded(Scope.of(scene.stranger)), pytest.raises(NotFound):
            actions.explain_card(scene.stranger, card_id=card.pk, words=WORDS)


class TestAppeal:
    def test_is_in_time_on_the_third_working_day(self, scene: Scene, card: Card):
        by = at(scene.answerer, day=5)

        appealed = actions.appeal_card(by, card_id=card.pk, words=WORDS)

        assert appealed.state == "appealed"

    def test_is_too_late_on_the_fourth(self, scene: Scene, card: Card):
        by = at(scene.answerer, day=6)

        with pytest.raises(AppealTooLate) as refused:
            actions.appeal_card(by, card_id=card.pk, words=WORDS)

        assert "2026-03-05" in str(refused.value)

    def test_gives_the_organization_its_time_anew_when_it_fails(self, scene: Scene, card: Card):
        actions.appeal_card(scene.answerer, card_id=card.pk, words=WORDS)

        upheld = actions.uphold_card(at(scene.supervisor, day=9), card_id=card.pk, words=WORDS)

        assert upheld.due_on == date(2026, 3, 12)


class TestWhoMay:
    def test_not_another_organization(self, scene: Scene, card: Card):
        with pytest.raises(NotFound):
            actions.explain_card(scene.stranger, card_id=card.pk, words=WORDS)

    def test_not_the_supervisor_in_the_organizations_place(self, scene: Scene, card: Card):
        by = with_permissions(
            scene.supervisor, "supervision:card:answer", "supervision:finding:view"
        )

        with pytest.raises(NotFound):
            actions.explain_card(by, card_id=card.pk, words=WORDS)

    def test_not_the_organization_in_the_supervisors_place(self, scene: Scene, card: Card):
        actions.appeal_card(scene.answerer, card_id=card.pk, words=WORDS)

        with pytest.raises(Forbidden):
            actions.withdraw_card(scene.answerer, card_id=card.pk, words=WORDS)


class TestEveryStep:
    def test_says_why(self, scene: Scene, card: Card):
        with pytest.raises(WordsMissing):
            actions.explain_card(scene.answerer, card_id=card.pk, words="  好   ")

    def test_follows_the_way(self, scene: Scene, card: Card):
        with pytest.raises(MoveNotAllowed) as refused:
            actions.close_card(scene.supervisor, card_id=card.pk, words=WORDS)

        assert "已亮牌" in str(refused.value)

    def test_is_not_made_twice(self, scene: Scene, card: Card):
        actions.order_rectification(scene.supervisor, card_id=card.pk, words=WORDS)
        actions.explain_card(scene.answerer, card_id=card.pk, words=WORDS)

        with pytest.raises(MoveNotAllowed):
            actions.order_rectification(scene.supervisor, card_id=card.pk, words=WORDS)


class TestEscalateOverdueCards:
    def test_leaves_alone_what_is_due_today(self, scene: Scene, card: Card):
        moved = actions.escalate_overdue_cards(later(scene, 3))

        assert moved == []

    def test_makes_red_what_was_yellow_and_gives_time_anew(self, scene: Scene, card: Card):
        moved = actions.escalate_overdue_cards(later(scene, 4))

        assert [(one.severity, one.state, one.due_on) for one in moved] == [
            ("red", "issued", date(2026, 3, 11))
        ]
        assert moved[0].escalated_at

    def test_orders_and_then_directs_what_stays_red(self, scene: Scene):
        card = issue(scene, "red")

        for days in (10, 43, 200):
            actions.escalate_overdue_cards(later(scene, days))

        card.refresh_from_db()
        assert (card.state, card.orders) == ("directed", 2)
        assert list(card.steps.values_list("due_on", flat=True)) == [
            date(2026, 3, 5),
            date(2026, 4, 13),
            date(2026, 5, 14),
        ]

    def test_waits_while_the_supervisor_has_to_answer(self, scene: Scene, card: Card):
        actions.appeal_card(scene.answerer, card_id=card.pk, words=WORDS)

        moved = actions.escalate_overdue_cards(later(scene, 100))

        assert moved == []


class TestTheDatabase:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE supervision_card SET state = 'closed'",
            "UPDATE supervision_card SET number = 'x'",
            "DELETE FROM supervision_card",
            "UPDATE supervision_finding SET severity = 'yellow'",
            "DELETE FROM supervision_cardstep",
            "UPDATE supervision_ruleversion SET effect = 'record'",
            "UPDATE supervision_card SET severity = 'yellow'",
        ],
    )
    def test_refuses_what_leaves_the_way(self, scene: Scene, change: str):
        issue(scene, "red")

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

        assert CardStep.objects.count() == 1
