"""Back-channel logout, told to a real receiver over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from sunhall.centers.access.models import Application
from sunhall.centers.access.tests.test_oidc import (  # noqa: F401  fixtures
    account,
    agreed,
    application,
    read,
    signed_on,
    tokens_of,
)
from sunhall.kernel import outbox
from sunhall.kernel.models import OutboxMessage

SIGN_OUT = "/account/sign-out/"
EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Receiver:
    """A relying party: what it was sent, and the statuses it answers, one after another."""

    address: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[dict[str, list[str]]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@pytest.fixture
def receiver(application: Application) -> Iterator[Receiver]:  # noqa: F811
    """Listen on a free port, as the application that is told of sign-outs."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.heard.append(parse_qs(body))
            told.paths.append(self.path)
            status = told.answers.pop(0) if told.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{told.address}/elsewhere")
            self.end_headers()

        do_GET = do_POST  # noqa: N815  the name the library looks for

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}"
    Application.objects.filter(pk=application.pk).update(
        backchannel_logout_uri=f"{told.address}/logout"
    )
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def deliver(minutes: int = 0) -> int:
    """Try what is due by then; return how many were delivered."""
    return outbox.deliver(timezone.now() + timedelta(minutes=minutes), outbox.senders())


class TestBackChannelLogout:
    def test_tells_the_application_by_a_signed_token(
        self,
        signed_on,  # noqa: F811
        application,  # noqa: F811
        agreed,  # noqa: F811
        receiver: Receiver,
    ):
        said = read(tokens_of(signed_on, application)["id_token"])
        signed_on.post(SIGN_OUT)

        delivered = deliver()

        claims = read(receiver.heard[0]["logout_token"][0])
        assert (delivered, receiver.paths) == (1, ["/logout"])
        assert (claims["sub"], claims["sid"], claims["aud"]) == (
            said["sub"],
            said["sid"],
            "archive-hall",
        )
        assert claims["events"] == {EVENT: {}}
        assert "nonce" not in claims

    def test_tells_once(
        self,
        signed_on,  # noqa: F811
        application,  # noqa: F811
        agreed,  # noqa: F811
        receiver: Receiver,
    ):
        tokens_of(signed_on, application)
        signed_on.post(SIGN_OUT)

        counts = [deliver(), deliver(600)]

        assert (counts, len(receiver.heard)) == ([1, 0], 1)

    @pytest.mark.parametrize("status", [302, 400, 503])
    def test_is_tried_again_with_a_token_that_is_still_good(
        self,
        signed_on,  # noqa: F811
        application,  # noqa: F811
        agreed,  # noqa: F811
        receiver: Receiver,
        status: int,
    ):
        receiver.answers = [status]
        tokens_of(signed_on, application)
        signed_on.post(SIGN_OUT)
        OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=1))

        counts = [deliver(), deliver(2)]

        first, second = (read(one["logout_token"][0]) for one in receiver.heard)
        assert (counts, receiver.paths) == ([0, 1], ["/logout", "/logout"])
        assert first["jti"] == second["jti"]
        assert second["exp"] > timezone.now().timestamp()
