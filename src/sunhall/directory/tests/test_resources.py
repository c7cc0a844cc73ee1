"""The catalogs of information and applications: labels that hold, pages, workbook, demo."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from sunhall.directory import actions, errors, queries
from sunhall.directory.choices import Classification, Sharing
from sunhall.directory.demo.resources import APPLICATIONS, INFORMATION
from sunhall.directory.models import ApplicationResource, InformationResource
from sunhall.directory.rules.resources import check_labels, read_items, write_items
from sunhall.directory.rules.workbook import parse, write

BASE = {
    "code": "QD-R001",
    "name": "企业基础信息",
    "classification": "personal",
    "update_cycle": "daily",
    "sharing": "conditional",
    "sharing_basis": "部门履职需要",
    "items": "企业名称\n法定代表人：个人信息",
}


def register(cast, **changes):
    return actions.register_information_resource(
        cast.chen, organization_id=cast.chen.organization_id, **{**BASE, **changes}
    )


class TestReadItems:
    @given(st.lists(st.tuples(st.from_regex(r"\w{1,9}", fullmatch=True), st.sampled_from(
        Classification.values))))  # fmt: skip
    def test_reads_what_was_written(self, pairs):
        items = [{"name": name, "classification": label} for name, label in pairs]

        assert [one.as_dict() for one in read_items(write_items(items))] == items

    @pytest.mark.parametrize("text", [":personal", "姓名:秘密", "a:b:c"])
    def test_refuses_a_line_it_cannot_read(self, text):
        with pytest.raises(errors.UnreadableItem):
            read_items(text)


class TestCheckLabels:
    @pytest.mark.parametrize(
        ("label", "items", "sharing", "basis", "refusal"),
        [
            ("public", "姓名:personal", "unconditional", "", errors.LabelTooLow),
            ("personal", "健康:sensitive", "conditional", "法", errors.LabelTooLow),
            ("personal", "", "unconditional", "", errors.SharedTooFreely),
            ("sensitive", "", "unconditional", "法", errors.SharedTooFreely),
            ("internal", "", "conditional", " ", errors.BasisMissing),
            ("internal", "", "none", "", errors.BasisMissing),
        ],
    )
    def test_refuses_what_the_law_does(self, label, items, sharing, basis, refusal):
        with pytest.raises(refusal):
            check_labels(label, read_items(items), sharing, basis)

    def test_lets_what_is_public_go_free(self):
        assert check_labels("public", read_items("名称"), Sharing.UNCONDITIONAL, "") is None

    @pytest.mark.parametrize("one", INFORMATION, ids=lambda one: one.code)
    def test_holds_for_the_demonstration(self, one):
        assert check_labels(one.label, read_items(one.items), one.sharing, one.basis) is None


class TestModifyInformationResource:
    def test_notes_what_changed(self, cast):
        resource = register(cast)
        values = {name: value for name, value in BASE.items() if name != "code"}

        actions.modify_information_resource(
            cast.chen,
            resource_id=resource.pk,
            organization_id=cast.chen.organization_id,
            **{**values, "items": "企业名称"},
        )

        resource.refresh_from_db()
        assert resource.items == [{"name": "企业名称", "classification": "public"}]

    def test_is_refused_without_a_change(self, cast):
        resource = register(cast)
        values = {name: value for name, value in BASE.items() if name != "code"}

        with pytest.raises(errors.NothingChanged):
            actions.modify_information_resource(
                cast.chen,
                resource_id=resource.pk,
                organization_id=cast.chen.organization_id,
                **values,
            )


class TestReorganization:
    def test_lets_the_successor_answer_for_resources(self, cast):
        resource = register(cast)
        heir = queries.get_organization(cast.chen, "QD-SF")

        actions.merge_organizations(
            cast.chen,
            organization_ids=[cast.chen.organization_id],
            into_id=heir.pk,
            on=cast.chen.today,
            basis="文件",
        )

        resource.refresh_from_db()
        assert resource.organization == heir


class TestWorkbook:
    def test_brings_the_catalogs_out_and_in_again(self, cast):
        register(cast)
        entries = queries.read_directory(cast.chen)
        entries["information"][("QD-R001",)] |= {"name": "法人基础信息"}
        entries["information"][("QD-R002",)] = {
            **entries["information"][("QD-R001",)],
            "code": "QD-R002",
        }
        entries["applications"][("QD-A001",)] = {
            "code": "QD-A001", "name": "审批系统", "organization": "QD-SF", "summary": "",
            "address": "https://approve.example", "client_id": "", "valid_from": None,
            "valid_to": None,
        }  # fmt: skip

        changes = actions.import_directory(cast.chen, parse(write(entries)))

        assert sorted(change.key[0] for change in changes) == ["QD-A001", "QD-R001", "QD-R002"]
        assert InformationResource.objects.filter(name="法人基础信息").count() == 2
        assert ApplicationResource.objects.get().address == "https://approve.example"

    def test_ends_what_has_an_end(self, cast):
        register(cast, valid_from=cast.chen.today.replace(day=1))
        entries = queries.read_directory(cast.chen)
        entries["information"][("QD-R001",)]["valid_to"] = cast.chen.today

        actions.import_directory(cast.chen, parse(write(entries)))

        assert InformationResource.objects.get().valid_to == cast.chen.today


class TestPages:
    def test_maintain_an_entry(self, cast, sign_on):
        client = sign_on("chen")
        told = {**BASE, "organization": "QD-DS", "valid_from": "2026-01-01"}

        added = client.post(reverse("directory:add_information_resource"), told)
        shown = client.get(reverse("directory:information_resource", args=["QD-R001"]))
        closed = client.post(
            reverse("directory:close_information_resource", args=["QD-R001"]), {"on": "2026-03-01"}
        )

        assert (added.status_code, closed.status_code) == (302, 302)
        assert "法定代表人" in shown.content.decode()

    def test_say_why_a_label_is_refused_and_keep_what_was_typed(self, cast, sign_on):
        told = {**BASE, "organization": "QD-DS", "valid_from": "2026-01-01"}
        told["classification"] = "public"

        page = sign_on("chen").post(reverse("directory:add_information_resource"), told)

        assert page.status_code == 422
        assert "资源的级别不能低于它" in page.content.decode()

    def test_of_applications_maintain_an_entry(self, cast, sign_on):
        client = sign_on("chen")
        told = {"code": "A1", "name": "应用", "organization": "QD-DS", "valid_from": "2026-01-01"}

        client.post(reverse("directory:add_application_resource"), told)
        changed = {**told, "address": "https://a.example/"}
        client.post(reverse("directory:modify_application_resource", args=["A1"]), changed)

        page = client.get(reverse("directory:application_resources"), {"query": "应用"})
        assert "A1" in page.content.decode()
        assert ApplicationResource.objects.get().address == "https://a.example/"

    def test_list_what_is_asked_for(self, cast, client):
        register(cast)
        address = reverse("directory:information_resources")

        lists = [client.get(address, {"sharing": word}) for word in ("conditional", "none")]

        assert ["企业基础信息" in page.content.decode() for page in lists] == [True, False]


def test_the_demonstration_has_a_dozen_and_some_applications():
    assert (len(INFORMATION), len(APPLICATIONS)) == (12, 5)
