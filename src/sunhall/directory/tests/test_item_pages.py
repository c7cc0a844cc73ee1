"""The departments' pages of service items: write, compare, adopt, approve."""

from datetime import timedelta

import pytest
from django.forms import Select
from django.test import Client
from tests.cast import Cast
from tests.guides import in_force, signed_on, with_guides

from sunhall.directory import actions
from sunhall.directory.models import ServiceItem, ServiceItemVersion
from sunhall.kernel.actor import Actor
from sunhall.kernel.hooks import Figure, open_cases

EMPTY_ROWS = {
    f"{name}-{field}": "0"
    for name in ("conditions", "materials", "steps", "faq")
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def city(db: None) -> Cast:
    """Return the cast of a city whose sixteen guides are in force."""
    return with_guides()


@pytest.fixture
def draft(city: Cast) -> ServiceItemVersion:
    """Return a draft of the article's item."""
    return actions.draft_next_item(city.hu, item_id=in_force("QD-HJ-001").item_id)


def fields_of(client: Client, draft: ServiceItemVersion) -> dict[str, object]:
    """Return what a browser would send of a draft's form: a menu always says something."""
    context = client.get(f"/directory/items/versions/{draft.pk}/edit/").context
    sent: dict[str, object] = {}
    forms = [context["form"], *(form for _n, _l, rows in context["sections"] for form in rows)]
    forms += [rows.management_form for _n, _l, rows in context["sections"]]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None and isinstance(bound.field.widget, Select):
                value = next(key for key, _label in bound.field.choices)
            if bound.name != "DELETE" and value not in (None, False):
                sent[bound.html_name] = value
    return sent


class TestEdit:
    def test_writes_what_is_filled_in_and_keeps_the_rest(self, client: Client, draft):
        signed_on(client, "hu")
        sent = fields_of(client, draft)

        client.post(
            f"/directory/items/versions/{draft.pk}/edit/", {**sent, "summary": "新的一句话"}
        )

        before = draft.document
        draft.refresh_from_db()
        assert draft.document == {**before, "summary": "新的一句话"}

    def test_grows_by_a_row_and_keeps_what_was_typed(self, client: Client, draft):
        signed_on(client, "hu")
        sent = fields_of(client, draft)

        page = client.post(
            f"/directory/items/versions/{draft.pk}/edit/",
            {**sent, "summary": "刚写的", "more": "faq"},
        )

        rows = {name: rows for name, _label, rows in page.context["sections"]}
        assert page.status_code == 200
        assert rows["faq"].total_form_count() == int(str(sent["faq-TOTAL_FORMS"])) + 1
        assert 'value="刚写的"' in page.content.decode()

    def test_says_what_is_missing_and_keeps_what_was_typed(self, client: Client, draft):
        signed_on(client, "hu")

        page = client.post(
            f"/directory/items/versions/{draft.pk}/edit/",
            {**EMPTY_ROWS, "summary": "刚写的", "name": ""},
        )

        assert page.status_code == 422
        assert page.context["form"].errors["name"]
        assert 'value="刚写的"' in page.content.decode()

    def test_is_not_for_other_departments(self, client: Client, draft):
        response = signed_on(client, "yao").get(f"/directory/items/versions/{draft.pk}/edit/")

        assert response.status_code == 404

    def test_lets_a_district_write_only_what_may_differ(self, client: Client, city: Cast):
        local = ServiceItem.objects.get(code="QD-SP-101-370202")
        version = actions.draft_next_item(city.yao, item_id=local.pk)
        signed_on(client, "yao")
        address = f"/directory/items/versions/{version.pk}/edit/"

        client.post(address, {"office_name": "新窗口", "committed_value": 5,
                              "committed_unit": "workday"})  # fmt: skip

        version.refresh_from_db()
        assert set(version.differences) == {"office", "committed_limit"}
        assert version.document["office"]["name"] == "新窗口"
        assert "name" not in client.get(address).context["form"].fields


class TestShow:
    def test_sets_the_versions_side_by_side(self, client: Client, city: Cast, draft):
        document = {**draft.document, "summary": "新的一句话"}
        actions.revise_item(city.hu, version_id=draft.pk, document=document)

        page = signed_on(client, "hu").get(f"/directory/items/versions/{draft.pk}/")

        (change,) = page.context["changes"]
        assert change.after == ("新的一句话",)

    def test_says_what_is_open_on_the_version_in_force(
        self, client: Client, city: Cast, draft, monkeypatch: pytest.MonkeyPatch
    ):
        asked = []

        def count(by: Actor, subject: str, subject_id: int) -> list[Figure]:
            asked.append((subject, subject_id))
            return [Figure(value="3", label="件在办")]

        monkeypatch.setattr(open_cases, "entries", [count])

        page = signed_on(client, "ding").get(f"/directory/items/versions/{draft.pk}/")

        assert asked == [("directory.service_item_version", in_force("QD-HJ-001").pk)]
        assert "件在办" in page.content.decode()

    def test_lets_only_the_second_person_publish(self, client: Client, city: Cast, draft):
        own = signed_on(client, "hu").get(f"/directory/items/versions/{draft.pk}/")
        other = signed_on(client, "ding").get(f"/directory/items/versions/{draft.pk}/")

        assert not own.context["may_publish"]
        assert other.context["may_publish"]


class TestPublish:
    def test_says_why_not_on_the_page(self, client: Client, city: Cast, draft):
        signed_on(client, "ding")

        page = client.post(
            f"/directory/items/versions/{draft.pk}/publish/",
            {"effective_date": "2000-01-01"},
            follow=True,
        )

        assert "已经过去" in page.content.decode()
        draft.refresh_from_db()
        assert draft.status == "draft"


class TestListWork:
    def test_costs_the_same_for_one_item_and_for_many(
        self, client: Client, city: Cast, django_assert_max_num_queries
    ):
        signed_on(client, "ji")
        client.get("/directory/items/")

        with django_assert_max_num_queries(12):
            client.get("/directory/items/")


class TestAdopt:
    def test_leads_on_to_what_differs(self, client: Client, city: Cast):
        signed_on(client, "yao")
        (first, *_rest) = client.get("/directory/items/adoptable/").context["page"].items

        page = client.post(f"/directory/items/{first.item_id}/adopt/", follow=True)

        assert page.status_code == 200
        assert ServiceItem.objects.filter(template=first.item_id).exists()


class TestWithdraw:
    def test_ends_the_guide_and_its_districts(self, client: Client, city: Cast):
        version = in_force("QD-SP-101")

        actions.withdraw_item(
            city.ding, item_id=version.item_id, on=city.ding.today + timedelta(days=1)
        )

        ends = {in_force(code).valid_to for code in ("QD-SP-101", "QD-SP-101-370202")}
        assert ends == {city.ding.today + timedelta(days=1)}
