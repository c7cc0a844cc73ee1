"""Service items: what may be published, by whom, and how districts follow the city."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.cast import Cast
from tests.guides import in_force, with_guides

from sunhall.directory import actions, errors
from sunhall.directory.choices import ItemElement, ItemFault
from sunhall.directory.demo import items as demo
from sunhall.directory.models import ServiceItem, ServiceItemVersion
from sunhall.directory.queries import items as queries
from sunhall.directory.rules.items.document import read_item, write_item
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.models import JournalEntry

CODE = "QD-HJ-001"


@pytest.fixture
def city(db: None) -> Cast:
    """Return the cast of a city whose sixteen guides are in force."""
    return with_guides()


def a_draft(city: Cast, code: str = CODE) -> ServiceItemVersion:
    """Return a new draft of an item."""
    return actions.draft_next_item(city.ji, item_id=ServiceItem.objects.get(code=code).pk)


def changed(version: ServiceItemVersion, **changes: Any) -> dict[str, Any]:
    """Return a version's document with other values."""
    return write_item(replace(read_item(version.document), **changes))


class TestDraftItems:
    def test_takes_in_the_guides_and_the_project_without_a_fault(self, city: Cast):
        versions = ServiceItemVersion.objects.filter(item__template=None)

        assert versions.count() == 17
        for version in versions:
            faults = queries.faults_of(
                read_item(version.document), version.item.matter_id, city.ji.today
            )
            assert [fault for fault in faults if not fault.is_warning] == []

    def test_keeps_how_sure_each_record_is(self, city: Cast):
        guide = queries.get_guide(city.visitor, CODE)

        assert guide.content.materials_certainty == "own-knowledge"
        assert {step.limit.certainty for step in guide.content.steps if step.limit} == {
            "seed",
            "verified",
        }

    def test_keeps_the_words_of_the_article(self, city: Cast):
        steps = queries.get_guide(city.visitor, CODE).content.steps

        limits = [(step.limit.value, step.limit.unit) for step in steps if step.limit]
        assert limits[:4] == [(0, "immediate"), (20, "workday"), (3, "day"), (7, "day")]

    def test_takes_the_stages_of_the_project_as_its_steps(self, city: Cast):
        project = queries.get_guide(city.visitor, "QD-BL-001").content

        assert [step.limit.value for step in project.steps] == [30, 25, 25, 20]
        assert project.committed_limit.value == 100

    def test_refuses_a_second_service_of_one_matter(self, city: Cast):
        guide, details = demo.guides()[0]

        with pytest.raises(errors.ItemExists):
            actions.draft_items(city.ji, documents={CODE: demo.document_of(guide, details)})

    def test_is_refused_for_another_department(self, city: Cast):
        item = ServiceItem.objects.get(code="QD-SP-101")

        with pytest.raises(errors.ItemOfOthers):
            actions.draft_next_item(city.hu, item_id=item.pk)


class TestReviseItem:
    def test_names_the_elements_that_changed(self, city: Cast):
        draft = a_draft(city)

        actions.revise_item(city.hu, version_id=draft.pk, document=changed(draft, summary="新"))

        entry = JournalEntry.objects.filter(event="directory.service_item.revised").latest("pk")
        assert entry.facts["elements"] == ["summary"]

    def test_does_not_overwrite_what_another_wrote_meanwhile(self, city: Cast):
        draft = a_draft(city)
        before = draft.document_hash
        actions.revise_item(city.hu, version_id=draft.pk, document=changed(draft, summary="新"))

        with pytest.raises(errors.ItemChangedMeanwhile):
            actions.revise_item(
                city.ji,
                version_id=draft.pk,
                document=changed(draft, summary="旧"),
                expected_hash=before,
            )

    @pytest.mark.parametrize(
        ("document", "place"),
        [
            ({"name": "x", "bribe": 1}, "bribe"),
            ({"name": 7}, "name"),
            ({"name": "x", "materials": [{"name": "y", "copies": -1}]}, "materials.1.copies"),
            ({"name": "x", "steps": [{}]}, "steps.1"),
            ({"name": "x", "faq": "?"}, "faq"),
            ({"name": "x" * 3_001}, "name"),
        ],
    )
    def test_names_what_is_no_item(self, city: Cast, document: dict[str, Any], place: str):
        draft = a_draft(city)

        with pytest.raises(errors.ItemUnreadable) as refused:
            actions.revise_item(city.ji, version_id=draft.pk, document=document)

        assert refused.value.facts["element"] == place


