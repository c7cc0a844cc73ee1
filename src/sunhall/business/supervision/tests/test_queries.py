"""Looking at what was found: lists, counts that add up, the past asked again, a case replayed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sunhall.business.supervision import actions, queries
from sunhall.business.supervision.errors import Blocked, NotAQuestion
from sunhall.business.supervision.queries import Filters, Period
from sunhall.business.supervision.tests.acts import (
    Scene,
    StallCleared,
    at,
    draft_of,
    findings,
)
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.models import JournalEntry

ALONE = "officer_count < 2"
WORDS = "已经查明情况，特此说明。"


@pytest.fixture
def year(scene: Scene) -> Scene:
    """Return a scene in which much was found: two rules, two districts, two officers."""
    scene.rule(ALONE, severity="red")
    scene.rule("fine_yuan > 500", code="T02", effect="block", block_when="fine_yuan > 900")
    for stall in range(1, 7):
        scene.clear(
            stall,
            officer_count=stall % 2 + 1,
            division="370202" if stall < 4 else "370203",
            handler_id=scene.officer.person_id if stall < 3 else None,
            fine_yuan=Decimal(100 * stall),
        )
    with pytest.raises(Blocked):
        scene.clear(7, fine_yuan=Decimal(1000))
    return scene


class TestListFindings:
    @pytest.mark.parametrize(
        ("filters", "stalls"),
        [
            ({}, [7, 6, 6, 4, 2]),
            ({"rule": "T02"}, [7, 6]),
            ({"key_point": "程序"}, [7, 6, 6, 4, 2]),
            ({"key_point": "办案时限"}, []),
            ({"severity": "red"}, [6, 4, 2]),
            ({"division": "370202"}, [7, 2]),
            ({"blocked": True}, [7]),
            ({"state": "issued"}, [7, 6, 6, 4, 2]),
            ({"state": "closed"}, []),
            ({"state": "failed"}, []),
        ],
    )
    def test_is_narrowed_by_what_is_asked_for(self, year: Scene, filters, stalls):
        page = queries.list_findings(year.supervisor, Filters(**filters))

        assert [finding.subject_id for finding in page.items] == stalls

    def test_goes_on_where_the_page_before_ended(self, year: Scene):
        first = queries.list_findings(year.supervisor, Filters(), limit=3)

        second = queries.list_findings(year.supervisor, Filters(), after=int(first.next), limit=3)

        seen = [finding.pk for page in (first, second) for finding in page.items]
        assert len(set(seen)) == 5
        assert not second.next

    def test_shows_others_nothing(self, year: Scene):
        page = queries.list_findings(year.stranger, Filters())

        assert page.items == []

    def test_costs_the_same_for_one_and_for_many(self, year: Scene):
        counts = []
        for limit in (1, 30):
            with CaptureQueriesContext(connection) as asked:
                queries.list_findings(year.supervisor, Filters(key_point="程序"), limit=limit)
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestCountBy:
    @pytest.mark.parametrize("dimension", queries.DIMENSIONS)
    def test_adds_up_to_the_total(self, year: Scene, dimension: str):
        period = Period.until(year.supervisor.today)

        shares = queries.count_by(year.supervisor, dimension, period)
        total = queries.count_all(year.supervisor, period)

        assert (total.total, total.red, total.blocked) == (5, 3, 1)
        for number in ("total", "red", "blocked"):
            assert sum(getattr(share, number) for share in shares) == getattr(total, number)

    @pytest.mark.parametrize("dimension", queries.DIMENSIONS)
    def test_leads_down_to_the_same_numbers(self, year: Scene, dimension: str):
        period = Period.until(year.supervisor.today)

        for share in queries.count_by(year.supervisor, dimension, period):
            if not share.key:
                continue
            below = queries.count_all(year.supervisor, period, **{dimension: share.key})
            listed = queries.list_findings(year.supervisor, Filters(**{dimension: share.key}))

            assert below.total == share.total == len(listed.items)

    def test_counts_only_the_days_asked_for(self, year: Scene):
        day = year.supervisor.today - timedelta(days=1)

        total = queries.count_all(year.supervisor, Period.until(day))

        assert total.total == 0

    def test_never_reads_more_than_a_year(self, year: Scene):
        today = year.supervisor.today

        period = Period(today - timedelta(days=4000), today).cut()

        assert (period.last - period.first).days == 366

    def test_puts_what_is_beyond_the_first_hundred_into_one(
        self, year: Scene, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("sunhall.business.supervision.queries.counts.SHOWN", 1)

        shares = queries.count_by(year.supervisor, "rule", Period.until(year.supervisor.today))

        assert [(share.key, share.total) for share in shares] == [("T01", 3), ("", 2)]


class TestBackTest:
    def test_finds_what_the_rule_would_have_found(self, year: Scene):
        since = year.supervisor.moment - timedelta(days=365)

        found = queries.back_test(year.supervisor, draft_of("fine_yuan >= 300"), since=since)

        assert (found.looked_at, found.hits, found.red) == (6, 4, 0)
        assert found.by_organization == {year.answerer.organization_id: 4}
        assert [sample.entry.subject_id for sample in found.samples] == [3, 4, 5, 6]

    def test_compares_with_the_version_in_force(self, year: Scene):
        since = year.supervisor.moment - timedelta(days=365)
        present = draft_of("fine_yuan <= 400")

        found = queries.back_test(
            year.supervisor, draft_of("fine_yuan >= 300"), since=since, present=present
        )

        assert (found.newly, found.no_longer) == (2, 2)

    def test_says_how_grave_it_would_have_been(self, year: Scene):
        draft = draft_of(
            "fine_yuan >= 300", red_when="fine_yuan >= 500", effect="block",
            block_when="fine_yuan >= 600",
        )  # fmt: skip

        found = queries.back_test(
            year.supervisor, draft, since=year.supervisor.moment - timedelta(days=1)
        )

        assert (found.hits, found.red, found.blocked) == (4, 2, 1)

    def test_looks_no_further_back_than_asked(self, year: Scene):
        since = year.supervisor.moment + timedelta(seconds=1)

        found = queries.back_test(year.supervisor, draft_of(ALONE), since=since)

        assert found.looked_at == 0

    def test_passes_over_what_cannot_be_read(self, year: Scene):
        facts = {**JournalEntry.objects.filter(event="tests.stall.cleared")[0].facts}
        facts["fine_yuan"] = "many"
        JournalEntry.objects.create(
            at=year.supervisor.moment, channel="web", event="tests.stall.cleared",
            subject="tests.stall", subject_id=99, facts=facts,
        )  # fmt: skip

        found = queries.back_test(
            year.supervisor,
            draft_of("fine_yuan >= 300"),
            since=year.supervisor.moment - timedelta(days=1),
        )

        assert (found.looked_at, found.hits, found.unreadable) == (7, 4, 1)

    def test_agrees_with_what_was_found_at_the_time(self, year: Scene):
        draft = findings()[0].version.draft

        found = queries.back_test(
            year.supervisor, draft, since=year.supervisor.moment - timedelta(days=1), present=draft
        )

        assert found.hits == len(findings())
        assert (found.newly, found.no_longer) == (0, 0)

    def test_refuses_what_is_no_question(self, year: Scene):
        with pytest.raises(NotAQuestion):
            queries.back_test(year.supervisor, draft_of("fine_yuan"), since=year.supervisor.moment)


class TestReplayOf:
    def test_shows_every_act_with_the_rules_it_was_asked(self, year: Scene):
        scenes = queries.replay_of(year.supervisor, subject="tests.stall", subject_id=6)

        assert [(answer.rule.code, answer.is_hit) for answer in scenes[0].answers] == [
            ("T01", True),
            ("T02", True),
        ]
        assert [one.rule.code for one in scenes[0].findings] == ["T01", "T02"]

    def test_shows_what_was_turned_down(self, year: Scene):
        scenes = queries.replay_of(year.supervisor, subject="tests.stall", subject_id=7)

        assert [(scene.entry_id, len(scene.findings)) for scene in scenes] == [(None, 1)]

    def test_asks_the_rules_of_that_day(self, year: Scene):
        later = at(year.other, day=9)
        proposed = actions.propose_version(
            at(year.supervisor, day=9), code="T01", draft=draft_of("officer_count < 1"),
            reason="放宽",
        )  # fmt: skip
        actions.enable_version(later, version_id=proposed.pk)
        again = StallCleared(**year.facts(6, officer_count=1, occasion="again"))
        announce(at(year.officer, day=10), again)

        scenes = queries.replay_of(year.supervisor, subject="tests.stall", subject_id=6)

        assert [scene.answers[0].is_hit for scene in scenes] == [True, False]


class TestGetFinding:
    def test_is_not_there_for_others(self, year: Scene):
        with pytest.raises(NotFound):
            queries.get_finding(year.stranger, finding_id=findings()[0].pk)
