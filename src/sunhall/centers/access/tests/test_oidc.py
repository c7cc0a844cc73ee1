"""OpenID Connect, check by check: each test is named after what the OpenID plans call it.

The reference in the documents lists them; it is made from this file.
"""

import base64
import hashlib
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.centers.access import actions
from sunhall.centers.access.models import Application, Authorization, Consent, DeviceRequest
from sunhall.centers.access.queries.keys import sign, token_key
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.tests.people import PASSWORD, account, zhang
from sunhall.kernel.models import JournalEntry, OutboxMessage

__all__ = ["account", "zhang"]
BACK = "https://archive.example/callback"
AFTER = "https://archive.example/bye"
VERIFIER = "a-verifier-that-stays-the-same-" + "0123456789" * 3
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=")
SCOPES = ["openid", "profile", "post", "offline_access"]


@pytest.fixture
def application(cast):
    """Register an application, and keep its secret beside it."""
    registered, secret = actions.register_application(
        cast.system,
        client_id="archive-hall",
        name="档案馆",
        organization_code="QD-DS",
        grant_types=list(oidc.GRANT_TYPES),
        scopes=SCOPES,
        claims=["name", "kind", "organization_name"],
        permissions=["penalties:case:view", "directory:person:view"],
        redirect_uris=[BACK],
        post_logout_uris=[AFTER],
        backchannel_logout_uri="https://archive.example/backchannel",
    )
    registered.secret = secret
    return registered


@pytest.fixture
def signed_on(client, account):
    """Sign the browser on by password."""
    client.post(reverse("access:sign_in"), {"login": "new", "password": PASSWORD})
    return client


@pytest.fixture
def agreed(application, account):
    """Let the account have agreed to everything before."""
    return Consent.objects.create(
        application=application, account=account, scopes=SCOPES, given_at=timezone.now()
    )


def ask(client, method="get", **changes):
    """Ask to be signed on, as an application leads a browser."""
    params = {
        "client_id": "archive-hall",
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid profile post",
        "state": "st",
        "nonce": "no",
        "code_challenge": CHALLENGE.decode(),
        "code_challenge_method": "S256",
        **changes,
    }
    given = {name: value for name, value in params.items() if value is not None}
    return getattr(client, method)(reverse("oidc:authorize"), given)


def answer_of(response):
    """Return the parameters with which the browser was led back."""
    assert response.status_code == 302
    assert response.url.startswith(BACK + "?"), response.url
    return dict(parse_qsl(urlsplit(response.url).query))


def call(application, name="token", *, secret=None, **values):
    """Call an endpoint as the application."""
    known = f"{application.client_id}:{secret or application.secret}"
    basic = base64.b64encode(known.encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    return Client().post(reverse(f"oidc:{name}"), values, headers=headers)


def redeem(application, code, **changes):
    """Redeem a code."""
    values = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changes,
    }
    return call(application, **values)


def tokens_of(client, application, **changes):
    """Go the whole way and return the tokens."""
    return redeem(application, answer_of(ask(client, **changes))["code"]).json()


def read(id_token):
    """Check an ID token as an application does, and return what it says."""
    keys = Client().get(reverse("oidc:jwks")).json()["keys"]
    header = jwt.get_unverified_header(id_token)
    key = next(one for one in keys if one["kid"] == header["kid"])
    return jwt.decode(
        id_token,
        jwt.PyJWK(key).key,
        algorithms=["RS256"],
        audience="archive-hall",
        issuer="http://testserver",
    )


def userinfo(text):
    """Ask who is signed on."""
    return Client().get(reverse("oidc:userinfo"), headers={"Authorization": f"Bearer {text}"})


class TestConfig:
    """oidcc-config-certification-test-plan."""

    def test_discovery_issuer_is_where_it_was_asked(self, client, db):
        said = client.get("/.well-known/openid-configuration").json()

        assert said["issuer"] == "http://testserver"

    def test_discovery_endpoints_answer(self, client, db):
        said = client.get("/.well-known/openid-configuration").json()

        for name in ("authorization", "token", "userinfo", "end_session", "revocation"):
            path = urlsplit(said[f"{name}_endpoint"]).path
            assert client.post(path).status_code in {302, 400, 401}, name

    def test_discovery_offers_what_is_required(self, client, db):
        said = client.get("/.well-known/openid-configuration").json()

        assert "RS256" in said["id_token_signing_alg_values_supported"]
        assert said["response_types_supported"] == ["code"]
        assert said["code_challenge_methods_supported"] == ["S256"]

    def test_verify_jwks_holds_public_keys_alone(self, client, db):
        keys = client.get(reverse("oidc:jwks")).json()["keys"]

        assert all(not {"d", "p", "q", "k"} & key.keys() for key in keys)
        assert all(key["kid"] and key["use"] == "sig" for key in keys)


