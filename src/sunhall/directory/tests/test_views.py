"""Pages of the directory."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sunhall.directory import actions, queries
from sunhall.directory.models import Matter, Organization, PostHolding
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.directory.rules.workbook import write
from sunhall.kernel.sheets import write_workbook

BASIS = BasisDraft(law="条例", article="第一条", role="罚则")
DRAFT = MatterDraft(
    code="QD-CG-001", name="占用道路摆摊", organization_code="QD-CG", bases=(BASIS,)
)
BASES = {"bases-TOTAL_FORMS": "0", "bases-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def stall(cast):
    return actions.register_matter(cast.chen, DRAFT)


class TestPages:
    @pytest.mark.parametrize(
        "address",
        [
            "divisions/",
            "divisions/?on=2010-12-01",
            "divisions/?on=soon",
            "organizations/",
            "organizations/?on=1900-01-01",
            "organizations/QD-CG/",
            "matters/",
            "matters/?q=摆摊",
            "matters/?q=没有的东西&kind=01&organization=QD&law=x",
            "matters/QD-CG-001/",
        ],
    )
    def test_are_open_to_everyone(self, client, sign_on, address):
        response = client.get(f"/directory/{address}")

        assert response.status_code == 200

    @pytest.mark.parametrize(
        "address",
        [
            "persons/",
            "persons/?q=李",
            "persons/QD0001/",
            "persons/QD0003/",
            "posts/QD-CG-QD0001/",
            "roles/",
            "roles/define/",
            "roles/define/?code=reviewer",
            "divisions/add/",
            "divisions/370203/close/",
            "organizations/add/",
            "organizations/QD-CG/modify/",
            "organizations/QD-CG/close/",
            "organizations/QD-CG/posts/add/",
            "posts/QD-CG-QD0001/modify/",
            "posts/QD-CG-QD0001/close/",
            "posts/QD-CG-QD0001/appoint/",
            "posts/QD-CG-QD0001/grant/",
            "persons/add/",
            "persons/QD0001/modify/",
            "persons/QD0001/close/",
            "persons/QD0001/qualify/",
            "matters/add/",
            "matters/QD-CG-001/modify/",
            "matters/QD-CG-001/close/",
            "workbook/",
            "workbook/export/",
        ],
    )
    def test_of_maintenance_open_to_the_administrator_only(self, client, sign_on, address):
        visited = client.get(f"/directory/{address}")
        refused = sign_on("li").get(f"/directory/{address}")
        shown = sign_on("chen").get(f"/directory/{address}")

        assert (visited.status_code, refused.status_code, shown.status_code) == (302, 403, 200)

    def test_name_nobody_to_the_public(self, client, sign_on):
        body = client.get("/directory/organizations/QD-CG/").content.decode()

        assert "李法规" not in body

    def test_costs_the_same_for_few_and_many_matters(
        self, client, cast, sign_on, django_assert_max_num_queries
    ):
        many = [
            MatterDraft(code=f"X{n}", name=f"占用{n}", organization_code="QD-CG", bases=(BASIS,))
            for n in range(300)
        ]
        actions.register_matters(cast.chen, many)

        with django_assert_max_num_queries(3):
            client.get("/directory/matters/?q=占用")


class TestListDivisions:
    @pytest.mark.parametrize(
        ("day", "count", "era"),
        [("2010-12-01", 12, "2012年12月1日以前"), ("2026-01-01", 10, "2017年11月1日以来")],
    )
    def test_counts_the_governed_ones_of_the_era(self, client, day, count, era):
        context = client.get(reverse("directory:divisions"), {"on": day}).context

        current = [one["label"] for one in context["eras"] if one["current"]]
        assert (context["governed"], current) == (count, [era])


class TestHistory:
    def test_is_told_in_words(self, sign_on):
        values = {"name": "新名", "kind": "city_department", "domain_code": "CG", "parent": ""}
        client = sign_on("chen")
        client.post(reverse("directory:modify_organization", args=["QD-CG"]), values)

        body = client.get(reverse("directory:organization", args=["QD-CG"])).content.decode()

        assert "变更单位" in body
        assert "directory.organization.modified" not in body


class TestAddMatter:
    def test_registers_what_was_filled_in(self, sign_on):
        values = {
            "code": "M1",
            "name": "新事项",
            "kind": "01",
            "level": "3",
            "organization": "QD-CG",
            "valid_from": "2026-01-01",
            "bases-TOTAL_FORMS": "2",
            "bases-INITIAL_FORMS": "0",
            "bases-0-law": "条例",
            "bases-0-article": "第一条",
            "bases-0-certainty": "verified",
            "bases-1-certainty": "verified",
        }

        response = sign_on("chen").post(reverse("directory:add_matter"), values)

        assert response.status_code == 302
        assert Matter.objects.get(code="M1").legal_bases.count() == 1

    def test_says_why_it_is_refused_and_keeps_what_was_typed(self, sign_on):
        values = {
            "code": "QD-CG-001",
            "name": "我写的名称",
            "kind": "01",
            "level": "3",
            "organization": "QD-CG",
            "valid_from": "2026-01-01",
        }

        response = sign_on("chen").post(reverse("directory:add_matter"), values | BASES)

        body = response.content.decode()
        assert response.status_code == 422
        assert "QD-CG-001 已被使用" in body
        assert "我写的名称" in body


class TestModifyOrganization:
    def test_renames(self, sign_on):
        values = {"name": "新名", "kind": "city_department", "domain_code": "CG", "parent": ""}

        sign_on("chen").post(reverse("directory:modify_organization", args=["QD-CG"]), values)

        assert Organization.objects.get(code="QD-CG").name == "新名"


class TestAppoint:
    def test_refuses_an_unknown_number_on_its_field(self, sign_on):
        values = {"employee_number": "NO", "valid_from": "2026-01-01"}

        response = sign_on("chen").post(reverse("directory:appoint", args=["QD-CG-QD0001"]), values)

        assert "没有这个工号" in response.content.decode()


class TestRelieve:
    def test_ends_the_holding(self, sign_on):
        holding = PostHolding.objects.get(person__employee_number="QD0001")
        address = reverse("directory:relieve", args=["QD-CG-QD0001", holding.pk])

        sign_on("chen").post(address, {"on": "2026-05-01"})

        holding.refresh_from_db()
        assert str(holding.valid_to) == "2026-05-01"


class TestWorkbook:
    def test_is_compared_first_and_then_imported(self, cast, sign_on):
        client = sign_on("chen")
        sheets = write(queries.read_directory(cast.chen))
        sheets["人员"].append(["N1", "新人", "2026-01-01", None])
        file = SimpleUploadedFile("a.xlsx", write_workbook(sheets))

        shown = client.post(reverse("directory:workbook"), {"file": file}, follow=True)
        before = queries.list_persons(cast.chen, query="N1").items
        address = re.search(r'action="([^"]+/import/)"', shown.content.decode())[1]
        client.post(address)

        assert not before
        assert queries.get_person(cast.chen, "N1").name == "新人"

    def test_says_what_is_wrong_with_a_file_that_is_none(self, sign_on):
        file = SimpleUploadedFile("a.xlsx", b"not a workbook")

        response = sign_on("chen").post(reverse("directory:workbook"), {"file": file})

        assert response.status_code == 422

    def test_shows_faults_with_their_cells(self, sign_on):
        rows = [["工号", "姓名", "生效日期", "失效日期"], ["N 1", "新人", None, None]]
        file = SimpleUploadedFile("a.xlsx", write_workbook({"人员": rows}))

        response = sign_on("chen").post(reverse("directory:workbook"), {"file": file}, follow=True)

        assert "人员!A2" in response.content.decode()
