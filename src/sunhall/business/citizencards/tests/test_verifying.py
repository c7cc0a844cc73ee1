"""Verifying cards: what a department learns, what nobody can fake, who sees that it was asked."""

import json
import subprocess
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance
from tests.cast import Cast

from sunhall.business.citizencards import actions, queries
from sunhall.business.citizencards.choices import LossKind, Way
from sunhall.business.citizencards.errors import PurposeNotGranted, QrRefused
from sunhall.business.citizencards.models import Look, PendingStatus, Purpose, StatusList
from sunhall.business.citizencards.rules import qr
from sunhall.business.citizencards.rules.numbers import number_of
from sunhall.business.citizencards.tests.cards import (
    LIN,
    PURPOSE,
    allow,
    at_counter,
    citizen,
    in_use,
    later,
    switch,
    token_of,
)
from sunhall.centers.access.models import Account
from sunhall.kernel.errors import NotFound
from sunhall.kernel.signed_tokens import sign_token

ROOT = "/api/v1/cards"
NOBODY = number_of(10**8)


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> Path:
    """Let the city sign with a key of the test's own."""
    settings.SUNHALL_CARD_KEY = tmp_path / "card_key.pem"
    return settings.SUNHALL_CARD_KEY


def ask(login: str, body: Any, path: str = "verify") -> Any:
    """Ask as somebody who has signed on."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client.post(f"{ROOT}/{path}", json.dumps(body), content_type="application/json")


def answered(by: Any, number: str) -> actions.Answer:
    """Return the answer about one card."""
    return actions.verify_cards(by, numbers=[number], purpose=PURPOSE)[0]


class TestVerifyCards:
    def test_tells_no_more_than_needed(self, cast: Cast):
        card = in_use(cast)
        switch(cast.lu, card)
        allow(cast)

        assert answered(cast.lu, card.number) == actions.Answer(True, ("health",), "")

    def test_names_the_holder_where_the_purpose_does(self, cast: Cast):
        card = in_use(cast)
        allow(cast, shows_name=True)

        assert answered(cast.lu, card.number).name == "张建国"
        assert answered(cast.lu, NOBODY).name == ""

    def test_tells_nothing_of_a_card_that_is_not_good(self, cast: Cast):
        card = in_use(cast)
        switch(cast.lu, card)
        allow(cast, shows_name=True)
        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.ORAL)

        nothing = actions.Answer(False, (), "")
        assert answered(cast.lu, card.number) == nothing
        assert answered(cast.lu, NOBODY) == nothing
        assert answered(cast.lu, "no number at all") == nothing

    def test_a_card_is_good_until_its_last_day(self, cast: Cast):
        card = in_use(cast)
        card.refresh_from_db()
        allow(cast)
        days = (card.valid_until - cast.lu.today).days

        assert answered(later(cast.lu, days=days), card.number).is_valid
        assert not answered(later(cast.lu, days=days + 1), card.number).is_valid

    def test_is_for_purposes_of_that_day_and_that_department(self, cast: Cast):
        card = in_use(cast)
        allow(cast)
        purpose = Purpose.objects.get()
        end = cast.chen.today + timedelta(days=3)
        actions.end_purpose(cast.chen, purpose_id=purpose.pk, valid_to=end)
        stranger = replace(cast.lu, organization_id=cast.jiang.organization_id)

        assert answered(later(cast.lu, days=2), card.number).is_valid
        for by in (later(cast.lu, days=-1), later(cast.lu, days=3), stranger):
            with pytest.raises(PurposeNotGranted):
                answered(by, card.number)

    def test_the_holder_sees_who_asked_and_what_for(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        lin = citizen(cast, LIN, "lin")
        allow(cast)
        answered(cast.lu, card.number)

        look = queries.list_looks(zhang).items[0]
        assert (look.organization.code, look.purpose.name, look.is_valid) == (
            "QD-WJ",
            "就诊登记",
            True,
        )
        assert not queries.list_looks(lin).items

    def test_a_look_at_a_number_nobody_has_is_written_down_too(self, cast: Cast):
        allow(cast)

        answered(cast.lu, NOBODY)

        assert Look.objects.get().card_id is None

    def test_costs_as_many_statements_for_one_card_as_for_many(
        self, cast: Cast, django_assert_num_queries: Any
    ):
        card = in_use(cast)
        allow(cast)

        for numbers in ([card.number], [card.number, NOBODY] * 500):
            with django_assert_num_queries(4):
                actions.verify_cards(cast.lu, numbers=numbers, purpose=PURPOSE, way=Way.BATCH)

    def test_keeps_a_months_looks_together(self, cast: Cast):
        card = in_use(cast)
        allow(cast)
        actions.add_months(cast.system, days=[date(2026, 3, 2), date(2026, 3, 9)])

        answered(cast.lu, card.number)

        with connection.cursor() as cursor:
            cursor.execute("SELECT tableoid::regclass::text FROM citizencards_look")
            assert cursor.fetchone() == ("citizencards_look_2026_03",)


@pytest.mark.usefixtures("key")
class TestVerifyQr:
    def test_is_good_once(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        allow(cast)
        token = token_of(zhang, card)

        assert actions.verify_qr(cast.lu, token=token, purpose=PURPOSE).is_valid
        with pytest.raises(QrRefused):
            actions.verify_qr(cast.lu, token=token, purpose=PURPOSE)

    def test_is_not_used_up_by_who_may_not_ask(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        token = token_of(zhang, card)

        with pytest.raises(PurposeNotGranted):
            actions.verify_qr(cast.lu, token=token, purpose=PURPOSE)
        allow(cast)

        assert actions.verify_qr(cast.lu, token=token, purpose=PURPOSE).is_valid

    def test_lives_a_minute(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        allow(cast)
        token = token_of(zhang, card)

        with pytest.raises(QrRefused):
            actions.verify_qr(later(cast.lu, seconds=66), token=token, purpose=PURPOSE)

    def test_is_void_when_the_card_is_lost_meanwhile(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        allow(cast)
        token = token_of(zhang, card)
        actions.report_own_loss(zhang, kind=LossKind.WRITTEN)

        assert not actions.verify_qr(cast.lu, token=token, purpose=PURPOSE).is_valid

    def test_is_the_holders_own_to_show(self, cast: Cast):
        card, lin = in_use(cast), citizen(cast, LIN, "lin")

        with pytest.raises(NotFound):
            token_of(lin, card)

    def test_refuses_every_forgery(self, cast: Cast, tmp_path: Path):
        zhang, card = citizen(cast), in_use(cast)
        allow(cast)
        token = token_of(zhang, card)
        head, body, signature = token.split(".")
        claims = json.loads(urlsafe_b64decode(body + "=="))
        longer = coded({**claims, "exp": claims["exp"] + 10**6})
        none = coded({"alg": "none", "typ": qr.KIND})
        forged = [
            f"{head}.{longer}.{signature}",
            f"{none}.{body}.",
            f"{none}.{body}.{signature}",
            f"{head}.{body}.{signature[:-4]}AAAA",
            f"{head}.{body}",
            "a.b.c",
            "",
            ".." * 1000,
            sign_token(tmp_path / "other.pem", qr.KIND, claims),
            sign_token(tmp_path / "card_key.pem", "statuslist+jwt", claims),
        ]

        for one in forged:
            with pytest.raises(QrRefused):
                actions.verify_qr(cast.lu, token=one, purpose=PURPOSE)

    def test_is_forgotten_when_it_is_too_old(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        allow(cast)
        actions.verify_qr(cast.lu, token=token_of(zhang, card), purpose=PURPOSE)

        assert actions.forget_used_qrs(later(cast.system, seconds=30)) == 0
        assert actions.forget_used_qrs(later(cast.system, seconds=70)) == 1


def coded(value: Any) -> str:
    """Write JSON as a part of a token."""
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


class TestApi:
    def test_answers_a_number(self, cast: Cast):
        card = in_use(cast)
        allow(later_cast(cast))

        answer = ask("lu", {"purpose": PURPOSE, "number": card.number})

        assert answer.json() == {"is_valid": True, "functions": [], "name": ""}

    def test_answers_many_in_their_order(self, cast: Cast):
        card = in_use(cast)
        allow(later_cast(cast))
        numbers = [NOBODY, card.number, "x"]

        answer = ask("lu", {"purpose": PURPOSE, "numbers": numbers}, "verify/batch")

        assert [one["is_valid"] for one in answer.json()["answers"]] == [False, True, False]
        assert {look.way for look in Look.objects.all()} == {"batch"}

    @pytest.mark.parametrize(
        ("login", "body", "path", "status"),
        [
            ("lu", {"purpose": PURPOSE, "numbers": ["1"] * 10_001}, "verify/batch", 422),
            ("lu", {"purpose": PURPOSE, "numbers": []}, "verify/batch", 422),
            ("lu", {"purpose": "x\x00", "number": "1"}, "verify", 409),
            ("lu", {"purpose": PURPOSE, "number": "1" * 21}, "verify", 422),
            ("lu", {"purpose": PURPOSE, "number": "1", "token": "a"}, "verify", 422),
            ("lu", {"purpose": PURPOSE, "token": "a.b.c"}, "verify", 409),
            ("lu", {"purpose": PURPOSE, "token": "a" * 401}, "verify", 422),
            ("lu", [], "verify", 422),
            ("jiang", {"purpose": PURPOSE, "number": "1"}, "verify", 403),
        ],
    )
    def test_refuses_what_it_should(
        self, cast: Cast, login: str, body: Any, path: str, status: int
    ):
        allow(later_cast(cast))

        assert ask(login, body, path).status_code == status

    def test_asks_to_sign_on(self, cast: Cast, client: Client):
        answer = client.post(f"{ROOT}/verify", "{}", content_type="application/json")

        assert answer.status_code == 401

    def test_lists_the_departments_own_purposes(self, cast: Cast, client: Client):
        allow(later_cast(cast))
        client.force_login(Account.objects.get(login="lu"))

        assert [one["code"] for one in client.get(f"{ROOT}/purposes").json()] == [PURPOSE]


def later_cast(cast: Cast) -> Cast:
    """Return the cast today: requests read the clock."""
    return replace(cast, chen=replace(cast.chen, moment=timezone.now()))


class TestStatusLists:
    def test_follow_a_loss_at_once(self, cast: Cast, key: Path, client: Client):
        card = in_use(cast)
        actions.publish_status_lists(cast.system)
        before = client.get("/citizen-card/status/0")

        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.WRITTEN)
        after = client.get("/citizen-card/status/0", headers={"If-None-Match": before["ETag"]})
        again = client.get("/citizen-card/status/0", headers={"If-None-Match": after["ETag"]})

        assert (after.status_code, again.status_code) == (200, 304)
        assert after.content != before.content
        assert not PendingStatus.objects.exists()

    def test_are_signed_again_before_they_are_too_old(self, cast: Cast, key: Path):
        in_use(cast)
        actions.publish_status_lists(cast.system)

        assert actions.publish_status_lists(later(cast.system, hours=11)) == 0
        assert actions.publish_status_lists(later(cast.system, hours=13)) == 1

    def test_made_from_nothing_are_those_that_grew(self, cast: Cast, key: Path):
        card = in_use(cast)
        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.WRITTEN)
        grown = bytes(StatusList.objects.get().content)

        actions.rebuild_status_lists(cast.system)

        assert bytes(StatusList.objects.get().content) == grown

    def test_are_checked_offline(self, cast: Cast, key: Path, client: Client, tmp_path: Path):
        zhang, card, other = citizen(cast), in_use(cast), at_counter(cast, LIN)
        actions.publish_status_lists(cast.system)
        token = token_of(zhang, card)
        files = {"0": "status/0", "key.pem": "key", "check.py": "checker"}
        for name, path in files.items():
            (tmp_path / name).write_bytes(client.get(f"/citizen-card/{path}").content)
        at = cast.system.moment.timestamp()

        assert check(tmp_path, at, "--number", card.number) == 0
        assert check(tmp_path, at + 20, "--qr", token) == 0
        assert check(tmp_path, at + 91, "--qr", token) == 1
        assert check(tmp_path, at + 86_401, "--number", card.number) == 1
        assert check(tmp_path, at, "--number", other.number) == 1
        assert check(tmp_path, at, "--number", NOBODY) == 1
        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.ORAL)
        (tmp_path / "0").write_bytes(client.get("/citizen-card/status/0").content)
        assert check(tmp_path, at, "--number", card.number) == 1
        text = (tmp_path / "0").read_text()
        (tmp_path / "0").write_text(text[:-9] + ("A" if text[-9] != "A" else "B") + text[-8:])
        assert check(tmp_path, at, "--number", card.number) == 1


def check(folder: Path, at: float, *asked: str) -> int:
    """Run the checker as a stranger would, and return its exit code."""
    command = [sys.executable, "-I", "check.py", "0", "--key", "key.pem", "--at", str(at), *asked]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


@pytest.fixture
def one_connection(db: None):
    """Keep the test's own database connection over requests, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


whole = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
EVERY_CALL = whole.include(path_regex="/cards/").as_strategy()


@given(sent=EVERY_CALL)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_makes_the_server_fail(
    one_connection: None, cast: Cast, sent: schemathesis.Case
) -> None:
    """Whatever is sent, the answer is one that the description of the API announces."""
    client = Client()
    client.force_login(Account.objects.get(login="lu"))
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    response = sent.call(headers={"Accept-Encoding": "identity"}, cookies=cookies)

    sent.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
