"""The pages: what they show, keep, and cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from sunhall.business.citizencards import actions, queries
from sunhall.business.citizencards.models import Card, Look
from sunhall.business.citizencards.tests.cards import (
    LIN,
    ZHANG,
    allow,
    apply,
    citizen,
    in_use,
    resident_id,
    result_of,
)
from sunhall.business.citizencards.tests.test_verifying import later_cast
from sunhall.centers.access.models import Account

SignOn = Callable[[str], Client]


def text_of(answer: Any) -> str:
    """Return a page as text."""
    return answer.content.decode()


class TestCounter:
    def test_masks_who_holds_a_card(self, cast: Cast, sign_on: SignOn):
        card = in_use(cast)
        client = sign_on("jiang")

        for page in ("/cards/", f"/cards/{card.number}/"):
            text = text_of(client.get(page))
            assert "张某某" in text
            assert ZHANG[0] not in text
            assert ZHANG[1] not in text

    @pytest.mark.parametrize("words", [ZHANG[0], ZHANG[1], "number"])
    def test_finds_a_card_by_number_id_and_name(self, cast: Cast, sign_on: SignOn, words: str):
        card, other = in_use(cast), apply(cast, LIN)
        asked = card.number if words == "number" else words

        text = text_of(sign_on("jiang").get("/cards/", {"q": asked}))

        assert card.number in text
        assert other.number not in text

    def test_shows_a_name_after_saying_what_for(self, cast: Cast, sign_on: SignOn):
        card = in_use(cast)
        address = reverse("citizencards:act", args=[card.number, "reveal"])

        refused = sign_on("jiang").post(address, {"reveal-purpose": "x"})
        shown = sign_on("jiang").post(address, {"reveal-purpose": "核对领卡人身份"})

        assert (refused.status_code, shown.status_code) == (409, 200)
        assert ZHANG[0] in text_of(shown)
        assert Look.objects.count() == 1

    def test_keeps_what_was_typed(self, cast: Cast, sign_on: SignOn):
        answer = sign_on("jiang").post("/cards/apply/", {"resident_id": "37", "name": "张建国"})

        assert answer.status_code == 409
        assert 'value="张建国"' in text_of(answer)

    def test_costs_the_same_for_more_cards(
        self, cast: Cast, sign_on: SignOn, django_assert_max_num_queries: Any
    ):
        for n in range(12):
            apply(cast, (resident_id(n), "王小明"))
        client = sign_on("jiang")

        with django_assert_max_num_queries(6):
            client.get("/cards/")

    def test_pages_by_key_to_the_end(self, cast: Cast):
        for n in range(5):
            apply(cast, (resident_id(n), "王小明"))
        by, seen, after = cast.jiang, [], None

        while True:
            from_here = actions_page(by, after)
            seen += [card.pk for card in from_here.items]
            if not from_here.next:
                break
            after = int(from_here.next)

        assert seen == list(Card.objects.order_by("-pk").values_list("pk", flat=True))

    @pytest.mark.parametrize("page", ["/cards/NOPE/", "/cards/37020999999999/", "/cards/%00/"])
    def test_a_number_nobody_has_is_not_there(self, cast: Cast, sign_on: SignOn, page: str):
        assert sign_on("jiang").get(page).status_code in (400, 404)


def actions_page(by: Any, after: int | None) -> Any:
    """Return a page of two cards."""
    return queries.list_cards(by, queries.Wanted(), after=after, limit=2)


class TestProducer:
    def test_shows_every_fault_by_its_line(self, cast: Cast, sign_on: SignOn, tmp_path: Any):
        apply(cast)
        batch = actions.make_batch(cast.pan)
        file = tmp_path / "result.csv"
        file.write_bytes(result_of(batch).replace(b",OK,", b",KO,"))
        client = sign_on("pan")

        with file.open("rb") as content:
            answer = client.post(f"/cards/batches/{batch.pk}/", {"file": content})

        assert answer.status_code == 409
        assert "本行校验和不符" in text_of(answer)

    def test_hands_no_name_to_a_counter(self, cast: Cast, sign_on: SignOn):
        apply(cast)
        batch = actions.make_batch(cast.pan)

        assert sign_on("jiang").get(f"/cards/batches/{batch.pk}/file").status_code == 403


class TestMine:
    def test_shows_ones_own_card_and_no_other(self, cast: Cast, client: Client):
        citizen(cast)
        card, other = in_use(cast), in_use(cast, LIN)
        client.force_login(Account.objects.get(login="zhang"))

        text = text_of(client.get("/my-card/"))

        assert card.number in text
        assert other.number not in text

    def test_renews_the_code_for_the_page_itself(self, cast: Cast, client: Client):
        citizen(cast)
        in_use(cast)
        client.force_login(Account.objects.get(login="zhang"))

        whole, part = (
            client.get("/my-card/code/", headers=headers)
            for headers in ({}, {"HX-Request": "true"})
        )

        assert "<html" in text_of(whole)
        assert "<html" not in text_of(part)
        assert part["Cache-Control"] == "no-store"

    def test_offers_to_apply_where_there_is_no_card(self, cast: Cast, client: Client):
        citizen(cast)
        client.force_login(Account.objects.get(login="zhang"))

        assert 'id="apply"' in text_of(client.get("/my-card/"))
        assert client.get("/my-card/code/").status_code == 404


class TestVerify:
    def test_answers_at_the_desk(self, cast: Cast, sign_on: SignOn):
        card = in_use(cast)
        allow(later_cast(cast))

        answer = sign_on("lu").post(
            "/cards/verify/", {"purpose": "clinic-visit", "shown": card.number}
        )

        assert "有效" in text_of(answer)
        assert "张" not in text_of(answer).partition("<main")[2].partition("</main>")[0]
