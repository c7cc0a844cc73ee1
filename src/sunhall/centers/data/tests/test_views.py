"""The pages and the API: what they show, keep, and cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.authority import now
from tests.cast import Cast

from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.centers.data import actions
from sunhall.centers.data.models import Disclosure, License, LicenseKind, LicenseUse
from sunhall.centers.data.tests.scene import (
    DATA,
    DEFINED_BY,
    HYGIENE,
    LIN,
    OTHER,
    PIER,
    ZHANG,
    allow,
    citizen,
    issue,
    issue_to_citizen,
    penalized,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.views import PROVED_KEY

SignOn = Callable[[str], Client]


def text_of(answer: Any) -> str:
    """Return a page as text."""
    return answer.content.decode()


def act_on(client: Client, made: License, act: str, **given: Any) -> Any:
    """Send the form of an act."""
    data = {f"{act}-{name}": value for name, value in given.items()}
    return client.post(reverse("data:act", args=[made.pk, act]), data)


class TestWorkbench:
    @pytest.mark.parametrize("words", [ZHANG[0], ZHANG[1], "number", "identifier"])
    def test_finds_a_license_and_masks_its_holder(self, cast: Cast, sign_on: SignOn, words: str):
        made, other = issue_to_citizen(cast), issue(cast)

        asked = getattr(made, words, words)
        text = text_of(sign_on("lu").get("/licenses/", {"q": asked}))

        assert made.number in text
        assert other.number not in text
        assert "张某某" in text

    def test_costs_the_same_for_more_licenses(
        self, cast: Cast, sign_on: SignOn, django_assert_max_num_queries: Any
    ):
        for n in range(12):
            issue(cast, OTHER if n % 2 else PIER)
        client = sign_on("lu")

        with django_assert_max_num_queries(7):
            client.get("/licenses/")

    def test_issues_and_keeps_what_was_typed(self, cast: Cast, sign_on: SignOn):
        issue(cast)
        client, address = sign_on("lu"), reverse("data:issue", args=[HYGIENE])
        filled = {f"data_{key}": value for key, value in DATA.items()}
        filled |= {"holder_identifier": OTHER[0], "condition_scope": "一\n二"}

        refused = client.post(address, filled)
        done = client.post(address, {**filled, "holder_name": OTHER[1]})

        assert refused.status_code == 422
        assert 'value="太平路 1 号"' in text_of(refused)
        assert done.status_code == 302
        assert len(License.objects.get(holder__name=OTHER[1]).conditions) == 2

    def test_a_penalty_stops_the_annual_inspection_and_says_so(self, cast: Cast, sign_on: SignOn):
        cast = now(cast)
        made = issue(cast)
        penalized(cast)
        client = sign_on("lu")

        page = text_of(client.get(reverse("data:license", args=[made.pk])))
        answer = act_on(client, made, "inspect", year=cast.lu.today.year, result="passed")

        assert "阻止年检" in page
        assert answer.status_code == 409
        assert "青城管罚决〔2026〕1号" in text_of(answer)

    @pytest.mark.parametrize(
        ("login", "act", "given", "state"),
        [
            ("kong", "suspend", {"reason": "现场检查发现隐患"}, "suspended"),
            ("kong", "cancel", {"reason": "dissolved"}, "cancelled"),
            ("lu", "extend", {}, "valid"),
        ],
    )
    def test_acts_on_a_license(
        self, cast: Cast, sign_on: SignOn, login: str, act: str, given: dict[str, str], state: str
    ):
        made = issue(cast)

        answer = act_on(sign_on(login), made, act, **given)

        made.refresh_from_db()
        assert answer.status_code == 302
        assert made.state == state

    def test_asks_who_revokes_to_prove_who_they_are(self, cast: Cast, sign_on: SignOn):
        made, client = issue(cast), sign_on("kong")
        session = client.session
        session[PROVED_KEY] = 0
        session.save()

        answer = act_on(client, made, "revoke", ground="fraud", reason="提供虚假材料")

        made.refresh_from_db()
        assert reverse("access:confirm") in answer.url
        assert made.state == "valid"

    def test_modifies_from_what_is_stated_now(self, cast: Cast, sign_on: SignOn):
        made = issue(cast)
        given = {f"data_{key}": value for key, value in DATA.items()}

        page = text_of(sign_on("lu").get(reverse("data:license", args=[made.pk])))
        act_on(sign_on("lu"), made, "modify", reason="换发新证照", condition_area="一层", **given)

        made.refresh_from_db()
        assert 'value="太平路 1 号"' in page
        assert made.conditions == [{"kind": "area", "text": "一层"}]

    def test_hands_out_the_paper(self, cast: Cast, sign_on: SignOn):
        made = issue(cast)

        answer = sign_on("lu").get(reverse("data:document", args=[made.pk]))

        assert answer.content.startswith(b"%PDF-")


class TestKinds:
    def rows(self, *elements: dict[str, str]) -> dict[str, str]:
        """Return the rows of the elements' form."""
        told = {"elements-TOTAL_FORMS": str(len(elements)), "elements-INITIAL_FORMS": "0"}
        for n, element in enumerate(elements):
            told |= {f"elements-{n}-{name}": value for name, value in element.items()}
        return told

    def test_are_drafted_by_one_and_published_by_another(self, cast: Cast, sign_on: SignOn):
        code = f"{DEFINED_BY}777"
        level = {"key": "level", "name": "级别", "kind": "choice", "choices": "甲，乙"}
        given = {"code": code, "name": "新证照", "holder_kinds": "citizen", **self.rows(level)}

        drafted = sign_on("lu").post(reverse("data:define"), given)
        template = LicenseKind.objects.get(code=code).templates.get()
        publish = reverse("data:template_act", args=[template.pk, "publish"])
        by_drafter = sign_on("lu").post(publish, {"valid_from": "2030-01-01"})
        published = sign_on("kong").post(publish, {"valid_from": "2030-01-01"})

        template.refresh_from_db()
        assert (drafted.status_code, by_drafter.status_code) == (302, 403)
        assert published.status_code == 302
        assert template.fields[0].choices == ("甲", "乙")
        assert template.is_published

    def test_keep_what_was_typed(self, cast: Cast, sign_on: SignOn):
        wrong = {"key": "Level", "name": "级别", "kind": "text"}
        given = {
            "code": f"{DEFINED_BY}777",
            "name": "新证照",
            "holder_kinds": "citizen",
            **self.rows(wrong),
        }

        answer = sign_on("lu").post(reverse("data:define"), given)

        assert answer.status_code == 409
        assert 'value="Level"' in text_of(answer)
        assert "“Level”不是编码" in text_of(answer)


