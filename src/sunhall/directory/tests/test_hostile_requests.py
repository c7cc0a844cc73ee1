"""What people with bad intent send to the directory's pages, and what comes of it."""

import pytest
from django.urls import reverse

from sunhall.directory import actions
from sunhall.directory.models import Matter, PostHolding, Role
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.sheets import write_workbook

BASIS = BasisDraft(law="条例", article="第一条", role="罚则")
POST, OTHER_POST = "QD-CG-QD0001", "QD-CG-QD0003"


@pytest.fixture(autouse=True)
def stall(cast):
    draft = MatterDraft(code="QD-CG-001", name="摆摊", organization_code="QD-CG", bases=(BASIS,))
    return actions.register_matter(cast.chen, draft)


class TestForeignKeys:
    @pytest.mark.parametrize(
        ("name", "own", "other"),
        [
            ("relieve", lambda post: post.holdings.get().pk, OTHER_POST),
            ("revoke_grant", lambda post: post.grants.get().pk, OTHER_POST),
        ],
    )
    def test_of_another_post_are_not_there(self, cast, sign_on, name, own, other):
        key = own(PostHolding.objects.get(post__code=POST).post)
        client = sign_on("chen")

        asked = client.get(reverse(f"directory:{name}", args=[other, key]))
        done = client.post(reverse(f"directory:{name}", args=[other, key]), {"on": "2026-12-01"})

        assert (asked.status_code, done.status_code) == (404, 404)
        assert PostHolding.objects.get(post__code=POST).valid_to is None

    def test_of_another_person_are_not_there(self, sign_on):
        holding = PostHolding.objects.get(person__employee_number="QD0003")
        key = holding.person.qualifications.get().pk
        address = reverse("directory:close_qualification", args=["QD0001", key])

        assert sign_on("chen").post(address, {"on": "2026-12-01"}).status_code == 404

    def test_beyond_every_number_are_not_there(self, sign_on):
        address = f"/directory/posts/{POST}/relieve/{10**30}/"

        assert sign_on("chen").get(address).status_code == 404

    def test_of_anothers_workbook_are_not_there(self, cast, sign_on):
        book = actions.keep_workbook(cast.system, content=write_workbook({"人员": [["工号"]]}))
        client = sign_on("chen")

        seen = client.get(reverse("directory:compare_workbook", args=[book.pk]))
        done = client.post(reverse("directory:import_workbook", args=[book.pk]))

        assert (seen.status_code, done.status_code) == (404, 404)


class TestMassAssignment:
    def test_writes_no_field_the_form_does_not_have(self, sign_on):
        values = {
            "code": "M1",
            "name": "新事项",
            "kind": "01",
            "level": "3",
            "organization": "QD-CG",
            "valid_from": "2026-01-01",
            "valid_to": "2026-02-01",
            "is_synthetic": "on",
            "id": "1",
            "bases-TOTAL_FORMS": "0",
            "bases-INITIAL_FORMS": "0",
        }

        sign_on("chen").post(reverse("directory:add_matter"), values)

        matter = Matter.objects.get(code="M1")
        assert (matter.is_synthetic, matter.valid_to) == (False, None)

    def test_cannot_turn_one_role_into_another(self, sign_on):
        before = Role.objects.get(code="legal_officer").permissions
        values = {"code": "legal_officer", "name": "复核", "permissions": []}

        sign_on("chen").post(f"{reverse('directory:define_role')}?code=reviewer", values)

        assert Role.objects.get(code="legal_officer").permissions == before
        assert Role.objects.get(code="reviewer").name == "复核"

    def test_cannot_define_a_role_over_another(self, sign_on):
        values = {"code": "reviewer", "name": "新角色", "permissions": []}

        response = sign_on("chen").post(reverse("directory:define_role"), values)

        assert response.status_code == 422
        assert Role.objects.get(code="reviewer").name != "新角色"


class TestForms:
    def test_without_their_token_do_nothing(self, sign_on):
        client = sign_on("chen")
        client.handler.enforce_csrf_checks = True
        before = JournalEntry.objects.count()

        response = client.post(
            reverse("directory:close_matter", args=["QD-CG-001"]), {"on": "2026-12-01"}
        )

        assert response.status_code == 403
        assert JournalEntry.objects.count() == before

    @pytest.mark.parametrize(
        "values",
        [
            {"bases-TOTAL_FORMS": "9" * 30, "bases-INITIAL_FORMS": "0"},
            {"bases-TOTAL_FORMS": "-1", "bases-INITIAL_FORMS": "x"},
            {"organization": "QD\ud800".encode("utf-8", "surrogatepass")},
            {"name": "长" * 100_000, "valid_from": "9999-99-99"},
        ],
    )
    def test_of_the_wrong_kind_are_shown_again(self, sign_on, values):
        response = sign_on("chen").post(reverse("directory:add_matter"), values)

        assert response.status_code == 422

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0", "2026-02-30", "٢٠٢٦-٠١-٠١"])
    def test_for_a_day_take_any(self, client, day):
        for name in ("divisions", "organizations"):
            assert client.get(reverse(f"directory:{name}"), {"on": day}).status_code == 200


class TestSearch:
    @pytest.mark.parametrize(
        "parameters",
        [
            {"q": "摊" * 10_000, "after": "~" * 10_000},
            {"q": "'; DROP TABLE directory_matter; --", "kind": "' OR 1=1"},
            {"q": "摊", "after": "all~nan~x"},
            {"q": "摊", "after": "any~-0x1.fffffffffffffp+1023~"},
            {"q": "& | ! <-> :* \\", "organization": "%", "law": "_"},
            {"after": "\U0010ffff", "kind": "\ufeff"},
        ],
    )
    def test_answers_whatever_is_asked(self, client, parameters):
        assert client.get(reverse("directory:matters"), parameters).status_code == 200

    def test_shows_what_was_typed_as_text(self, client):
        body = client.get(reverse("directory:matters"), {"q": '"><script>x</script>'}).content

        assert b"<script>x" not in body

    def test_of_persons_takes_no_wildcards(self, sign_on):
        response = sign_on("chen").get(reverse("directory:persons"), {"q": "%"})

        assert list(response.context["page"].items) == []


class TestMethods:
    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    @pytest.mark.parametrize("name", ["matters", "divisions", "add_matter", "workbook"])
    def test_that_pages_do_not_know_are_refused(self, sign_on, name, method):
        response = getattr(sign_on("chen"), method)(reverse(f"directory:{name}"))

        assert response.status_code == 405

    def test_answer_a_look_at_the_head(self, client):
        assert client.head(reverse("directory:matters")).status_code == 200

    def test_import_only_what_is_sent(self, sign_on):
        response = sign_on("chen").get(reverse("directory:import_workbook", args=[1]))

        assert response.status_code == 405


class TestKeptPages:
    @pytest.mark.parametrize("login", ["", "chen"])
    def test_stay_with_whom_they_were_made_for(self, client, sign_on, login):
        reader = sign_on(login) if login else client

        response = reader.get(reverse("directory:matters"))

        assert "private" in response["Cache-Control"]
        assert not login or "Cookie" in response["Vary"]