class TestBasic:
    """oidcc-basic-certification-test-plan."""

    def test_server(self, signed_on, application, agreed, account):
        tokens = tokens_of(signed_on, application)

        said = read(tokens["id_token"])
        assert said["nonce"] == "no"
        assert said["acr"] == "1"
        assert said["amr"] == ["pwd"]
        assert tokens["token_type"] == "Bearer"  # noqa: S105

    def test_response_type_missing(self, signed_on, application):
        assert answer_of(ask(signed_on, response_type=None))["error"] == "unsupported_response_type"

    @pytest.mark.parametrize("kind", ["token", "id_token", "code id_token", "none"])
    def test_response_types_that_carry_tokens_in_addresses(self, signed_on, application, kind):
        answer = answer_of(ask(signed_on, response_type=kind))

        assert answer["error"] == "unsupported_response_type"
        assert "access_token" not in answer

    def test_userinfo_get(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application)

        said = userinfo(tokens["access_token"]).json()

        assert said["sub"] == read(tokens["id_token"])["sub"]
        assert said["name"]

    def test_userinfo_post_header(self, signed_on, application, agreed):
        text = tokens_of(signed_on, application)["access_token"]

        answer = Client().post(
            reverse("oidc:userinfo"), headers={"Authorization": f"Bearer {text}"}
        )

        assert answer.status_code == 200

    def test_userinfo_post_body(self, signed_on, application, agreed):
        text = tokens_of(signed_on, application)["access_token"]

        assert Client().post(reverse("oidc:userinfo"), {"access_token": text}).status_code == 200

    def test_idtoken_unsigned_is_never_issued(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application)

        assert jwt.get_unverified_header(tokens["id_token"])["alg"] == "RS256"

    def test_ensure_request_without_nonce_succeeds_for_code_flow(
        self, signed_on, application, agreed
    ):
        assert "nonce" not in read(tokens_of(signed_on, application, nonce=None)["id_token"])

    def test_scope_profile(self, signed_on, application, agreed):
        said = userinfo(tokens_of(signed_on, application)["access_token"]).json()

        assert said["kind"] == "civil_servant"

    def test_scope_is_bounded_by_what_the_application_may_know(self, sign_on, application, cast):
        client = sign_on("li")
        Consent.objects.create(
            application=application,
            account_id=cast.li.account_id,
            scopes=SCOPES,
            given_at=timezone.now(),
        )

        said = userinfo(tokens_of(client, application)["access_token"]).json()

        assert said["organization_name"]
        assert "post_name" not in said

    def test_ensure_other_scope_order_succeeds(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, scope="profile openid"))

    def test_unknown_scopes_are_ignored(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, scope="openid nonsense"))

    def test_without_openid_is_refused(self, signed_on, application, agreed):
        assert answer_of(ask(signed_on, scope="profile"))["error"] == "invalid_scope"

    def test_display_page_and_popup_do_not_matter(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, display="popup"))

    def test_prompt_login(self, signed_on, application, agreed):
        first = ask(signed_on, prompt="login")
        session = signed_on.session
        session["proved_at"] = session["proved_at"] + 5
        session.save()

        assert first.url.startswith(reverse("access:confirm"))
        assert "code" in answer_of(ask(signed_on, prompt="login"))

    def test_prompt_login_is_not_satisfied_by_asking_twice(self, signed_on, application, agreed):
        ask(signed_on, prompt="login")

        assert ask(signed_on, prompt="login").url.startswith(reverse("access:confirm"))

    def test_prompt_none_not_logged_in(self, client, application):
        answer = answer_of(ask(client, prompt="none"))

        assert (answer["error"], answer["state"]) == ("login_required", "st")

    def test_prompt_none_logged_in(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, prompt="none"))

    def test_prompt_none_without_consent(self, signed_on, application):
        assert answer_of(ask(signed_on, prompt="none"))["error"] == "consent_required"

    def test_prompt_none_with_another_is_refused(self, signed_on, application, agreed):
        assert answer_of(ask(signed_on, prompt="none login"))["error"] == "invalid_request"

    def test_prompt_consent_asks_again(self, signed_on, application, agreed):
        assert "档案馆" in ask(signed_on, prompt="consent").content.decode()

    def test_max_age_1(self, signed_on, application, agreed):
        session = signed_on.session
        session["proved_at"] = session["proved_at"] - 5
        session.save()

        assert ask(signed_on, max_age="1").url.startswith(reverse("access:confirm"))

    def test_max_age_10000(self, signed_on, application, agreed):
        said = read(tokens_of(signed_on, application, max_age="10000")["id_token"])

        assert timezone.now().timestamp() - said["auth_time"] < 60

    @pytest.mark.parametrize("age", ["-1", "x", "9" * 10, "٣"])
    def test_max_age_that_is_none(self, signed_on, application, agreed, age):
        assert answer_of(ask(signed_on, max_age=age))["error"] == "invalid_request"

    def test_ensure_request_with_unknown_parameter_succeeds(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, extra="foobar"))

    def test_id_token_hint(self, signed_on, application, agreed):
        hint = tokens_of(signed_on, application)["id_token"]

        assert "code" in answer_of(ask(signed_on, prompt="none", id_token_hint=hint))

    def test_id_token_hint_of_somebody_else(self, signed_on, application, agreed, sign_on):
        hint = tokens_of(signed_on, application)["id_token"]

        answer = answer_of(ask(sign_on("li"), prompt="none", id_token_hint=hint))

        assert answer["error"] == "login_required"

    def test_login_hint_does_not_matter(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, login_hint="new"))

    def test_ui_locales_does_not_matter(self, signed_on, application, agreed):
        assert "code" in answer_of(ask(signed_on, ui_locales="se"))

    def test_ensure_request_with_acr_values_succeeds(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application, acr_values="1 2")

        assert read(tokens["id_token"])["acr"] == "1"

    def test_codereuse(self, signed_on, application, agreed):
        code = answer_of(ask(signed_on))["code"]
        first = redeem(application, code).json()

        again = redeem(application, code)

        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        assert userinfo(first["access_token"]).status_code == 401
        assert JournalEntry.objects.filter(event="access.account.token_reused").exists()

    def test_codereuse_30seconds_later(self, signed_on, application, agreed):
        code = answer_of(ask(signed_on))["code"]
        Authorization.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        assert redeem(application, code).json()["error"] == "invalid_grant"

    def test_ensure_registered_redirect_uri(self, signed_on, application):
        assert ask(signed_on, redirect_uri="https://evil.example/callback").status_code == 400

    def test_ensure_post_request_succeeds(self, signed_on, application, agreed):
        led = ask(signed_on, "post")

        assert "code" in answer_of(signed_on.get(led.url))

    def test_server_client_secret_post(self, signed_on, application, agreed):
        code = answer_of(ask(signed_on))["code"]
        values = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
            "client_id": "archive-hall",
            "client_secret": application.secret,
        }

        assert "id_token" in Client().post(reverse("oidc:token"), values).json()

    @pytest.mark.parametrize(
        ("name", "code"),
        [("request", "request_not_supported"), ("request_uri", "request_uri_not_supported")],
    )
    def test_unsupported_request_object_is_rejected(self, signed_on, application, name, code):
        assert answer_of(ask(signed_on, **{name: "x"}))["error"] == code

    def test_refresh_token(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application)

        new = call(
            application, grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        ).json()

        before, after = read(tokens["id_token"]), read(new["id_token"])
        assert (before["sub"], before["auth_time"]) == (after["sub"], after["auth_time"])
        assert "nonce" not in after
        assert new["refresh_token"] != tokens["refresh_token"]

    def test_refresh_token_of_another_client(self, signed_on, application, agreed, cast):
        tokens = tokens_of(signed_on, application)
        other, secret = actions.register_application(
            cast.system,
            client_id="other",
            name="别的",
            organization_code="QD-DS",
            grant_types=["refresh_token"],
        )
        other.secret = secret

        answer = call(other, grant_type="refresh_token", refresh_token=tokens["refresh_token"])

        assert answer.json()["error"] == "invalid_grant"


