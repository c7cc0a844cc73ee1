"""Those who follow the directory: told of each change, signed, until it has arrived."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sunhall.centers.access import actions, errors
from sunhall.centers.access.actions.subscriptions import CHANGE_TOPIC
from sunhall.centers.access.models import Application, Subscription
from sunhall.centers.access.queries.keys import public_keys
from sunhall.centers.access.tasks import CHANGE_EVENT, tell_of_change
from sunhall.centers.access.tests.test_scim import token
from sunhall.directory import actions as directory
from sunhall.directory.models import Organization, Person, Post
from sunhall.kernel.ledger.sequencer import fold_all
from sunhall.kernel.models import OutboxMessage

CITY = "https://city.example"
ADDRESS = "https://archive.example/changes"


@pytest.fixture
def bearer(cast):
    """Register the application that follows, and return its token."""
    return token(cast, "follower", ("access:scim:read",))


@pytest.fixture
def subscription(cast, bearer):
    """Let it follow organizations and persons."""
    return subscribe(cast)


def subscribe(cast, address=ADDRESS, topics=("organizations", "persons")):
    application = Application.objects.get(client_id="follower")
    return actions.subscribe_to_directory(
        cast.chen, application_id=application.pk, topics=topics, issuer=CITY, address=address
    )


def rename(cast, name="市综合执法局"):
    """Change an organization."""
    return directory.rename_organization(
        cast.chen,
        organization_id=Organization.objects.get(code="QD-CG").pk,
        name=name,
        on=cast.chen.today,
        basis="文件",
    )


def waiting():
    return list(OutboxMessage.objects.filter(topic=CHANGE_TOPIC).order_by("pk"))


class TestSubscribeToDirectory:
    def test_is_refused_twice(self, cast, subscription):
        with pytest.raises(errors.AlreadySo):
            subscribe(cast)

    @pytest.mark.parametrize("address", ["http://archive.example/", "file:///etc/passwd", "x"])
    def test_refuses_an_address_no_message_may_go_to(self, cast, bearer, address):
        with pytest.raises(errors.ApplicationRefused):
            subscribe(cast, address)


class TestTellFollowers:
    def test_tells_of_a_change_in_the_act_itself(self, cast, subscription):
        rename(cast)

        (message,) = waiting()
        change = message.payload["change"]
        bureau = Organization.objects.get(code="QD-CG")
        assert change["event"] == "directory.organization.renamed"
        assert change["scim"] == f"Groups/o{bureau.pk}"

    def test_tells_of_accounts_of_civil_servants_alone(self, cast, subscription):
        actions.open_citizen_account(
            cast.system, login="somebody", resident_id="11010519491231002X", name="某人"
        )
        person = directory.register_person(cast.system, employee_number="QD0777", name="新来")
        account = actions.open_account(cast.system, login="newcomer", person_id=person.pk)

        told = [one.payload["change"] for one in waiting()]
        assert [one["event"] for one in told] == [
            "directory.person.registered",
            "access.account.opened",
        ]
        assert told[1]["scim"] == f"Users/{account.pk}"

    def test_names_nobody(self, cast, subscription):
        person = Person.objects.get(name="李法规")
        directory.modify_person(cast.chen, person_id=person.pk, name="李法制")

        (message,) = waiting()
        assert "李法" not in str(message.payload)

    def test_tells_nothing_else(self, cast, subscription):
        post = Post.objects.get(code="QD-CG-QD0001")
        directory.modify_post(cast.chen, post_id=post.pk, title="主任科员")

        assert waiting() == []

    def test_tells_no_more_after_the_end(self, cast, subscription):
        actions.end_subscription(cast.chen, subscription_id=subscription.pk)

        rename(cast)

        assert waiting() == []


class TestTellOfChange:
    @pytest.fixture
    def receiver(self):
        """Run a receiver on this machine; it keeps what it gets and answers as it is told."""

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.server.got.append((self.headers["Content-Type"], body.decode()))
                self.send_response(self.server.status)
                self.end_headers()

            def log_message(self, *_said):
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Receiver)
        server.got, server.status = [], 202
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        server.server_close()

    @pytest.fixture
    def message(self, cast, bearer, receiver):
        subscribe(cast, f"http://localhost:{receiver.server_port}/changes")
        rename(cast)
        (message,) = waiting()
        return message

    def test_sends_a_token_that_the_citys_keys_prove(self, receiver, message):
        tell_of_change(message)

        ((kind, body),) = receiver.got
        key = jwt.PyJWK(public_keys()["keys"][0]).key
        claims = jwt.decode(body, key, algorithms=["RS256"], audience="follower", issuer=CITY)
        assert (kind, jwt.get_unverified_header(body)["typ"]) == (
            "application/secevent+jwt",
            "secevent+jwt",
        )
        assert claims["events"][CHANGE_EVENT]["event"] == "directory.organization.renamed"

    def test_sends_the_same_again_until_it_arrives(self, receiver, message):
        receiver.status = 500
        with pytest.raises(OSError, match="500"):
            tell_of_change(message)
        receiver.status = 202

        tell_of_change(message)

        names = {jwt.decode(body, options={"verify_signature": False})["jti"]
                 for _kind, body in receiver.got}  # fmt: skip
        assert (len(receiver.got), len(names)) == (2, 1)

    def test_does_not_follow_where_it_is_led(self, receiver, message):
        receiver.status = 302

        with pytest.raises(OSError, match="302"):
            tell_of_change(message)


class TestFeed:
    def ask(self, bearer, **given):
        headers = {"Authorization": f"Bearer {bearer}"}
        return Client().get(reverse("changes:feed"), given, headers=headers)

    def test_tells_what_has_changed_since(self, cast, bearer, subscription):
        fold_all(timezone.now())
        before = self.ask(bearer).json()
        rename(cast)
        fold_all(timezone.now())

        told = self.ask(bearer, after=before["next"]).json()
        nothing = self.ask(bearer, after=told["next"]).json()

        assert [one["event"] for one in told["changes"]] == ["directory.organization.renamed"]
        assert (nothing["changes"], nothing["next"]) == ([], told["next"])

    def test_tells_everything_from_the_beginning_in_order(self, cast, bearer, subscription):
        fold_all(timezone.now())

        changes = self.ask(bearer).json()["changes"]

        places = [one["sequence"] for one in changes]
        assert places == sorted(places)
        assert {one["subject"].partition(".")[0] for one in changes} == {"directory", "access"}
        assert "directory.post" not in {one["subject"] for one in changes}

    @pytest.mark.parametrize("after", ["x", "-1", "9" * 30])
    def test_refuses_a_place_that_is_none(self, bearer, subscription, after):
        assert self.ask(bearer, after=after).status_code == 400

    def test_is_refused_without_a_subscription(self, bearer):
        assert self.ask(bearer).status_code == 403

    def test_is_refused_without_a_token(self, cast, subscription, sign_on):
        assert sign_on("chen").get(reverse("changes:feed")).status_code == 401


class TestPages:
    def test_let_an_administrator_subscribe_and_end(self, cast, bearer, sign_on):
        client = sign_on("chen")
        told = {"application": "follower", "topics": ["organizations"], "address": ADDRESS}

        client.post(reverse("access:subscribe"), told)
        subscription = Subscription.objects.get()
        listed = client.get(reverse("access:subscriptions")).content.decode()
        client.post(reverse("access:unsubscribe", args=[subscription.pk]))

        subscription.refresh_from_db()
        assert ADDRESS in listed
        assert subscription.ended_at is not None

    def test_keep_what_was_typed_where_it_is_refused(self, bearer, sign_on):
        told = {"application": "follower", "topics": ["roles"], "address": "http://plain.example"}

        page = sign_on("chen").post(reverse("access:subscribe"), told)

        assert page.status_code == 422
        assert "http://plain.example" in page.content.decode()

    def test_show_what_was_delivered_and_what_fails(self, cast, subscription, sign_on):
        rename(cast, "市甲局")
        rename_later = timezone.now() + timedelta(minutes=1)
        first = waiting()[0]
        first.last_error, first.attempts, first.due_at = "OSError('no route')", 3, rename_later
        first.save()

        page = sign_on("chen").get(reverse("access:subscriptions")).content.decode()

        assert "送不到" in page
        assert "no route" in page
