"""Supervision inside the act: what is recorded, what is blocked, what can never be lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sunhall.business.supervision.choices import Severity
from sunhall.business.supervision.errors import Blocked
from sunhall.business.supervision.models import Card, Finding
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.queries import rule_book
from sunhall.business.supervision.rules import Question
from sunhall.business.supervision.tests.acts import (
    SERIES,
    Scene,
    StallCleared,
    clear_stall,
    findings,
)
from sunhall.kernel.actions import action
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.errors import Refusal
from sunhall.kernel.models import JournalEntry, NumberSeries

ALONE = "officer_count < 2"


class TestSupervise:
    def test_finds_an_irregular_act_in_its_own_transaction(self, scene: Scene):
        version = scene.rule(ALONE)

        scene.clear(officer_count=1)

        finding = findings()[0]
        entry = JournalEntry.objects.get(event=StallCleared.name)
        assert (finding.entry_id, finding.subject, finding.subject_id) == (
            entry.pk,
            "tests.stall",
            1,
        )
        assert (finding.version_id, finding.severity) == (version.pk, Severity.YELLOW)
        assert finding.facts == entry.facts
        assert finding.facts["officer_count"] == 1
        assert not finding.is_blocked

    def test_leaves_personal_facts_out_of_what_it_keeps(self, scene: Scene):
        scene.rule(ALONE)

        scene.clear(officer_count=1)

        assert "holder" not in findings()[0].facts

    def test_finds_nothing_where_all_is_in_order(self, scene: Scene):
        scene.rule(ALONE)

        scene.clear()

        assert findings() == []

    def test_issues_the_card_with_its_number_and_its_limits(self, scene: Scene):
        scene.rule(ALONE, severity="red")

        scene.clear(1, officer_count=1)
        scene.clear(2, officer_count=1)

        first, second = (finding.card for finding in findings())
        assert (first.number, second.number) == (
            "市城管局监督牌〔2026〕第 0001 号",
            "市城管局监督牌〔2026〕第 0002 号",
        )
        assert (first.severity, first.state) == ("red", "issued")
        assert first.appeal_until == first.due_on == date(2026, 3, 5)
        assert first.steps.get().words == "测试情形"
        assert JournalEntry.objects.filter(event="supervision.card.issued").count() == 2

    def test_finds_the_same_irregularity_of_a_case_once(self, scene: Scene):
        scene.rule(ALONE)

        scene.clear(1, officer_count=1)
        announce_again(scene, 1, officer_count=1)

        assert len(findings()) == 1

    def test_finds_it_again_on_another_occasion(self, scene: Scene):
        scene.rule(ALONE)

        scene.clear(1, officer_count=1, occasion="a")
        announce_again(scene, 1, officer_count=1, occasion="b")

        assert len(findings()) == 2

    def test_makes_a_yellow_card_red_where_the_rule_says_so(self, scene: Scene):
        scene.rule(ALONE, red_when="fine_yuan > 500")

        scene.clear(1, officer_count=1, fine_yuan=Decimal(500))
        scene.clear(2, officer_count=1, fine_yuan=Decimal("500.01"))

        assert [finding.card.severity for finding in findings()] == ["yellow", "red"]

    def test_is_undone_with_the_act(self, scene: Scene):
        scene.rule(ALONE)

        with pytest.raises(ZeroDivisionError):
            clear_and_fail(scene.officer, scene=scene)

        assert findings() == []
        assert not scene.is_cleared()

    def test_follows_a_changed_rule_at_once(self, scene: Scene):
        scene.rule(ALONE)
        scene.change("officer_count < 1")

        scene.clear(1, officer_count=1)
        scene.clear(2, officer_count=0)

        assert [finding.subject_id for finding in findings()] == [2]

    def test_does_not_ask_a_rule_that_rests(self, scene: Scene):
        scene.rule(ALONE)
        scene.change(ALONE, is_watching=False)

        scene.clear(officer_count=1)

        assert findings() == []

    def test_asks_one_query_of_an_act_in_order(self, scene: Scene):
        scene.rule(ALONE)
        scene.clear(1)

        with CaptureQueriesContext(
            connection,
        ) as asked:
            scene.clear(2)

        assert [q["sql"] for q in asked if "supervision" in q["sql"]] == [rule_book.REVISION]


class TestBlocking:
    def test_turns_the_act_down_and_says_what_to_do(self, scene: Scene):
        scene.rule(ALONE, effect="block", way_out="请指派两人。")

        with pytest.raises(Blocked) as refused:
            scene.clear(officer_count=1)

        assert str(refused.value) == (
            "电子监督规则 T01“测试规则”不允许这样办理：测试情形。"
            "依据：行政处罚法 第四十二条。请指派两人。"
        )
        assert not scene.is_cleared()
        assert not JournalEntry.objects.filter(event=StallCleared.name).exists()

    def test_records_every_attempt_with_its_facts_and_card(self, scene: Scene):
        scene.rule(ALONE, effect="block", severity="red")

        for _attempt in range(2):
            with pytest.raises(Blocked):
                scene.clear(officer_count=1)

        first, second = findings()
        assert first.is_blocked
        assert first.entry_id is None
        assert first.facts["officer_count"] == 1
        assert first.act.endswith("clear_stall")
        assert (first.card.severity, second.card.number[-6:]) == ("red", "0002 号")
        assert first.occasion != second.occasion

    def test_lets_pass_what_the_narrower_condition_does_not_hold_for(self, scene: Scene):
        scene.rule(ALONE, effect="block", block_when='place == "carriageway"')

        scene.clear(1, officer_count=1, place="square")
        with pytest.raises(Blocked):
            scene.clear(2, officer_count=1)

        assert [finding.is_blocked for finding in findings()] == [False, True]
        assert (scene.is_cleared(1), scene.is_cleared(2)) == (True, False)

    def test_is_recorded_once_from_within_another_act(self, scene: Scene):
        scene.rule(ALONE, effect="block")

        with pytest.raises(Blocked):
            clear_two(scene.officer, scene=scene)

        assert len(findings()) == 1
        assert not scene.is_cleared(1)

    def test_is_recorded_also_where_the_act_around_it_carries_on(self, scene: Scene):
        scene.rule(ALONE, effect="block")

        clear_what_may_be(scene.officer, scene=scene)

        assert len(findings()) == 1
        assert (scene.is_cleared(1), scene.is_cleared(2)) == (True, False)


class TestCrash:
    def test_becomes_a_finding_and_never_loses_the_act(self, scene: Scene):
        scene.rule("fine_yuan / (officer_count - 2) > 1", effect="block")

        scene.clear()

        finding = findings()[0]
        assert "ExpressionError" in finding.fault
        assert not Card.objects.filter(pk=finding.pk).exists()
        assert scene.is_cleared()

    @pytest.mark.parametrize("value", ["two", None, ()])
    def test_is_survived_whatever_the_facts_are(self, scene: Scene, value):
        scene.rule(ALONE, effect="block")

        scene.clear(officer_count=value)

        assert scene.is_cleared()

    def test_of_the_rule_itself_is_survived(self, scene: Scene, monkeypatch: pytest.MonkeyPatch):
        scene.rule(ALONE)
        scene.rule("officer_count < 3", code="T02")

        def crash(self, facts, calendar: WorkingCalendar):
            if "3" in self.when.text:
                raise RuntimeError("no such luck")
            return answer(self, facts, calendar)

        answer = Question.answer
        monkeypatch.setattr(Question, "answer", crash)
        scene.clear(officer_count=1)

        assert scene.is_cleared()
        assert findings("T02")[0].fault == "RuntimeError('no such luck')"
        assert findings()[0].card.state == "issued"

    def test_of_the_database_while_recording_is_survived(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ):
        scene.rule(ALONE)

        def break_it(by, finding, version):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

        place = "sunhall.business.supervision.actions.watching.issue_card"
        monkeypatch.setattr(place, break_it)
        scene.clear(officer_count=1)

        assert scene.is_cleared()
        assert "division by zero" in findings()[0].fault

    def test_of_a_rule_that_no_longer_fits_its_event_is_told(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ):
        scene.rule(ALONE)
        facts = rule_book.facts_of(StallCleared.name)
        without = {name: kind for name, kind in facts.items() if name != "officer_count"}
        monkeypatch.setattr(rule_book, "facts_of", lambda event: without)
        rule_book._book.cache_clear()

        scene.clear(officer_count=1)
        rule_book._book.cache_clear()

        assert "officer_count" in findings()[0].fault
        assert scene.is_cleared()


class TestWithin:
    def test_shows_supervisors_all_and_others_their_own(self, scene: Scene):
        scene.rule(ALONE)
        scene.clear(officer_count=1)
        officer = replace(scene.officer, permissions=frozenset())

        seen = [
            Finding.objects.within(actor).sound().count()
            for actor in (scene.supervisor, scene.answerer, officer, scene.stranger)
        ]

        assert seen == [1, 1, 1, 0]


def announce_again(scene: Scene, stall: int, **facts) -> None:
    """Let the same stall be cleared again."""
    NumberSeries.objects.filter(year=stall, series=SERIES).delete()
    scene.clear(stall, **facts)


@action(Permission.FINDING_VIEW)
def clear_and_fail(by, *, scene: Scene) -> None:
    """Clear a stall and fail."""
    clear_stall(by, **scene.facts(1, officer_count=1))
    raise ZeroDivisionError


@action(Permission.FINDING_VIEW)
def clear_two(by, *, scene: Scene) -> None:
    """Clear two stalls, all or none."""
    clear_stall(by, **scene.facts(1))
    clear_stall(by, **scene.facts(2, officer_count=1))


@action(Permission.FINDING_VIEW)
def clear_what_may_be(by, *, scene: Scene) -> None:
    """Clear two stalls, leaving out what is refused."""
    for stall, officers in ((1, 2), (2, 1)):
        try:
            clear_stall(by, **scene.facts(stall, officer_count=officers))
        except Refusal:
            continue
