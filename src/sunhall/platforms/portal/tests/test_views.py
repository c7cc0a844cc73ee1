"""The front door: what it lends, what it finds, what it says of a missing page."""

import pytest
from django.urls import reverse
from django.views.defaults import server_error


class TestHome:
    def test_shows_what_the_citys_systems_lend(self, client, db):
        page = client.get(reverse("portal:home")).content.decode()

        assert "网上行政执法大厅" in page
        assert reverse("hall:home") in page

    def test_sets_no_cookie(self, client, db):
        response = client.get(reverse("portal:home"))

        assert not response.cookies


class TestSearch:
    def test_says_what_to_do_when_nothing_is_found(self, client, db):
        page = client.get(reverse("portal:search"), {"q": "天外飞仙"}).content.decode()

        assert "没有找到“天外飞仙”" in page

    @pytest.mark.parametrize("query", ["", "'; --", "<script>", "占" * 10_000, "& | !"])
    def test_survives_whatever_is_typed(self, client, db, query):
        response = client.get(reverse("portal:search"), {"q": query})

        assert response.status_code == 200
        assert "<script>" not in response.content.decode()


class TestAbout:
    def test_explains_every_mark_of_provenance(self, client, db):
        page = client.get(reverse("portal:about")).content.decode()

        assert all(mark in page for mark in ("法定定额", "示例", "合成数据"))


class TestRobots:
    def test_keeps_them_off_the_search(self, client):
        text = client.get(reverse("portal:robots")).content.decode()

        assert "Disallow: /search" in text


class TestMissingPage:
    def test_offers_a_way_on(self, client, db):
        response = client.get("/no/such/page")

        assert response.status_code == 404
        assert "没有这个页面" in response.content.decode()


class TestBrokenPage:
    def test_is_shown_without_asking_the_database(self, rf):
        response = server_error(rf.get("/"))

        assert "这是我们的错误" in response.content.decode()
