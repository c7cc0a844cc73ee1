"""Second factors: authenticator apps, recovery codes, roles that demand one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import TooManyFailures, WrongSecondFactor
from sunhall.centers.access.models import SignInFailure
from sunhall.centers.access.rules.strength import is_strong, level_of, names_of
from sunhall.centers.access.rules.totp import PERIOD_SECONDS, code_of, counter_of
from sunhall.centers.access.tests.people import PASSWORD, account
from sunhall.directory import actions as directory
from sunhall.directory.models import Role
from sunhall.kernel.errors import NotFound

__all__ = ["account"]
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  of RFC 6238


@pytest.fixture
def by(cast, account):
    """Return the owner of the account, acting now."""
    return queries.actor_of(account, None, cast.system.moment)


@pytest.fixture
def app(by):
    """Give the account an authenticator app, whose clock stands a minute before now."""
    before = replace(by, moment=by.moment - timedelta(minutes=2))
    actions.add_authenticator_app(before, secret=SECRET, code=code_at(before.moment))


def code_at(moment):
    """Return the code of a moment."""
    return code_of(SECRET, int(moment.timestamp()) // PERIOD_SECONDS)


def enter(client, code, login="new"):
    """Sign on with a password and a code."""
    client.post(reverse("access:sign_in"), {"login": login, "password": PASSWORD})
    return client.post(reverse("access:second_factor"), {"code": code})


class TestCounterOf:
    @pytest.mark.parametrize(
        ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924")]
    )
    def test_knows_the_codes_of_the_standard(self, seconds, code):
        moment = datetime.fromtimestamp(seconds, UTC)

        assert counter_of(SECRET, code, moment) == seconds // PERIOD_SECONDS

    @pytest.mark.parametrize("code", ["", "28708", "２８７０８２", "287083", "x" * 1000])
    def test_knows_no_other(self, code):
        assert counter_of(SECRET, code, datetime.fromtimestamp(59, UTC)) is None

    def test_knows_none_that_is_too_old(self):
        assert counter_of(SECRET, "287082", datetime.fromtimestamp(59 + 61, UTC)) is None


class TestStrength:
    @pytest.mark.parametrize(
        ("methods", "strong"),
        [
            ((), False),
            (("pwd",), False),
            (("otp",), False),
            (("pwd", "rec"), True),
            (("sc",), True),
        ],
    )
    def test_is_two_factors(self, methods, strong):
        assert is_strong(methods) is strong
        assert level_of(methods) == ("2" if strong else "1")
        assert ("mfa" in names_of(methods)) is strong


class TestAddAuthenticatorApp:
    def test_takes_it_once_it_has_shown_a_code(self, by):
        actions.add_authenticator_app(by, secret=SECRET, code=code_at(by.moment))

        factors = queries.factors_of(by.account_id)
        assert factors.app
        assert factors.codes_left == 10

    def test_keeps_the_secret_encrypted(self, by):
        actions.add_authenticator_app(by, secret=SECRET, code=code_at(by.moment))

        assert SECRET not in str(Authenticator.objects.get(type="totp").data)

    def test_refuses_a_wrong_code(self, by):
        with pytest.raises(WrongSecondFactor):
            actions.add_authenticator_app(by, secret=SECRET, code="000000")

    def test_page_shows_a_picture_and_never_the_same_secret_again(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        first = client.get(reverse("access:authenticator")).context
        second = client.get(reverse("access:authenticator")).context

        assert first["picture"].startswith("data:image/svg+xml")
        assert first["secret"] != second["secret"]


class TestSecondFactor:
    def test_is_asked_for_after_the_password(self, client, app):
        answer = client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        assert answer.url.startswith(reverse("access:second_factor"))
        assert "_auth_user_id" not in client.session

    def test_opens_the_session_with_the_code_of_now(self, client, app, account):
        enter(client, code_at(timezone.now()))

        assert client.session["_auth_user_id"] == str(account.pk)
        assert client.session["methods"] == ["pwd", "otp"]

    def test_takes_no_code_twice(self, client, app):
        code = code_at(timezone.now())
        enter(client, code)

        again = enter(Client(), code)

        assert again.status_code == 422

    def test_takes_a_recovery_code_once(self, client, app, by):
        code = queries.list_recovery_codes(by)[0]
        enter(client, code)

        again = enter(Client(), code)

        assert client.session["methods"] == ["pwd", "rec"]
        assert again.status_code == 422
        assert code not in queries.list_recovery_codes(by)

    def test_makes_a_guesser_wait_who_knows_the_password(self, client, app):
        for number in range(5):
            enter(client, f"{number:06}")

        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        answer = client.post(reverse("access:second_factor"), {"code": code_at(timezone.now())})

        assert "_auth_user_id" not in client.session
        assert answer.status_code in {302, 422}
        assert SignInFailure.objects.filter(login="new").count() == 5

    def test_is_nothing_without_the_password(self, client, app):
        answer = client.post(reverse("access:second_factor"), {"code": code_at(timezone.now())})

        assert answer.url.startswith(reverse("access:sign_in"))

    def test_is_awaited_for_five_minutes(self, client, app):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        session = client.session
        session["pending"] = {**session["pending"], "at": session["pending"]["at"] - 300}
        session.save()

        answer = client.post(reverse("access:second_factor"), {"code": code_at(timezone.now())})

        assert answer.url.startswith(reverse("access:sign_in"))

    def test_of_somebody_else_opens_nothing(self, app, by, cast):
        with pytest.raises(WrongSecondFactor):
            actions.prove_second_factor(
                cast.visitor, account_id=cast.li.account_id, code=code_at(cast.visitor.moment)
            )

    def test_waits_with_the_login(self, app, by, cast):
        for _ in range(5):
            actions.note_failure(cast.visitor, login="new")

        with pytest.raises(TooManyFailures):
            actions.prove_second_factor(cast.visitor, account_id=by.account_id, code="1")


class TestRemoveFactor:
    def test_takes_the_recovery_codes_with_the_last(self, app, by):
        factor = queries.factors_of(by.account_id).app

        actions.remove_factor(by, factor_id=factor.pk)

        assert not Authenticator.objects.exists()

    def test_of_somebody_else_is_not_there(self, app, by, cast):
        factor = queries.factors_of(by.account_id).app

        with pytest.raises(NotFound):
            actions.remove_factor(cast.li, factor_id=factor.pk)


class TestRole:
    def test_that_demands_a_second_factor_gives_nothing_without(self, cast, sign_on):
        role = Role.objects.get(code="supervisor")
        directory.define_role(
            cast.system,
            code=role.code,
            name=role.name,
            permissions=role.permissions,
            needs_second_factor=True,
        )
        client = sign_on("zhao")

        without = client.get("/directory/persons/").status_code
        session = client.session
        session["methods"] = ["hwk"]
        session.save()

        assert without == 403
        assert client.get("/directory/persons/").status_code == 200
