"""Passwords: how they are kept, which are good enough, and how they are set."""

import statistics
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.centers.access import actions
from sunhall.centers.access.errors import ActivationRefused, PasswordRefused, TooManyFailures
from sunhall.centers.access.models import ActivationCode, SignInFailure
from sunhall.centers.access.queries import actor_of
from sunhall.centers.access.rules.passwords import fault_of
from sunhall.centers.access.tests.people import PASSWORD, ZHANG, account, zhang
from sunhall.kernel.models import JournalEntry

__all__ = ["account", "zhang"]
BETTER = "崂山的海风吹过了栈桥"


class TestArgon2id:
    def test_keeps_no_password_twice_alike(self):
        assert make_password(PASSWORD) != make_password(PASSWORD)

    @pytest.mark.parametrize("typed", [PASSWORD.upper(), "", PASSWORD + " "])
    def test_knows_the_password_and_no_other(self, typed):
        kept = make_password(PASSWORD)

        assert check_password(PASSWORD, kept)
        assert not check_password(typed, kept)


class TestFaultOf:
    @pytest.mark.parametrize(
        ("password", "fault"),
        [
            ("123456789", "short"),
            ("x" * 201, "long"),
            ("aaaaaaaaaaaa", "common"),
            ("abcdefghijkl", "common"),
            ("9876543210", "common"),
            ("1q2w3e4r5t", "common"),
            ("Zhangjianguo", "personal"),
            ("195803120031!", "personal"),
            ("19580312Qd", "personal"),
            ("correct horse battery", ""),
            ("崂山的海风吹过栈桥啊", ""),
        ],
    )
    def test_finds_what_is_easy_to_guess(self, password, fault):
        personal = ["zhangjianguo", "张建国", "", ZHANG, ZHANG[6:14], "195803120031"]

        assert fault_of(password, personal, {"1q2w3e4r5t"}) == fault


class TestActivate:
    def test_sets_a_first_password_that_signs_on(self, client, cast, account):
        officer = replace(cast.chen, moment=timezone.now())
        code = actions.issue_activation_code(officer, account_id=account.pk)

        answer = client.post(
            reverse("access:activate"),
            {
                "login": "new",
                "code": code.lower(),
                "password": BETTER,
                "again": BETTER,
            },
        )

        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(account.pk)

    def test_takes_a_code_once(self, cast, account):
        code = actions.issue_activation_code(cast.chen, account_id=account.pk)
        actions.activate(cast.visitor, login="new", code=code, password=PASSWORD + "!")

        with pytest.raises(ActivationRefused):
            actions.activate(cast.visitor, login="new", code=code, password=PASSWORD)

    def test_takes_no_code_after_a_week(self, cast, account):
        code = actions.issue_activation_code(cast.chen, account_id=account.pk)
        later = replace(cast.visitor, moment=cast.visitor.moment + timedelta(days=7))

        with pytest.raises(ActivationRefused):
            actions.activate(later, login="new", code=code, password=PASSWORD)

    def test_takes_no_code_of_somebody_else(self, cast, account, zhang):
        code = actions.issue_activation_code(cast.chen, account_id=account.pk)

        with pytest.raises(ActivationRefused):
            actions.activate(cast.visitor, login="zhang", code=code, password=PASSWORD)

    def test_makes_a_guesser_wait(self, client, cast, account):
        officer = replace(cast.chen, moment=timezone.now())
        code = actions.issue_activation_code(officer, account_id=account.pk)
        values = {"login": "new", "code": "AAAA", "password": BETTER, "again": BETTER}
        for _ in range(5):
            client.post(reverse("access:activate"), values)

        answer = client.post(reverse("access:activate"), {**values, "code": code})

        assert "失败次数过多" in answer.content.decode()

    def test_refuses_a_weak_password_and_leaves_the_code(self, cast, zhang):
        code = actions.issue_activation_code(cast.chen, account_id=zhang.pk)

        with pytest.raises(PasswordRefused):
            actions.activate(cast.visitor, login="zhang", code=code, password=ZHANG)

        assert ActivationCode.objects.filter(account=zhang).exists()


