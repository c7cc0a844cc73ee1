"""What people with bad intent send to the sign-in page, and what comes of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sunhall.centers.access import actions
from sunhall.centers.access.models import Account
from sunhall.directory import actions as directory

PASSWORD = "correct horse battery"  # noqa: S105
OUTSIDE = (
    "//evil.org",
    "https://evil.org/",
    "http:evil.org",
    "/\\evil.org",
    "\\\\evil.org",
    "javascript:alert(1)",
    "\thttps://evil.org",
    "https://testserver@evil.org/",
    "/\r\nSet-Cookie: a=1",
)


@pytest.fixture
def account(cast):
    person = directory.register_person(cast.chen, employee_number="N1", name="新人")
    return actions.open_account(cast.system, login="new", person_id=person.pk, password=PASSWORD)


@pytest.fixture
def demo(settings, cast):
    settings.SUNHALL_DEMO = True


def sign_in(client, **values):
    return client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD, **values})


class TestNext:
    @pytest.mark.parametrize("outside", OUTSIDE)
    def test_never_leads_out_of_the_city(self, client, account, outside):
        response = sign_in(client, next=outside)

        assert response.url.startswith("/")
        assert not response.url.startswith(("//", "/\\"))
        assert "Set-Cookie" not in response

    @pytest.mark.parametrize("outside", OUTSIDE)
    def test_never_leads_out_by_one_click(self, client, demo, outside):
        response = client.post(reverse("access:demo", args=["li"]), {"next": outside})

        assert response.url.startswith("/")
        assert not response.url.startswith(("//", "/\\"))

    def test_keeps_its_own_parameters_on_the_way_past_the_choice_of_a_post(self, client, cast):
        person = directory.register_person(cast.chen, employee_number="N1", name="新人")
        actions.open_account(cast.system, login="new", person_id=person.pk, password=PASSWORD)
        for code in ("P1", "P2"):
            post = directory.add_post(
                cast.chen, organization_id=cast.li.organization_id, code=code, title=code
            )
            directory.appoint(cast.chen, person_id=person.pk, post_id=post.pk)

        chosen = sign_in(client, next="/directory/matters/?q=a&kind=01")
        page = client.get(chosen.url)

        assert page.context["next"] == "/directory/matters/?q=a&kind=01"


class TestSession:
    def test_gets_a_new_key_when_somebody_signs_on(self, client, account):
        session = client.session
        session["planted"] = True
        session.save()
        before = session.session_key
        client.cookies["sessionid"] = before

        sign_in(client)

        assert client.session.session_key != before

    def test_keeps_nothing_of_whoever_was_signed_on_before(self, client, demo, account):
        client.post(reverse("access:demo", args=["li"]))
        session = client.session
        session["post_id"] = 1
        session.save()

        sign_in(client)

        assert "post_id" not in client.session

    def test_cookie_is_out_of_reach_for_scripts(self, client, account):
        cookie = sign_in(client).cookies["sessionid"]

        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


class TestSignIn:
    def test_without_the_forms_token_is_refused(self, account):
        client = Client(enforce_csrf_checks=True)

        assert sign_in(client).status_code == 403

    def test_answers_every_failure_alike(self, cast, account):
        Account.objects.filter(login="wang").update(is_active=False)
        bodies = set()

        for login in ("new", "nobody", "wang", "li"):
            response = sign_in(Client(), login=login, password=f"not {PASSWORD}")
            body = response.content.decode().replace(f'value="{login}"', "")
            bodies.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body))

        assert len(bodies) == 1

    def test_makes_a_guesser_of_a_missing_account_wait_too(self, client, cast):
        for _ in range(5):
            sign_in(client, login="nobody")

        assert "失败次数过多" in sign_in(client, login="nobody").content.decode()

    @pytest.mark.parametrize("values", [{"login": "x" * 10_000}, {"password": "x" * 10_000}])
    def test_refuses_what_is_far_too_long(self, client, account, values):
        assert sign_in(client, **values).status_code == 422


class TestChoosePost:
    @pytest.mark.parametrize("key", ["9" * 5000, "-1", "1e3", "٣", ""])
    def test_refuses_a_key_that_is_none(self, client, demo, key):
        client.post(reverse("access:demo", args=["li"]))

        assert client.post(reverse("access:choose_post"), {"post": key}).status_code == 409


class TestMethods:
    @pytest.mark.parametrize(("name", "arguments"), [("sign_out", []), ("demo", ["li"])])
    def test_that_only_look_change_nothing(self, client, demo, name, arguments):
        assert client.get(reverse(f"access:{name}", args=arguments)).status_code == 405
