"""Reads of the directory: what they find, for whom, and at what price."""

from dataclasses import replace
from datetime import date

import pytest
from tests.cast import EMPLOYERS, SHINAN

from sunhall.directory import actions, queries
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.kernel.errors import NotFound

NAMES = (
    "擅自占用道路或者其他公共场地从事经营活动（含店外经营、流动摊点）",
    "随地吐痰、便溺，乱倒粪便、污水，乱弃瓜果皮核、纸屑、烟蒂等",
    "运输散装、流体物料车辆撒漏污染道路或者公共场地",
)


def drafts(count):
    return [
        MatterDraft(
            code=f"QD-CG-{number:05}",
            name=NAMES[number % 3] + str(number),
            organization_code="QD-CG",
            bases=(BasisDraft(law="条例", article=f"第{number}条"),),
        )
        for number in range(1, count + 1)
    ]


@pytest.fixture
def three(cast):
    return actions.register_matters(cast.chen, drafts(3))


class TestListDivisions:
    @pytest.mark.parametrize(("day", "count"), [(date(2010, 12, 1), 12), (date(2026, 1, 1), 10)])
    def test_finds_the_districts_of_the_day(self, cast, day, count):
        divisions = queries.list_divisions(cast.visitor, day)

        districts = [one for one in divisions if one.kind in ("district", "county_level_city")]
        assert len(districts) == count

    def test_knows_who_succeeded(self, cast):
        gone = queries.get_division(cast.visitor, "370284")

        assert gone.successor.code == "370211"


class TestOrganizationTree:
    def test_puts_departments_under_their_government(self, cast):
        (government,) = queries.organization_tree(cast.visitor)

        names = {child.organization.code for child in government.children}
        assert names == {*EMPLOYERS, SHINAN.code} - {government.organization.code}

    def test_is_empty_before_the_city_was_set_up(self, cast):
        assert queries.organization_tree(cast.visitor, date(2000, 1, 1)) == []

    def test_costs_one_query(self, cast, django_assert_num_queries):
        with django_assert_num_queries(1):
            queries.organization_tree(cast.visitor)


class TestGetPerson:
    def test_shows_a_person_to_those_who_may_see_persons(self, cast):
        assert queries.get_person(cast.zhao, "QD0001").name == "李法规"

    def test_hides_others_from_everyone_else(self, cast):
        with pytest.raises(NotFound):
            queries.get_person(cast.li, "QD0002")

    def test_shows_everyone_themselves(self, cast):
        assert queries.get_person(cast.li, "QD0001").pk == cast.li.person_id


class TestIsQualified:
    @pytest.mark.parametrize(
        ("login", "day", "scope", "expected"),
        [
            ("sun", date(2026, 3, 2), "", True),
            ("sun", date(2026, 3, 2), "城市管理", True),
            ("sun", date(2026, 3, 2), "交通运输", False),
            ("sun", date(2019, 3, 31), "", False),
            ("li", date(2026, 3, 2), "", False),
        ],
    )
    def test_asks_person_day_and_field(self, cast, login, day, scope, expected):
        person_id = getattr(cast, login).person_id

        assert queries.is_qualified(person_id, day, scope) is expected


class TestListMatters:
    def test_finds_in_everyday_words_what_the_law_calls_otherwise(self, cast, three):
        found = queries.list_matters(cast.visitor, query="占道经营")

        assert found.items[0].name.startswith("擅自占用道路")

    @pytest.mark.parametrize(
        "query", ["'", '"', "a & | !", "\\", "<->", ":*", "()", "\x00", "  ", "%", "🀄", "'" * 500]
    )
    def test_takes_whatever_one_types(self, cast, three, query):
        queries.list_matters(cast.visitor, query=query)

    @pytest.mark.parametrize("after", ["x~y~z", "all~nan~", "~~", "9~0x1p-3~a", "any~0x1p99999~a"])
    def test_begins_again_after_a_key_that_is_none(self, cast, three, after):
        assert queries.list_matters(cast.visitor, query="道路", after=after) is not None

    @pytest.mark.parametrize("query", ["", "道路"])
    def test_pages_by_key_without_losing_or_repeating_any(self, cast, query):
        actions.register_matters(cast.chen, drafts(25))
        everything = queries.list_matters(cast.visitor, query=query, limit=100).items
        seen, after = [], ""

        while True:
            page = queries.list_matters(cast.visitor, query=query, after=after, limit=4)
            seen += page.items
            after = page.next
            if not after:
                break

        assert [one.code for one in seen] == [one.code for one in everything]

    def test_keeps_what_rests_on_a_law(self, cast, three):
        assert len(queries.list_matters(cast.visitor, law="条例").items) == 3
        assert not queries.list_matters(cast.visitor, law="条例二").items

    @pytest.mark.parametrize("count", [10, 1000])
    @pytest.mark.parametrize("query", ["", "道路"])
    def test_costs_one_query_however_many_there_are(
        self, cast, count, query, django_assert_num_queries
    ):
        actions.register_matters(cast.chen, drafts(count))

        with django_assert_num_queries(1):
            page = queries.list_matters(cast.visitor, query=query)
            assert all(one.organization.name for one in page.items)

    def test_hides_what_begins_tomorrow(self, cast):
        future = replace(drafts(1)[0], valid_from=date(2026, 3, 3))
        actions.register_matter(cast.chen, future)

        assert not queries.list_matters(cast.visitor).items


class TestListLaws:
    def test_names_each_law_of_today_once_in_order(self, cast):
        drafts = [
            MatterDraft(
                code=f"L{n}",
                name="事项",
                organization_code="QD-CG",
                valid_from=date(2026, 1, 1),
                valid_to=ends,
                bases=(BasisDraft(law=law, article="第一条"),),
            )
            for n, (law, ends) in enumerate(
                [("乙法", None), ("甲法", None), ("乙法", None), ("丙法", date(2026, 2, 1))]
            )
        ]
        actions.register_matters(cast.chen, drafts)

        everywhere = queries.list_laws(cast.visitor)
        of_one = queries.list_laws(cast.visitor, organization="QD-CG")

        assert everywhere == of_one == sorted({"甲法", "乙法"}, key=of_one.index)


class TestListDivisionChanges:
    def test_tells_what_became_of_what_ended(self, cast):
        changes = queries.list_division_changes(cast.visitor)

        told = {
            str(change.day): [(one.name, one.successor.name) for one in change.ended]
            for change in changes
        }
        assert told == {
            "2012-12-01": [("四方区", "市北区"), ("胶南市", "黄岛区")],
            "2017-11-01": [("即墨市", "即墨区")],
        }
        assert not any(change.new for change in changes)