class TestLookUp:
    def test_shows_what_the_purpose_names(self, cast: Cast, sign_on: SignOn):
        issue(cast)
        allow(cast)

        answer = sign_on("jiang").post(
            reverse("data:lookup"), {"purpose": "intake", "identifier": PIER[0]}
        )

        assert DATA["premises"] in text_of(answer)
        assert LicenseUse.objects.count() == 1

    def test_says_what_to_do_without_a_purpose(self, cast: Cast, sign_on: SignOn):
        assert "本单位没有调用用途" in text_of(sign_on("jiang").get(reverse("data:lookup")))


class TestMine:
    @pytest.fixture
    def zhang(self, cast: Cast, client: Client) -> Client:
        """Sign Zhang on."""
        citizen(cast)
        client.force_login(Account.objects.get(login="zhang"))
        return client

    def test_shows_ones_own_licenses_and_no_other(self, cast: Cast, zhang: Client):
        made, other = issue_to_citizen(cast), issue_to_citizen(cast, LIN)

        assert reverse("data:my_license", args=[made.pk]) in text_of(zhang.get("/my-licenses/"))
        assert zhang.get(reverse("data:my_license", args=[other.pk])).status_code == 404

    def test_shows_who_used_them(self, cast: Cast, zhang: Client):
        made = issue_to_citizen(cast)
        allow(cast, made.kind.code)
        actions.look_up(cast.jiang, identifier=ZHANG[0], purpose="intake")

        for page in ("/my-licenses/", "/my-licenses/uses/"):
            assert "窗口收件核验" in text_of(zhang.get(page))

    def test_shares_a_part_and_takes_it_back(self, cast: Cast, zhang: Client):
        made = issue_to_citizen(cast)
        page = reverse("data:my_license", args=[made.pk])

        nothing = zhang.post(reverse("data:share", args=[made.pk]), {"hours": "1"})
        zhang.post(reverse("data:share", args=[made.pk]), {"hours": "1", "elements": "level"})
        link = Disclosure.objects.get()
        address = reverse("data:shown", args=[link.token])
        stranger = Client()
        shown = stranger.get(address)
        linked = address in text_of(zhang.get(page))
        zhang.post(reverse("data:end_share", args=[link.pk]))

        assert nothing.status_code == 409
        assert linked
        assert "执业医师" in text_of(shown)
        assert "青岛医学院" not in text_of(shown)
        assert shown["Referrer-Policy"] == "no-referrer"
        assert stranger.get(address).status_code == 404

    def test_withdraws_a_consent(self, cast: Cast, zhang: Client):
        issue_to_citizen(cast)
        consent = actions.give_consent(
            citizen_now(),
            kind_names=["医师资格证书"],
            subject="test",
            subject_id=1,
            purpose="申请执业注册",
            until=timezone.now() + timedelta(days=1),
        )

        before = "申请执业注册" in text_of(zhang.get("/my-licenses/"))
        zhang.post(reverse("data:withdraw_consent", args=[consent.pk]))

        consent.refresh_from_db()
        assert before
        assert consent.withdrawn_at is not None