class TestIssueActivationCode:
    def test_ends_the_password_and_the_sessions_there_were(self, client, cast, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        actions.issue_activation_code(cast.chen, account_id=account.pk)

        assert client.get(reverse("access:security")).status_code == 302
        wrong = Client().post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        assert wrong.status_code == 422

    def test_leaves_no_code_in_the_journal_or_the_database(self, cast, account):
        code = actions.issue_activation_code(cast.chen, account_id=account.pk)

        entry = JournalEntry.objects.latest("pk")
        kept = ActivationCode.objects.get()
        assert code not in str(entry.facts)
        assert code.replace("-", "") not in f"{kept.sha256}"


class TestChangePassword:
    def test_ends_every_other_session_and_keeps_this_one(self, client, account):
        other = Client()
        for browser in (client, other):
            browser.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        values = {
            "current": PASSWORD,
            "password": "another horse entirely",
            "again": "another horse entirely",
        }

        client.post(reverse("access:change_password"), values)

        page = client.get(reverse("access:security"))
        assert page.status_code == 200
        assert len(page.context["sessions"]) == 1
        assert other.get(reverse("access:security")).status_code == 302

    def test_asks_for_the_password_there_is(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        values = {"current": "x", "password": BETTER, "again": BETTER}

        answer = client.post(reverse("access:change_password"), values)

        assert answer.status_code == 422
        assert "another" not in answer.content.decode()

    def test_never_sends_back_what_was_typed(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        values = {"current": PASSWORD, "password": "secret-typed-1", "again": "secret-typed-2"}

        body = client.post(reverse("access:change_password"), values).content.decode()

        assert "secret-typed" not in body
        assert PASSWORD not in body


class TestSignIn:
    def test_takes_as_long_for_a_missing_account(self, cast, account):
        def seconds(login: str) -> float:
            started = time.perf_counter()
            Client().post(reverse("access:sign_in"), {"login": login, "password": "wrong"})
            SignInFailure.objects.all().delete()
            return time.perf_counter() - started

        known = statistics.median(seconds("new") for _ in range(5))
        unknown = statistics.median(seconds("nobody") for _ in range(5))
        without = statistics.median(seconds("li") for _ in range(5))

        assert 0.4 < unknown / known < 2.5
        assert 0.4 < without / known < 2.5

    def test_makes_an_address_wait_that_tries_many_logins(self, cast, account):
        for number in range(50):
            actions.note_failure(cast.visitor, login=f"guess{number}", address="192.0.2.7")

        with pytest.raises(TooManyFailures):
            actions.sign_in(cast.visitor, login="new", password=PASSWORD, address="192.0.2.7")

        signed = actions.sign_in(cast.visitor, login="new", password=PASSWORD, address="192.0.2.8")
        assert signed == account

    @pytest.mark.parametrize(("proxies", "noted"), [(0, "127.0.0.1"), (1, "203.0.113.5")])
    def test_believes_its_own_proxies_alone(self, client, cast, settings, proxies, noted):
        settings.SUNHALL_PROXIES = proxies
        forged = {"X-Forwarded-For": "198.51.100.1, 203.0.113.5"}

        client.post(reverse("access:sign_in"), {"login": "x", "password": "y"}, headers=forged)

        assert SignInFailure.objects.get().address == noted

    def test_of_a_disabled_account_says_nothing_else(self, client, cast, account):
        actions.disable_account(cast.chen, account_id=account.pk, reason="离职")

        body = client.post(
            reverse("access:sign_in"), {"login": "new", "password": PASSWORD}
        ).content.decode()

        assert "登录名或密码不对" in body


class TestOwnAccount:
    def test_is_never_maintained_by_its_owner(self, client, sign_on, cast):
        own = cast.chen.account_id

        answer = sign_on("chen").post(reverse("access:issue_code", args=[own]))

        assert answer.status_code == 409

    def test_lets_nobody_else_see_it(self, cast, account):
        by = actor_of(account, None, cast.chen.moment)

        assert by.may("access:account:own")
        assert not by.may("access:account:maintain")