class TestPublishItems:
    def test_lets_nobody_approve_their_own_draft(self, city: Cast):
        draft = a_draft(city)
        both = replace(city.ji, permissions=city.ji.permissions | city.ding.permissions)
        both = replace(both, reach=(*city.ji.reach, *city.ding.reach))

        with pytest.raises(errors.ItemFourEyes):
            actions.publish_items(
                both, version_ids=[draft.pk], effective_date=both.today + timedelta(days=1)
            )

    def test_needs_the_permission(self, city: Cast):
        draft = a_draft(city)

        with pytest.raises(Forbidden):
            actions.publish_items(city.hu, version_ids=[draft.pk], effective_date=city.hu.today)

    def test_takes_over_from_the_version_before_on_the_day(self, city: Cast):
        draft = a_draft(city)
        day = city.ding.today + timedelta(days=10)

        actions.publish_items(city.ding, version_ids=[draft.pk], effective_date=day)

        later = replace(city.visitor, moment=city.visitor.moment + timedelta(days=10))
        assert queries.get_guide(city.visitor, CODE).version.version == 1
        assert queries.get_guide(later, CODE).version.version == 2

    def test_refuses_a_promise_longer_than_the_law_allows(self, city: Cast):
        draft = a_draft(city)
        promise = replace(read_item(draft.document).committed_limit, value=21)
        actions.revise_item(
            city.ji, version_id=draft.pk, document=changed(draft, committed_limit=promise)
        )

        with pytest.raises(errors.ItemNotReady) as refused:
            actions.publish_items(
                city.ding,
                version_ids=[draft.pk],
                effective_date=city.ding.today + timedelta(days=1),
            )

        assert refused.value.facts["element"] == ItemElement.COMMITTED_LIMIT.label
        assert refused.value.facts["fault"] == ItemFault.PROMISE_TOO_LONG.label

    def test_makes_it_immutable_in_the_database(self, city: Cast):
        version = in_force(CODE)

        with pytest.raises(DatabaseError), transaction.atomic():
            ServiceItemVersion.objects.filter(pk=version.pk).update(name="另一个名字")


class TestAdoptItem:
    def test_has_only_what_may_differ(self, city: Cast):
        guide = queries.get_guide(city.visitor, "QD-SP-101-370202")

        city_item = queries.get_guide(city.visitor, "QD-SP-101").content
        assert guide.content.office.name.startswith("市南区")
        assert guide.content.committed_limit.value == 7
        assert guide.content.materials == city_item.materials

    @pytest.mark.parametrize(
        ("element", "value", "named"),
        [
            ("materials", [{"name": "另加一份证明"}], "申请材料"),
            ("fee", {"is_charged": True}, "收费"),
            ("conditions", [], "受理条件"),
            ("name", "别的名字", "事项名称"),
        ],
    )
    def test_is_refused_naming_what_must_be_the_same(
        self, city: Cast, element: str, value: Any, named: str
    ):
        template = ServiceItem.objects.get(code="QD-SC-101")

        with pytest.raises(errors.ThatMustNotDiffer) as refused:
            actions.adopt_item(city.yao, template_id=template.pk, differences={element: value})

        assert str(refused.value.facts["element"]) == named

    def test_is_refused_where_the_district_promises_less(self, city: Cast):
        template = ServiceItem.objects.get(code="QD-SC-101")
        longer = {"value": 3, "unit": "workday"}

        with pytest.raises(errors.PromiseLonger):
            actions.adopt_item(
                city.yao, template_id=template.pk, differences={"committed_limit": longer}
            )

    def test_is_refused_outside_the_field(self, city: Cast):
        template = ServiceItem.objects.get(code=CODE)

        with pytest.raises(errors.NotInDistrict):
            actions.adopt_item(city.yao, template_id=template.pk, differences={})

    def test_follows_the_city_on_the_day_of_its_new_version(self, city: Cast):
        draft = a_draft(city, "QD-SP-101")
        promise = replace(read_item(draft.document).committed_limit, value=5)
        actions.revise_item(
            city.ji,
            version_id=draft.pk,
            document=changed(draft, committed_limit=promise, summary="新的说明"),
        )
        day = city.ding.today + timedelta(days=1)

        actions.publish_items(city.ding, version_ids=[draft.pk], effective_date=day)

        local = in_force("QD-SP-101-370202")
        content = read_item(local.document)
        assert local.valid_from == day
        assert content.summary == "新的说明"
        assert content.committed_limit.value == 5
        assert content.office.name.startswith("市南区")


class TestModifyMatter:
    def test_makes_kept_guides_fresh(self, city: Cast):
        before = queries.item_revision()
        matter = in_force(CODE).item.matter

        actions.close_matter(city.chen, matter_id=matter.pk, on=city.chen.today + timedelta(days=1))

        assert queries.item_revision() > before


class TestFindItems:
    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("投靠子女", CODE),
            ("去儿子家落户", CODE),
            ("tkzn", CODE),
            ("lhqd", CODE),
            ("投靠字女", CODE),
            ("开饭店", "QD-SP-101"),
            ("领证", "QD-MZ-101"),
            ("jhdj", "QD-MZ-101"),
            ("结昏登记", "QD-MZ-101"),
            ("暂住证", "QD-GA-101"),
            ("QD-FG-101", "QD-FG-101"),
            ("个体户", "QD-SC-102"),
        ],
    )
    def test_understands_everyday_words(self, city: Cast, query: str, code: str):
        found = queries.find_items(city.visitor, query=query)

        assert found.items[0].item.code == code

    def test_finds_nothing_for_nothing(self, city: Cast):
        found = queries.find_items(city.visitor, query="%&'|!")

        assert found.items == []

    def test_shows_what_a_district_offers(self, city: Cast):
        found = queries.find_items(city.visitor, place="370202")

        assert [version.item.code for version in found.items] == ["QD-SP-101-370202"]