def citizen_now() -> Actor:
    """Return Zhang today."""
    return actor_of(Account.objects.get(login="zhang"), None, timezone.now())


class TestPublic:
    def test_verifies_by_number_and_code(self, cast: Cast, client: Client):
        made = issue_to_citizen(cast)

        answer = client.get("/license-check/", {"number": made.number, "code": made.code.lower()})
        page = text_of(client.get(answer.url))

        assert answer.url == reverse("data:verified", args=[made.identifier, made.code])
        assert "真实，现在有效" in page
        assert ZHANG[1] not in page

    @pytest.mark.parametrize(
        ("asked", "status"),
        [({"number": "1", "code": "x"}, 404), ({"number": "", "code": "x"}, 422), ({}, 200)],
    )
    def test_says_what_is_wrong(
        self, cast: Cast, client: Client, asked: dict[str, str], status: int
    ):
        assert client.get("/license-check/", asked).status_code == status

    def test_a_stranger_who_guesses_sees_nothing(self, cast: Cast, client: Client):
        made = issue(cast)

        answer = client.get(reverse("data:verified", args=[made.identifier, "AAAAAAAA"]))

        assert answer.status_code == 404
        assert PIER[1] not in text_of(answer)


class TestApi:
    def post(self, client: Client, path: str, **body: Any) -> Any:
        """Send a body."""
        return client.post(f"/api/v1/licenses/{path}", body, content_type="application/json")

    def test_verifies_for_anybody(self, cast: Cast, client: Client):
        made = issue_to_citizen(cast)

        answer = self.post(client, "verify", number=made.number, code=made.code)

        assert (answer.json()["holder"], answer.json()["is_good"]) == ("张某某", True)
        assert self.post(client, "verify", number=made.number, code="x\x00").status_code == 404

    def test_looks_up_for_a_purpose(self, cast: Cast, sign_on: SignOn):
        issue(cast)
        allow(cast)
        client = sign_on("jiang")

        (found,) = self.post(client, "lookup", purpose="intake", identifier=PIER[0]).json()
        (purpose,) = client.get("/api/v1/licenses/purposes").json()

        assert {"name": "经营场所", "value": DATA["premises"]} in found["elements"]
        assert purpose["kinds"] == ["公共场所卫生许可证"]
        assert self.post(client, "lookup", purpose="x", identifier=PIER[0]).status_code == 409
