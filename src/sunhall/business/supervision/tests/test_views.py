"""The pages: what is shown, to whom, at what cost, and what can be done there."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sunhall.business.supervision import actions, queries
from sunhall.business.supervision.models import Card, RuleVersion
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.tests.acts import Scene, findings
from sunhall.centers.access.models import Account
from sunhall.directory.models import Role
from sunhall.kernel.errors import Refusal
from sunhall.kernel.hooks import notes_on

ALONE = "officer_count < 2"
WORDS = "已经查明情况，特此说明。"
GRANTS = {
    "supervisor": (Permission.FINDING_VIEW, Permission.CARD_HANDLE, Permission.RULE_PROPOSE),
    "reviewer": (Permission.CARD_ANSWER,),
    "directory_administrator": (Permission.FINDING_VIEW, Permission.RULE_ENABLE),
}
SignOn = Callable[[str], Client]


@pytest.fixture
def desk(scene: Scene) -> Scene:
    """Return a scene in which one stall was cleared by one officer, and roles see supervision."""
    for code, permissions in GRANTS.items():
        role = Role.objects.get(code=code)
        others = {one for one in role.permissions if not one.startswith("supervision:")}
        role.permissions = sorted({*others, *map(str, permissions)})
        role.save()
    scene.rule(ALONE, severity="red")
    scene.clear(1, officer_count=1)
    return scene


@pytest.fixture
def sign_on() -> SignOn:
    """Return how to open a browser as one of the cast."""

    def sign(login: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(login=login))
        return client

    return sign


def text(answer) -> str:
    """Return a page that must be there."""
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


class TestHome:
    def test_counts_the_open_cards_by_color_with_one_question(self, desk: Scene):
        for stall in (2, 3):
            desk.clear(stall, officer_count=1)
        key = {"card_id": findings()[0].pk, "words": WORDS}
        actions.appeal_card(desk.answerer, **key)
        actions.withdraw_card(desk.supervisor, **key)

        with CaptureQueriesContext(connection) as seen:
            counts = queries.count_open_cards(desk.supervisor)

        assert counts == {"red": 2, "yellow": 0}
        assert len(seen) == 1

    def test_leads_a_supervisor_to_just_those_cards(self, desk: Scene, sign_on: SignOn):
        client = sign_on("zhao")

        red = client.get("/").context["work"][0]["figures"][0]

        shown = client.get(red.url).context["shown"]
        assert red.value == str(len(shown)) == "1"


class TestList:
    def test_shows_what_was_found(self, desk: Scene, sign_on: SignOn):
        page = text(sign_on("zhao").get(reverse("supervision:list")))

        assert "摊点1" in page
        assert "市城管局监督牌〔2026〕第 0001 号" in page

    def test_freshens_only_the_list(self, desk: Scene, sign_on: SignOn):
        page = text(
            sign_on("zhao").get(reverse("supervision:list"), headers={"HX-Request": "true"})
        )

        assert "摊点1" in page
        assert "<html" not in page

    def test_costs_the_same_for_one_and_for_many(self, desk: Scene, sign_on: SignOn):
        client = sign_on("zhao")
        counts = []
        for stalls in (range(2, 3), range(3, 30)):
            for stall in stalls:
                desk.clear(stall, officer_count=1)
            with CaptureQueriesContext(connection) as asked:
                text(client.get(reverse("supervision:list")))
            counts.append(len(asked))

        assert counts[0] == counts[1]

    @pytest.mark.parametrize("strange", ["officer=x", "after=-1", "severity=blue", "days=0"])
    def test_bears_strange_addresses(self, desk: Scene, sign_on: SignOn, strange: str):
        page = text(sign_on("zhao").get(f"{reverse('supervision:list')}?{strange}"))

        assert "摊点1" in page


class TestCard:
    def test_says_why_with_the_facts_in_words(self, desk: Scene, sign_on: SignOn):
        page = text(sign_on("zhao").get(reverse("supervision:card", args=[findings()[0].pk])))

        assert "承办人数" in page
        assert "规则所问" in page
        assert "行政处罚法 第四十二条" in page

    def test_offers_each_side_its_own_steps(self, desk: Scene, sign_on: SignOn):
        address = reverse("supervision:card", args=[findings()[0].pk])

        theirs, ours = (text(sign_on(login).get(address)) for login in ("zhao", "wang"))

        assert ("发出监督意见书" in theirs, "作出说明" in theirs) == (True, False)
        assert ("发出监督意见书" in ours, "作出说明" in ours) == (False, True)

    def test_is_not_there_for_another_organization(self, desk: Scene, sign_on: SignOn):
        Role.objects.filter(code="directory_administrator").update(
            permissions=[str(Permission.CARD_ANSWER)]
        )

        answer = sign_on("chen").get(reverse("supervision:card", args=[findings()[0].pk]))

        assert answer.status_code == 404


class TestMove:
    def test_goes_all_the_way(self, desk: Scene, sign_on: SignOn):
        pk = findings()[0].pk

        for login, name in (
            ("zhao", "order"),
            ("wang", "explain"),
            ("wang", "report"),
            ("zhao", "close"),
        ):
            sign_on(login).post(reverse("supervision:move", args=[pk, name]), {"words": WORDS})

        assert Card.objects.get(pk=pk).state == "closed"

    def test_keeps_the_words_where_it_is_refused(self, desk: Scene, sign_on: SignOn):
        address = reverse("supervision:move", args=[findings()[0].pk, "close"])

        answer = sign_on("zhao").post(address, {"words": WORDS})

        assert answer.status_code == 409
        assert WORDS in answer.content.decode()

    def test_asks_for_words(self, desk: Scene, sign_on: SignOn):
        address = reverse("supervision:move", args=[findings()[0].pk, "order"])

        answer = sign_on("zhao").post(address, {"words": ""})

        assert answer.status_code == 422

    def test_knows_no_other_step(self, desk: Scene, sign_on: SignOn):
        address = reverse("supervision:move", args=[findings()[0].pk, "escalate"])

        answer = sign_on("zhao").post(address, {"words": WORDS})

        assert answer.status_code == 404


class TestOthers:
    @pytest.mark.parametrize(
        ("login", "name", "arguments", "word"),
        [
            ("zhao", "rules", [], "P50"),
            ("zhao", "rule", ["P01"], "days_since_start &gt; 25"),
            ("zhao", "new_rule", [], "起草规则"),
            ("zhao", "replay", ["tests.stall", 1], "摊点1"),
            ("wang", "ours", [], "摊点1"),
        ],
    )
    def test_show_what_they_are_for(
        self, desk: Scene, sign_on: SignOn, login: str, name: str, arguments: list, word: str
    ):
        page = text(sign_on(login).get(reverse(f"supervision:{name}", args=arguments)))

        assert word in page

    @pytest.mark.parametrize(
        "dimension", ["organization", "division", "rule", "officer", "key_point"]
    )
    def test_count_by_every_dimension(self, desk: Scene, sign_on: SignOn, dimension: str):
        address = f"{reverse('supervision:counts')}?by={dimension}&rule=T01&days=366"

        page = text(sign_on("zhao").get(address))

        assert "共 1 件，其中红牌 1 件" in page

    def test_are_not_for_everyone(self, desk: Scene, sign_on: SignOn):
        answers = [
            sign_on("li").get(reverse(f"supervision:{name}")).status_code
            for name in ("list", "counts", "rules", "ours", "new_rule")
        ]

        assert answers == [403] * 5


def fields(**changed) -> dict:
    """Return a filled-in form of a version."""
    return {
        "on": ["tests.stall.cleared"],
        "when": "officer_count < 3",
        "effect": "record",
        "severity": "red",
        "remedy_working_days": 3,
        "notify": "经办人、分管负责人",
        "is_watching": "on",
        "reason": "从严",
        **changed,
    }


class TestRule:
    def test_tries_a_change_on_the_past(self, desk: Scene, sign_on: SignOn):
        desk.clear(2)

        page = text(
            sign_on("zhao").post(reverse("supervision:rule", args=["T01"]), fields(do="test"))
        )

        assert "用历史试算的结果" in page
        assert "新发现" in page
        assert RuleVersion.objects.filter(rule__code="T01").count() == 1

    def test_is_changed_by_two_people(self, desk: Scene, sign_on: SignOn):
        address = reverse("supervision:rule", args=["T01"])

        sign_on("zhao").post(address, fields(do="propose"))
        version = RuleVersion.objects.get(rule__code="T01", number=2)
        sign_on("chen").post(reverse("supervision:decide", args=["T01", version.pk]))
        desk.clear(2)

        assert findings()[-1].version_id == version.pk
        assert list(version.notify) == ["经办人", "分管负责人"]

    @pytest.mark.parametrize("when", ["officer_count", "nothing > 1", "("])
    def test_says_what_is_wrong_with_a_condition(self, desk: Scene, sign_on: SignOn, when: str):
        answer = sign_on("zhao").post(
            reverse("supervision:rule", args=["T01"]), fields(do="test", when=when)
        )

        assert answer.status_code == 422
        assert "写得不对" in answer.content.decode()

    def test_of_the_citys_own_is_proposed(self, desk: Scene, sign_on: SignOn):
        own = {
            "code": "X01",
            "name": "自定规则",
            "key_point": "程序",
            "condition": "情形",
            "basis": "依据",
        }

        answer = sign_on("zhao").post(
            reverse("supervision:new_rule"), {**fields(do="propose"), **own}
        )

        assert answer.url == reverse("supervision:rule", args=["X01"])
        assert RuleVersion.objects.get(rule__code="X01").is_open


class TestNotesOn:
    def test_tell_a_case_what_was_found_in_it(self, desk: Scene):
        notes = notes_on(desk.supervisor, "tests.stall", 1)

        assert [(note.title, note.text, note.tone) for note in notes] == [
            ("红牌：测试规则", "已亮牌", "coral")
        ]
        assert notes[0].url == reverse("supervision:card", args=[findings()[0].pk])

    def test_tell_strangers_nothing(self, desk: Scene):
        assert notes_on(desk.stranger, "tests.stall", 1) == []

    def test_tell_of_attempts_that_were_stopped(self, desk: Scene):
        desk.rule("fine_yuan > 500", code="T02", effect="block")

        with pytest.raises(Refusal):
            desk.clear(2, fine_yuan=501)

        assert notes_on(desk.supervisor, "tests.stall", 2)[0].text == "已阻断"
