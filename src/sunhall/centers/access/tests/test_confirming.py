"""Weighty acts ask once more who is there; sessions are listed, ended, and do not last."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.centers.access import actions
from sunhall.centers.access.rules.browsers import browser_of
from sunhall.centers.access.tests.people import PASSWORD, account
from sunhall.centers.access.views.actors import IDLE_SECONDS
from sunhall.directory.models import Grant, Post
from sunhall.kernel.models import JournalEntry

__all__ = ["account"]


def age(client, seconds):
    """Let the last proof of a session lie further back."""
    session = client.session
    session["proved_at"] = int(timezone.now().timestamp()) - seconds
    session.save()


def last_used(client, seconds):
    """Let the last use of a session lie further back."""
    session = client.session
    session["seen_at"] = int(timezone.now().timestamp()) - seconds
    session.save()


@pytest.fixture
def grant_page(cast):
    """Return the address where a role is granted."""
    return reverse("directory:grant_role", args=[Post.objects.get(pk=cast.sun.post_id).code])


class TestConfirmationRequired:
    def test_asks_who_signed_on_long_ago(self, sign_on, grant_page):
        client = sign_on("chen")
        age(client, 301)

        answer = client.get(grant_page)

        assert answer.url.startswith(reverse("access:confirm"))

    def test_lets_a_form_be_sent_that_was_opened_in_time(self, sign_on, grant_page, cast):
        client = sign_on("chen")
        age(client, 590)

        assert client.post(grant_page, {"role": "x"}).status_code == 422

    @pytest.mark.parametrize("seconds", [601, -3600])
    def test_does_nothing_once_the_time_is_over(self, sign_on, grant_page, seconds):
        client = sign_on("chen")
        age(client, seconds)
        before = Grant.objects.count()

        answer = client.post(grant_page, {"role": 1, "valid_from": "2026-03-02"})

        assert answer.url.startswith(reverse("access:confirm"))
        assert Grant.objects.count() == before

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("directory:define_role", []),
            ("portal:erase", [1]),
            ("access:open_for_citizen", []),
            ("access:authenticator", []),
            ("access:recovery_codes", []),
            ("access:add_passkey", []),
        ],
    )
    def test_guards_every_weighty_page(self, sign_on, name, arguments):
        client = sign_on("chen")
        age(client, 3600)

        answer = client.get(reverse(name, args=arguments))

        assert answer.url.startswith(reverse("access:confirm"))


class TestConfirm:
    def test_takes_the_password_and_goes_on(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        age(client, 3600)
        page = reverse("access:authenticator")
        asked = client.get(page).url

        answer = client.post(asked, {"password": PASSWORD, "next": page})

        assert answer.url == page
        assert client.get(page).status_code == 200
        assert JournalEntry.objects.filter(event="access.account.confirmed").exists()

    def test_takes_no_other_password_and_counts_it(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        age(client, 3600)
        for _ in range(5):
            client.post(reverse("access:confirm"), {"password": "x"})

        answer = client.post(reverse("access:confirm"), {"password": PASSWORD})

        assert "失败次数过多" in answer.content.decode()

    def test_takes_one_click_in_the_demonstration_alone(self, sign_on, settings):
        settings.SUNHALL_DEMO = False
        client = sign_on("chen")
        age(client, 3600)

        client.post(reverse("access:confirm"), {})
        outside = client.session["proved_at"]
        settings.SUNHALL_DEMO = True
        client.post(reverse("access:confirm"), {})

        assert outside < timezone.now().timestamp() - 3000
        assert client.session["proved_at"] > timezone.now().timestamp() - 60

    def test_goes_on_inside_the_city_only(self, sign_on, settings):
        settings.SUNHALL_DEMO = True
        client = sign_on("chen")

        answer = client.post(reverse("access:confirm"), {"next": "//example.org/"})

        assert answer.url == "/"

    def test_without_the_forms_token_is_refused(self, account):
        client = Client(enforce_csrf_checks=True)
        client.force_login(account)

        assert client.post(reverse("access:confirm"), {}).status_code == 403


class TestBrowserOf:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18 Safari/604", "Safari · iPhone"),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/1 MicroMessenger/8", "WeChat · Android"),
            ("curl/8", ""),
        ],
    )
    def test_names_what_people_know(self, agent, words):
        assert browser_of(agent) == words


class TestSessions:
    def test_are_listed_and_ended_one_by_one(self, client, account):
        other = Client()
        for browser in (client, other):
            browser.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        foreign = UserSession.objects.get(session_key=other.session.session_key)

        client.post(reverse("access:end_session", args=[foreign.pk]))

        assert other.get(reverse("access:security")).status_code == 302
        assert client.get(reverse("access:security")).status_code == 200

    def test_of_somebody_else_cannot_be_ended(self, client, account, settings, cast):
        settings.SUNHALL_DEMO = True
        other = Client()
        other.post(reverse("access:demo", args=["li"]))
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        foreign = UserSession.objects.get(session_key=other.session.session_key)

        answer = client.post(reverse("access:end_session", args=[foreign.pk]))

        assert answer.status_code == 404
        assert other.get(reverse("access:security")).status_code == 200

    def test_end_when_the_account_is_disabled(self, client, account, cast):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        actions.disable_account(cast.chen, account_id=account.pk, reason="离职")

        assert not Session.objects.exists()
        assert client.get(reverse("access:security")).status_code == 302

    def test_end_after_twelve_hours_however_busy(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        client.get(reverse("access:authenticator"))

        kept = Session.objects.get(session_key=client.session.session_key)
        left = kept.expire_date - timezone.now()
        assert timedelta(hours=11) < left <= timedelta(hours=12)

    def test_end_when_nobody_used_them_for_an_hour(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        last_used(client, IDLE_SECONDS + 1)

        assert client.get(reverse("access:security")).status_code == 302
        assert not Session.objects.exists()

    def test_go_on_while_somebody_uses_them(self, client, account):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        for _page in range(3):
            last_used(client, IDLE_SECONDS - 1)
            assert client.get(reverse("access:security")).status_code == 200

    def test_that_ran_out_are_forgotten(self, client, account, cast):
        client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
        Session.objects.update(expire_date=cast.system.moment - timedelta(days=1))

        actions.forget_what_ran_out(cast.system)

        assert not Session.objects.exists()
        assert not UserSession.objects.exists()


class TestLibraryAddresses:
    @pytest.mark.parametrize(
        "path",
        [
            "/accounts/login/",
            "/account/login/",
            "/account/signup/",
            "/account/2fa/",
            "/account/email/",
        ],
    )
    def test_do_not_exist(self, client, db, path):
        assert client.get(path).status_code == 404
