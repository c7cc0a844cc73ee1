"""Guides and guided navigation as the public meets them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.guides import with_guides

from sunhall.directory.demo import items as demo


@pytest.fixture
def city(db: None) -> Cast:
    """Return the cast of a city whose sixteen guides are in force."""
    return with_guides()


CODES = ("QD-HJ-001", "QD-SP-101", "QD-SP-101-370202", "QD-BL-001")


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as taken:
        client.get(address)
    return len(taken)


class TestShow:
    def test_says_what_the_article_says(self, client: Client, city: Cast):
        page = client.get("/guides/QD-HJ-001/").content.decode()

        for words in ("《办理户口责任书》", "20 个工作日", "3 个自然日", "7 个自然日", "当场办结"):
            assert words in page
        assert "落户地派出所" in page

    @pytest.mark.parametrize("code", [guide["id"] for guide, _details in demo.guides()])
    def test_shows_each_of_the_sixteen(self, client: Client, city: Cast, code: str):
        response = client.get(reverse("portal:guide", args=[code]))

        assert response.status_code == 200

    def test_costs_the_same_number_of_queries_for_every_guide(self, client: Client, city: Cast):
        costs = {queries_of(client, f"/guides/{code}/?fresh") for code in CODES}

        assert len(costs) == 1

    def test_is_not_found_where_there_is_none(self, client: Client, city: Cast):
        response = client.get("/guides/QD-XX-999/")

        assert response.status_code == 404


class TestPaper:
    def test_is_the_same_bytes_every_time(self, client: Client, city: Cast):
        first, second = (client.get("/guides/QD-HJ-001/paper").content for _time in range(2))

        assert first.startswith(b"%PDF-")
        assert first == second


class TestNavigate:
    def test_leads_mr_zhang_in_four_answers(self, client: Client, city: Cast):
        address = "/navigate/citizens/"
        for words in ("我是外地人", "我想落户青岛", "外地亲属落户青岛"):
            page = client.get(address)
            address = next(one["url"] for one in page.context["answers"] if one["text"] == words)
        last = client.get(address).context["answers"]

        assert [(one["text"], one["url"]) for one in last] == [("投靠子女", "/guides/QD-HJ-001/")]

    def test_carries_the_answers_in_the_address(self, client: Client, city: Cast):
        page = client.get("/navigate/citizens/outsider.settle/").content.decode()

        assert (
            page.index("我是外地人") < page.index("我想落户青岛") < page.index("外地亲属落户青岛")
        )

    def test_goes_on_from_where_old_answers_cease_to_fit(self, client: Client, city: Cast):
        page = client.get("/navigate/citizens/outsider.gone.children/")

        assert page.context["walked"].is_broken
        assert [one["answer"] for one in page.context["said"]] == ["我是外地人"]

    def test_leads_on_whoever_shares_all_answers(self, client: Client, city: Cast):
        response = client.get("/navigate/citizens/outsider.settle.relatives.children/")

        assert response.url == "/guides/QD-HJ-001/"


class TestListGuides:
    def test_costs_the_same_for_one_row_and_for_many(self, client: Client, city: Cast):
        client.get("/guides/list/?fresh")

        one, many = (
            queries_of(client, f"/guides/list/?fresh&{narrowed}")
            for narrowed in ("theme=marriage", "subject=natural_person")
        )

        assert one == many

    @pytest.mark.parametrize(
        ("parameters", "code"),
        [
            ("q=去儿子家落户", "QD-HJ-001"),
            ("event=marry", "QD-MZ-101"),
            ("theme=investment", "QD-FG-101"),
            ("organization=QD-GA", "QD-GA-101"),
            ("place=370202", "QD-SP-101-370202"),
            ("subject=natural_person", "QD-GA-101"),
        ],
    )
    def test_narrows(self, client: Client, city: Cast, parameters: str, code: str):
        page = client.get(f"/guides/list/?{parameters}")

        assert code in [version.item.code for version in page.context["page"].items]