class TestLogout:
    """oidcc-rp-initiated-logout and oidcc-backchannel-rp-initiated-logout test plans."""

    def test_rp_initiated_logout(self, signed_on, application, agreed):
        hint = tokens_of(signed_on, application)["id_token"]
        params = {"id_token_hint": hint, "post_logout_redirect_uri": AFTER, "state": "xyz"}

        answer = signed_on.get(reverse("oidc:logout"), params)

        assert answer.url == f"{AFTER}?state=xyz"
        assert "_auth_user_id" not in signed_on.session

    def test_rp_initiated_logout_bad_id_token_hint(self, signed_on, application, agreed):
        hint = tokens_of(signed_on, application)["id_token"]
        params = {"id_token_hint": hint[:-4] + "AAAA", "post_logout_redirect_uri": AFTER}

        answer = signed_on.get(reverse("oidc:logout"), params)

        assert answer.status_code == 400
        assert "_auth_user_id" in signed_on.session

    def test_rp_initiated_logout_no_id_token_hint_asks(self, signed_on, application):
        params = {"client_id": "archive-hall", "post_logout_redirect_uri": AFTER}

        page = signed_on.get(reverse("oidc:logout"), params)
        asked = signed_on.post(reverse("oidc:sign_out"), {"params": page.context["params"]})

        assert page.status_code == 200
        assert asked.url == AFTER + "?"
        assert "_auth_user_id" not in signed_on.session

    def test_rp_initiated_logout_bad_post_logout_redirect_uri(self, signed_on, application):
        params = {"client_id": "archive-hall", "post_logout_redirect_uri": "https://evil.example/"}

        assert signed_on.get(reverse("oidc:logout"), params).status_code == 400

    def test_rp_initiated_logout_no_client_for_the_redirect(self, signed_on, application):
        params = {"post_logout_redirect_uri": AFTER}

        assert signed_on.get(reverse("oidc:logout"), params).status_code == 400

    def test_rp_initiated_logout_mismatched_client_id(self, signed_on, application, agreed):
        hint = tokens_of(signed_on, application)["id_token"]

        answer = signed_on.get(
            reverse("oidc:logout"), {"id_token_hint": hint, "client_id": "someone"}
        )

        assert answer.status_code == 400

    def test_rp_initiated_logout_only_state(self, signed_on, db):
        assert signed_on.get(reverse("oidc:logout"), {"state": "x"}).status_code == 200

    def test_backchannel_logout_is_sent_for_every_application_of_the_session(
        self, signed_on, application, agreed
    ):
        said = read(tokens_of(signed_on, application)["id_token"])

        signed_on.post(reverse("access:sign_out"))

        told = OutboxMessage.objects.get(topic="access.backchannel_logout").payload
        assert (told["sub"], told["sid"]) == (said["sub"], said["sid"])
        assert told["aud"] == "archive-hall"

    def test_backchannel_logout_ends_the_tokens(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application)

        signed_on.post(reverse("access:sign_out"))

        renewed = call(
            application, grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        assert userinfo(tokens["access_token"]).status_code == 401
        assert renewed.json()["error"] == "invalid_grant"

    def test_backchannel_logout_follows_a_session_ended_at_the_counter(
        self, signed_on, application, agreed, cast, account
    ):
        tokens_of(signed_on, application)

        actions.end_all_sessions(cast.chen, account_id=account.pk)

        assert OutboxMessage.objects.filter(topic="access.backchannel_logout").exists()

    def test_offline_access_outlives_the_session(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application, scope="openid offline_access")

        signed_on.post(reverse("access:sign_out"))

        assert userinfo(tokens["access_token"]).status_code == 200


class TestConsent:
    """What people agree to, and what nobody can make them agree to."""

    def test_is_asked_once_and_remembered(self, signed_on, application, account):
        page = ask(signed_on)
        signed = page.context["request_text"]

        agreed = signed_on.post(reverse("oidc:consent"), {"request": signed, "answer": "agree"})

        assert "code" in answer_of(agreed)
        assert "code" in answer_of(ask(signed_on))

    def test_refused_leads_back_without_a_code(self, signed_on, application):
        signed = ask(signed_on).context["request_text"]

        answer = answer_of(signed_on.post(reverse("oidc:consent"), {"request": signed}))

        assert answer == {"error": "access_denied", "state": "st", "iss": "http://testserver"}

    def test_form_may_lead_to_the_application_and_nowhere_else(self, signed_on, application):
        policy = ask(signed_on)["Content-Security-Policy"]

        assert policy.endswith("form-action 'self' https://archive.example")

    def test_without_the_forms_token_is_refused(self, application, account):
        client = Client(enforce_csrf_checks=True)
        client.force_login(account)
        signed = ask(client).context["request_text"]

        answer = client.post(reverse("oidc:consent"), {"request": signed, "answer": "agree"})

        assert answer.status_code == 403
        assert not Consent.objects.exists()

    def test_of_somebody_else_is_worth_nothing(self, signed_on, application, sign_on):
        signed = ask(signed_on).context["request_text"]

        answer = sign_on("li").post(reverse("oidc:consent"), {"request": signed, "answer": "agree"})

        assert answer.status_code == 400

    def test_cannot_be_widened_on_the_way(self, signed_on, application):
        signed = ask(signed_on, scope="openid").context["request_text"]

        answer = signed_on.post(
            reverse("oidc:consent"),
            {"request": signed + "x", "answer": "agree", "scopes": "post"},
        )

        assert answer.status_code == 400
        assert not Consent.objects.exists()

    def test_withdrawn_ends_the_tokens(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application)

        signed_on.post(reverse("access:withdraw", args=[agreed.pk]))

        assert userinfo(tokens["access_token"]).status_code == 401


class TestAttacks:
    """What the standards' security chapters warn of (RFC 9700, RFC 6819)."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"code_challenge": None},
            {"code_challenge_method": "plain"},
            {"code_challenge_method": None},
            {"code_challenge": "short"},
        ],
    )
    def test_pkce_is_forced(self, signed_on, application, agreed, changes):
        assert answer_of(ask(signed_on, **changes))["error"] == "invalid_request"

    @pytest.mark.parametrize("verifier", ["", "x" * 43, VERIFIER + "x", VERIFIER[:-1], "é" * 50])
    def test_wrong_verifier(self, signed_on, application, agreed, verifier):
        code = answer_of(ask(signed_on))["code"]

        assert redeem(application, code, code_verifier=verifier).json()["error"] == "invalid_grant"

    @pytest.mark.parametrize(
        "uri",
        [
            BACK + "/",
            BACK + "?x=1",
            BACK + "#x",
            BACK.upper(),
            "https://archive.example.evil.example/callback",
            "https://archive.example@evil.example/callback",
            "//archive.example/callback",
            "javascript:alert(1)",
            BACK + "/../evil",
            "",
        ],
    )
    def test_redirect_uri_tricks(self, signed_on, application, agreed, uri):
        answer = ask(signed_on, redirect_uri=uri)

        assert answer.status_code == 400
        assert "Location" not in answer

    def test_repeated_parameters(self, signed_on, application, agreed):
        path = f"{reverse('oidc:authorize')}?client_id=archive-hall&client_id=x&redirect_uri={BACK}"

        assert signed_on.get(path).status_code == 400

    def test_redirect_uri_of_the_token_request_is_another(self, signed_on, application, agreed):
        code = answer_of(ask(signed_on))["code"]

        answer = redeem(application, code, redirect_uri=AFTER)

        assert answer.json()["error"] == "invalid_grant"

    def test_refresh_token_reuse_revokes_the_family(self, signed_on, application, agreed):
        old = tokens_of(signed_on, application)["refresh_token"]
        new = call(application, grant_type="refresh_token", refresh_token=old).json()

        again = call(application, grant_type="refresh_token", refresh_token=old)
        newest = call(application, grant_type="refresh_token", refresh_token=new["refresh_token"])

        assert again.json()["error"] == newest.json()["error"] == "invalid_grant"
        assert userinfo(new["access_token"]).status_code == 401

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    def test_forged_id_token_hint(self, signed_on, application, agreed, algorithm):
        said = jwt.decode(
            tokens_of(signed_on, application)["id_token"], options={"verify_signature": False}
        )
        forged = jwt.encode(said, None if algorithm == "none" else "x" * 32, algorithm=algorithm)

        answer = signed_on.get(reverse("oidc:logout"), {"id_token_hint": forged})

        assert answer.status_code == 400
        assert "_auth_user_id" in signed_on.session

    def test_id_token_hint_of_another_issuer(self, signed_on, application, account):
        forged = sign({"iss": "https://evil.example", "sub": "x", "aud": "archive-hall"})

        answer = signed_on.get(reverse("oidc:logout"), {"id_token_hint": forged})

        assert answer.status_code == 400

    @pytest.mark.parametrize(
        "text", ["", "x", "x" * 100_000, "a.1.9999999999..AAAA", "a.1.99.é", "....", "\x00"]
    )
    def test_forged_and_oversize_tokens(self, application, text):
        assert Client().post(reverse("oidc:userinfo"), {"access_token": text}).status_code == 401
        for kind, name in (("refresh_token", "refresh_token"), ("authorization_code", "code")):
            answer = call(application, grant_type=kind, **{name: text})
            assert answer.json()["error"] in {"invalid_grant", "invalid_request"}

    def test_a_token_of_one_kind_is_none_of_another(self, signed_on, application, agreed):
        tokens = tokens_of(signed_on, application)

        crossed = call(
            application, grant_type="refresh_token", refresh_token=tokens["access_token"]
        )

        assert userinfo(tokens["refresh_token"]).status_code == 401
        assert crossed.json()["error"] == "invalid_grant"

    @pytest.mark.parametrize("secret", ["x", "", "x" * 100_000])
    def test_wrong_secret(self, application, secret):
        answer = Client().post(
            reverse("oidc:token"),
            {
                "grant_type": "client_credentials",
                "client_id": "archive-hall",
                "client_secret": secret,
            },
        )

        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")

    def test_secret_that_was_renewed_is_worth_nothing_and_so_are_its_tokens(
        self, application, cast, client
    ):
        text = call(application, grant_type="client_credentials").json()["access_token"]

        actions.renew_secret(cast.system, application_id=application.pk)

        assert call(application, grant_type="client_credentials").status_code == 401
        headers = {"Authorization": f"Bearer {text}"}
        assert client.get("/api/v1/x", headers=headers).wsgi_request.actor.is_visitor

    def test_disabled_application(self, signed_on, application, agreed, cast):
        tokens = tokens_of(signed_on, application)

        actions.switch_application(cast.system, application_id=application.pk, is_active=False)

        assert ask(signed_on).status_code == 400
        assert userinfo(tokens["access_token"]).status_code == 401
        assert call(application, grant_type="client_credentials").status_code == 401

    def test_disabled_account(self, signed_on, application, agreed, cast, account):
        tokens = tokens_of(signed_on, application, scope="openid offline_access")

        actions.disable_account(cast.chen, account_id=account.pk, reason="离职")

        renewed = call(
            application, grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        assert userinfo(tokens["access_token"]).status_code == 401
        assert renewed.json()["error"] == "invalid_grant"

    def test_sub_differs_between_applications(self, signed_on, application, agreed, cast, account):
        other, secret = actions.register_application(
            cast.system,
            client_id="other",
            name="别的",
            organization_code="QD-DS",
            grant_types=["authorization_code"],
            redirect_uris=[BACK],
        )
        other.secret = secret
        Consent.objects.create(
            application=other, account=account, scopes=["openid"], given_at=timezone.now()
        )

        ours = read(tokens_of(signed_on, application)["id_token"])["sub"]
        code = answer_of(ask(signed_on, client_id="other"))["code"]
        theirs = jwt.decode(
            redeem(other, code).json()["id_token"], options={"verify_signature": False}
        )["sub"]

        assert ours != theirs

    def test_answers_are_never_kept(self, signed_on, application, agreed):
        code = ask(signed_on)
        answer = redeem(application, answer_of(code)["code"])

        assert code["Cache-Control"] == answer["Cache-Control"] == "no-store"


class TestClientCredentials:
    """An application that acts for itself."""

    def test_acts_with_its_permissions_alone(self, application, client):
        text = call(
            application, grant_type="client_credentials", scope="penalties:case:view"
        ).json()["access_token"]

        by = client.get("/api/v1/x", headers={"Authorization": f"Bearer {text}"}).wsgi_request.actor

        assert by.application_id == application.pk
        assert not by.is_visitor
        assert by.may("penalties:case:view")
        assert not by.may("directory:person:view")

    def test_costs_one_query(self, application, client, django_assert_num_queries):
        text = call(application, grant_type="client_credentials").json()["access_token"]

        with django_assert_num_queries(1):
            answer = client.get("/api/v1/x", headers={"Authorization": f"Bearer {text}"})
            assert answer.wsgi_request.actor.application_id == application.pk

    def test_gets_no_scope_it_was_not_registered_with(self, application):
        answer = call(application, grant_type="client_credentials", scope="access:account:maintain")

        assert answer.json()["error"] == "invalid_scope"

    def test_opens_no_page(self, application, client):
        text = call(application, grant_type="client_credentials").json()["access_token"]

        answer = client.get("/directory/persons/", headers={"Authorization": f"Bearer {text}"})

        assert answer.status_code == 302

    def test_lasts_ten_minutes(self, application, client):
        late = int((timezone.now() - timedelta(seconds=1)).timestamp())
        text = oidc.mint(token_key(), oidc.Token(oidc.APPLICATION, application.pk, late, ("1",)))

        answer = client.get("/api/v1/x", headers={"Authorization": f"Bearer {text}"})

        assert answer.wsgi_request.actor.is_visitor


class TestDevice:
    """RFC 8628."""

    def test_flow(self, signed_on, application):
        told = call(application, "device", scope="openid profile").json()
        waiting = call(
            application, grant_type=oidc.DEVICE_CODE, device_code=told["device_code"]
        ).json()
        page = signed_on.get(reverse("access:device"), {"code": told["user_code"].lower()})
        values = {"code": told["user_code"], "answer": "agree"}
        signed_on.post(reverse("access:device"), values)
        DeviceRequest.objects.update(polled_at=None)

        tokens = call(
            application, grant_type=oidc.DEVICE_CODE, device_code=told["device_code"]
        ).json()

        assert waiting["error"] == "authorization_pending"
        assert "档案馆" in page.content.decode()
        assert userinfo(tokens["access_token"]).json()["name"]

    def test_slow_down(self, application):
        told = call(application, "device").json()
        values = {"grant_type": oidc.DEVICE_CODE, "device_code": told["device_code"]}
        call(application, **values)

        assert call(application, **values).json()["error"] == "slow_down"

    def test_access_denied(self, signed_on, application):
        told = call(application, "device").json()
        signed_on.post(reverse("access:device"), {"code": told["user_code"], "answer": "deny"})

        answer = call(application, grant_type=oidc.DEVICE_CODE, device_code=told["device_code"])

        assert answer.json()["error"] == "access_denied"

    def test_expired_token(self, application):
        told = call(application, "device").json()
        DeviceRequest.objects.update(expires_at=timezone.now())

        answer = call(application, grant_type=oidc.DEVICE_CODE, device_code=told["device_code"])

        assert answer.json()["error"] == "expired_token"

    def test_guessing_codes_makes_wait(self, signed_on, application):
        for number in range(5):
            signed_on.get(reverse("access:device"), {"code": f"BBBB{number}"})

        answer = signed_on.get(reverse("access:device"), {"code": "BBBBBBBB"})

        assert "失败次数过多" in answer.content.decode()


class TestRegistration:
    """Applications are registered by an administrator, and only so."""

    def test_page_shows_the_secret_once(self, sign_on, cast):
        values = {
            "client_id": "new-app",
            "name": "新应用",
            "organization_code": "QD-DS",
            "grant_types": ["authorization_code"],
            "redirect_uris": BACK,
            "scopes": ["openid"],
        }
        client = sign_on("chen")

        body = client.post(reverse("access:register_application"), values).content.decode()

        registered = Application.objects.get(client_id="new-app")
        assert "client_secret" in body
        assert registered.secret_sha256 not in body
        shown = client.get(reverse("access:application", args=["new-app"])).content.decode()
        assert "client_secret" not in shown

    @pytest.mark.parametrize(
        "uri",
        [
            "http://a.example/",
            "https://*.example/",
            "https://a.example/#x",
            "ftp://a/",
            "https://a b/",
            "https://u@a.example/",
        ],
    )
    def test_refuses_addresses_that_are_unsafe(self, sign_on, cast, uri):
        values = {
            "client_id": "new-app",
            "name": "新应用",
            "organization_code": "QD-DS",
            "grant_types": ["authorization_code"],
            "redirect_uris": uri,
        }

        answer = sign_on("chen").post(reverse("access:register_application"), values)

        assert answer.status_code == 422
        assert not Application.objects.exists()

    def test_takes_no_secret_from_the_form(self, sign_on, cast):
        values = {
            "client_id": "new-app",
            "name": "新应用",
            "organization_code": "QD-DS",
            "grant_types": ["client_credentials"],
            "secret_sha256": "0" * 64,
            "generation": "99",
        }

        sign_on("chen").post(reverse("access:register_application"), values)

        registered = Application.objects.get()
        assert registered.secret_sha256 != "0" * 64
        assert registered.generation == 1
