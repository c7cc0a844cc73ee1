"""A request sent again: it acts once, and what it was refused stays known."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from sunhall.kernel import actions
from sunhall.kernel.actions import action, all_or_nothing, on_refusal
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import (
    KEPT_FOR,
    KeyUsedOtherwise,
    answered_once,
    forget_answers,
    new_key,
    once,
)
from sunhall.kernel.models import AnsweredRequest, NumberSeries
from sunhall.kernel.numbers import next_number

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BY = Actor(
    moment=MOMENT, channel=Channel.API, person_id=9_000_007, permissions=frozenset({"tests:do"})
)
ORGANIZATION = 9_000_000_000
EIGHT = 8


@pytest.fixture
def committed(transactional_db) -> Iterator[None]:
    """Let acts be committed, and remove what the tests of this file leave."""
    yield
    AnsweredRequest.objects.filter(person_id=BY.person_id).delete()
    NumberSeries.objects.filter(organization_id=ORGANIZATION).delete()
    connection.close()


@pytest.fixture
def heard(db) -> Iterator[list[str]]:
    """Let a listener write down each refusal; return what is written."""

    @on_refusal
    def hear(by: Actor, act: str, refusal: Refusal) -> None:
        NumberSeries.objects.create(organization_id=ORGANIZATION, series="heard", year=2026)

    yield []
    actions._refusal_listeners.remove(hear)


@action("tests:do")
def take(by: Actor) -> int:
    """Take a number."""
    return next_number(ORGANIZATION, "taken", 2026)


@action("tests:do")
def refuse(by: Actor) -> None:
    """Take a number, and refuse."""
    next_number(ORGANIZATION, "taken", 2026)
    raise Refusal()


def written() -> list[str]:
    """Return which series have been written."""
    rows = NumberSeries.objects.filter(organization_id=ORGANIZATION)
    return list(rows.values_list("series", flat=True))


def ask(key: str = "k1", asked: str = "one") -> object:
    """Ask for a number."""
    return answered_once(BY, key=key, act="take", asked=asked, run=lambda: {"number": take(BY)})


class TestAnsweredOnce:
    def test_gives_the_first_answer_again(self, db):
        answers = [ask(), ask(), ask("k2")]

        assert answers == [{"number": 1}, {"number": 1}, {"number": 2}]

    def test_turns_down_another_request_under_the_key(self, db):
        ask()

        with pytest.raises(KeyUsedOtherwise, match="k1"):
            ask(asked="another")

    def test_keeps_no_answer_where_nothing_was_done(self, db):
        answered_once(BY, key="k1", act="take", asked="", run=lambda: None)

        assert not AnsweredRequest.objects.exists()

    def test_keeps_what_is_written_about_a_refusal_and_nothing_else(self, heard):
        with pytest.raises(Refusal):
            answered_once(BY, key="k1", act="refuse", asked="", run=lambda: refuse(BY))

        assert written() == ["heard"]
        assert not AnsweredRequest.objects.exists()

    def test_takes_the_answer_back_with_the_act(self, db):
        def fail() -> None:
            take(BY)
            raise RuntimeError

        with pytest.raises(RuntimeError):
            answered_once(BY, key="k1", act="take", asked="", run=fail)

        assert written() == []
        assert not AnsweredRequest.objects.exists()

    def test_lets_one_of_eight_act_and_the_others_wait_for_its_answer(self, committed):
        def run() -> dict[str, int]:
            number = take(BY)
            sleep(0.1)
            return {"number": number}

        def call(_number: int) -> object:
            try:
                return answered_once(BY, key="k1", act="take", asked="", run=run)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(EIGHT) as pool:
            answers = list(pool.map(call, range(EIGHT)))

        assert answers == [{"number": 1}] * EIGHT
        assert NumberSeries.objects.get(organization_id=ORGANIZATION).last == 1


class TestAllOrNothing:
    def test_takes_every_act_back_and_keeps_what_is_written_about_the_refusal(self, heard):
        def do_both() -> None:
            with all_or_nothing(BY):
                take(BY)
                refuse(BY)

        with pytest.raises(Refusal):
            do_both()

        assert written() == ["heard"]


class TestOnce:
    @staticmethod
    def post(key: str, text: str = "a", *, by: Actor = BY) -> HttpResponse:
        """Send a form that leads to the number it took; an empty one is shown again."""

        @once
        def view(request: HttpRequest) -> HttpResponse:
            if not request.POST["text"]:
                return HttpResponse(status=409)
            return HttpResponseRedirect(f"/{take(BY)}/")

        request = RequestFactory().post("/form/", {"once": key, "text": text})
        request.user = AnonymousUser()
        request.actor = by
        return view(request)

    def test_leads_a_second_click_where_the_first_one_led(self, db):
        key = new_key()

        urls = [self.post(key)["Location"], self.post(key)["Location"]]

        assert urls == ["/1/", "/1/"]

    def test_lets_a_form_act_anew_when_it_is_shown_anew_or_changed(self, db):
        key = new_key()

        urls = [self.post(one, text)["Location"] for one, text in ((key, "a"), (key, "b"))]

        assert urls == ["/1/", "/2/"]
        assert self.post(new_key())["Location"] == "/3/"

    def test_keeps_nothing_of_a_form_that_is_shown_again(self, db):
        answer = self.post(new_key(), "")

        assert answer.status_code == 409
        assert not AnsweredRequest.objects.exists()

    @pytest.mark.parametrize("key", ["", "x", "0" * 33, "<script>"])
    def test_lets_a_form_without_a_key_through(self, db, key):
        assert self.post(key)["Location"] == "/1/"
        assert not AnsweredRequest.objects.exists()


class TestForgetAnswers:
    def test_forgets_those_of_a_week_ago(self, db):
        ask("old")
        AnsweredRequest.objects.update(answered_at=MOMENT - KEPT_FOR - timedelta(seconds=1))
        ask("new")

        count = forget_answers(BY)

        assert count == 1
        assert AnsweredRequest.objects.get().key == "new"
