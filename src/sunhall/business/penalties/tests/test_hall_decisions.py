"""Decisions in the public hall: what is shown, what is masked, how anybody verifies."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Publication
from sunhall.business.penalties.tests.cases import PERSONAL, city
from sunhall.business.penalties.tests.decisions import a_served_case, decision_of

__all__ = ["city"]

LIST = "/hall/decisions/"


def published(cast: Cast) -> Publication:
    """Publish the decision on a stall."""
    decision = decision_of(a_served_case(cast))
    return actions.publish_decision(cast.wang, decision_id=decision.pk)


class TestList:
    def test_shows_what_is_published_and_nothing_personal(self, city: Cast):
        shown = published(city)

        page = Client().get(LIST).content.decode()

        assert shown.decision.number in page
        assert "张某某" in page
        assert not [text for text in PERSONAL if text in page]

    def test_is_narrowed_by_a_month_and_keeps_what_else_is_chosen(self, city: Cast):
        shown = published(city)
        month = f"{timezone.localdate(shown.published_at):%Y-%m}"

        page = Client().get(LIST, {"organization": "QD-CG", "month": month})
        without = Client().get(LIST, {"organization": "QD-SF", "month": month})

        assert [row.pk for row in page.context["rows"]] == [shown.pk]
        assert [one["current"] for one in page.context["organizations"]] == [True]
        assert f'name="month" value="{month}"' in page.content.decode()
        assert without.context["rows"] == []

    @pytest.mark.parametrize("month", ["9999-12", "0001-01", "2026-13", "三月"])
    def test_takes_no_month_there_is_not(self, city: Cast, month: str):
        shown = published(city)

        page = Client().get(LIST, {"month": month})

        assert [row.pk for row in page.context["rows"]] == [shown.pk]

    def test_says_that_nothing_is_there_yet(self, city: Cast):
        a_served_case(city)

        assert "没有符合的处罚决定" in Client().get(LIST).content.decode()

    def test_asks_the_same_number_of_questions_for_two_and_for_six(self, city: Cast):
        counts = []
        for more in (2, 4):
            for _number in range(more):
                published(city)
            Client().get(LIST)
            with CaptureQueriesContext(connection) as seen:
                Client().get(LIST)
            counts.append(len(seen))

        assert counts[0] == counts[1]


class TestDecision:
    def test_shows_the_sanction_its_table_and_its_receipt(self, city: Cast):
        shown = published(city)

        page = Client().get(reverse("hall:decision", args=[shown.decision.number]))

        text = page.content.decode()
        assert "￥1,200.00" in text
        assert reverse("hall:matter", args=[shown.matter_code, 1]) in text
        assert reverse("portal:verify_entry", args=[shown.journal_entry_id]) in text
        assert not [personal for personal in PERSONAL if personal in text]

    def test_is_gone_once_it_is_retracted(self, city: Cast):
        shown = published(city)
        actions.retract_publication(
            city.wang, decision_id=shown.decision_id, reason="行政复议决定撤销。"
        )

        page = Client().get(reverse("hall:decision", args=[shown.decision.number]))

        assert page.status_code == 404


class TestVerify:
    def test_says_that_a_paper_is_genuine_and_no_more_where_it_is_not_published(self, city: Cast):
        decision = decision_of(a_served_case(city))

        page = Client().get(reverse("hall:verify", args=[decision.pk])).content.decode()

        assert "这份决定是真的，现在有效" in page
        assert decision.number in page
        assert "1,200" not in page
        assert not [text for text in PERSONAL if text in page]

    def test_shows_what_is_published(self, city: Cast):
        shown = published(city)

        page = Client().get(reverse("hall:verify", args=[shown.decision_id])).content.decode()

        assert "￥1,200.00" in page

    def test_knows_no_paper_that_was_never_made(self, db: None):
        assert Client().get(reverse("hall:verify", args=[9_999])).status_code == 404


class TestStatistics:
    @pytest.mark.parametrize(("count", "is_told"), [(4, False), (5, True)])
    def test_tells_of_five_and_of_no_fewer(self, city: Cast, count: int, is_told: bool):
        for _number in range(count):
            published(city)

        page = Client().get("/hall/decisions/statistics/").content.decode()

        assert ("case-bars" in page) is is_told
