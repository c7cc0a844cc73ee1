"""Search of the directory: found by words and codes, by whoever may see it."""

import pytest
from django.urls import reverse

from sunhall.directory import actions
from sunhall.directory.queries.finding import find, find_kind
from sunhall.directory.rules.drafts import MatterDraft

STALL = MatterDraft(code="QD-CG-001", name="占用道路摆摊", organization_code="QD-CG")


def kinds(by, query):
    return {one.kind: [str(item) for item in one.page.items] for one in find(by, query)}


class TestFind:
    @pytest.mark.parametrize(
        ("query", "kind", "expected"),
        [
            ("城管", "organizations", "市城市管理局（综合行政执法局）"),
            ("qd-cg", "organizations", "市城市管理局（综合行政执法局）"),
            ("城市管理 局长", "posts", "局长"),
            ("李法规", "persons", "李法规"),
            ("QD0001", "persons", "李法规"),
        ],
    )
    def test_finds_by_words_and_codes(self, cast, query, kind, expected):
        assert expected in kinds(cast.chen, query)[kind]

    def test_finds_matters_in_everyday_words(self, cast):
        actions.register_matter(cast.chen, STALL)

        assert kinds(cast.visitor, "摆摊") == {"matters": ["占用道路摆摊"]}

    def test_finds_no_person_and_no_post_for_the_public(self, cast):
        assert set(kinds(cast.visitor, "执法")) <= {"organizations", "matters"}

    @pytest.mark.parametrize("query", ["", "   ", "%", "没有的东西", "'; DROP TABLE x; --"])
    def test_finds_nothing_for_nothing(self, cast, query):
        assert find(cast.chen, query) == []

    def test_finds_an_organization_by_its_former_name_once(self, cast):
        for name in ("市甲局", "市甲二局"):
            actions.rename_organization(
                cast.chen,
                organization_id=cast.chen.own_organization_id,
                name=name,
                on=cast.chen.today.replace(day=len(name) - 2),
                basis="文件",
            )

        assert kinds(cast.visitor, "大数据")["organizations"] == ["市甲二局"]


class TestFindKind:
    def test_pages_by_key(self, cast):
        first = find_kind(cast.chen, "persons", "QD00", "")
        rest = find_kind(cast.chen, "persons", "QD00", first.items[3].employee_number)

        assert list(rest.items) == list(first.items)[4:]


class TestSearch:
    @pytest.mark.parametrize("query", ["?q=城管", "?q=城管&kind=organizations", "?kind=x", ""])
    def test_shows_what_was_found(self, cast, client, query):
        page = client.get(reverse("directory:search") + query)

        assert page.status_code == 200
        assert ("市城市管理局" in page.content.decode()) == ("城管" in query)
