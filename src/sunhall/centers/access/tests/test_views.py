"""Signing on and out, and who acts by a request."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from sunhall.centers.access import actions
from sunhall.centers.access.models import Account
from sunhall.directory import actions as directory
from sunhall.directory.models import Grant, Post
from sunhall.kernel.models import JournalEntry

PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture
def account(cast):
    person = directory.register_person(cast.chen, employee_number="N1", name="新人")
    return actions.open_account(cast.system, login="new", person_id=person.pk, password=PASSWORD)


@pytest.fixture
def demo(settings, cast):
    settings.SUNHALL_DEMO = True


class TestSignIn:
    def test_opens_a_session_for_the_right_password(self, client, account):
        address = reverse("access:sign_in")

        client.post(address, {"login": "new", "password": PASSWORD})

        assert client.session["_auth_user_id"] == str(account.pk)
        assert JournalEntry.objects.filter(event="access.account.signed_in").exists()

    @pytest.mark.parametrize("login", ["new", "nobody"])
    def test_says_the_same_of_a_wrong_password_and_a_missing_account(self, client, account, login):
        response = client.post(reverse("access:sign_in"), {"login": login, "password": "x"})

        assert "登录名或密码不对" in response.content.decode()

    def test_makes_a_guesser_wait_even_with_the_right_password(self, client, account):
        for _ in range(5):
            client.post(reverse("access:sign_in"), {"login": "new", "password": "x"})

        response = client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})

        assert "失败次数过多" in response.content.decode()

    def test_goes_on_inside_the_city_only(self, client, account):
        values = {"login": "new", "password": PASSWORD, "next": "https://example.org/"}

        response = client.post(reverse("access:sign_in"), values)

        assert response.url == "/"


class TestSignInToDemo:
    def test_takes_one_click(self, client, demo):
        client.post(reverse("access:demo", args=["li"]))

        assert client.get("/directory/matters/").context["request"].actor.name == "李法规"

    def test_is_refused_outside_a_demonstration(self, client, cast, settings):
        settings.SUNHALL_DEMO = False

        response = client.post(reverse("access:demo", args=["li"]))

        assert response.status_code == 409

    def test_refuses_an_account_that_is_no_demo(self, client, demo, account):
        response = client.post(reverse("access:demo", args=["new"]))

        assert response.status_code == 404

    def test_shows_the_people_to_choose_from(self, client, demo):
        body = client.get(reverse("access:sign_in")).content.decode()

        assert "以李法规的身份进入" in body
        assert "政策法规处科员" in body


class TestAttachActor:
    def test_costs_the_public_no_query(self, client, cast, django_assert_num_queries):
        with django_assert_num_queries(0):
            actor = client.get("/account/post/").wsgi_request.actor
            assert actor.is_visitor

    def test_costs_four_queries_with_session_and_account(
        self, client, demo, django_assert_num_queries
    ):
        client.post(reverse("access:demo", args=["li"]))

        with django_assert_num_queries(4):
            response = client.get("/account/demo/li/")
            assert response.wsgi_request.actor.name == "李法规"

    def test_knows_at_once_that_a_grant_has_been_revoked(self, client, demo, cast):
        client.post(reverse("access:demo", args=["chen"]))
        grant = Grant.objects.get(role__code="directory_administrator")
        Grant.objects.filter(pk=grant.pk).update(valid_to=date(2020, 1, 1))

        response = client.get("/directory/persons/")

        assert response.status_code == 403

    def test_lets_an_account_that_was_disabled_no_longer_in(self, client, demo):
        client.post(reverse("access:demo", args=["chen"]))
        Account.objects.update(is_active=False)

        response = client.get("/directory/persons/")

        assert response.status_code == 302
        assert isinstance(response.wsgi_request.user, AnonymousUser)


class TestChoosePost:
    def test_lets_someone_with_two_posts_choose(self, client, demo, cast):
        second = Post.objects.get(code="QD-SF-QD0004")
        holding = second.holdings.get()
        directory.relieve(cast.chen, holding_id=holding.pk, on=date(2026, 3, 2))
        directory.appoint(cast.chen, person_id=cast.li.person_id, post_id=second.pk)

        signed = client.post(reverse("access:demo", args=["li"]))
        client.post(signed.url, {"post": second.pk})

        assert signed.url.startswith(reverse("access:choose_post"))
        assert client.get("/directory/matters/").wsgi_request.actor.post_id == second.pk

    def test_refuses_a_post_one_does_not_hold(self, client, demo, cast):
        client.post(reverse("access:demo", args=["li"]))

        response = client.post(reverse("access:choose_post"), {"post": cast.chen.post_id})

        assert response.status_code == 409


class TestSignOut:
    def test_ends_the_session_and_is_in_the_journal(self, client, demo):
        client.post(reverse("access:demo", args=["li"]))

        client.post(reverse("access:sign_out"))

        assert "_auth_user_id" not in client.session
        assert JournalEntry.objects.filter(event="access.account.signed_out").exists()
