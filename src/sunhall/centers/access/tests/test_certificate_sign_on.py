"""Signing on by certificate: through a real nginx with the sample configuration, and past it."""

import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from socketserver import UnixStreamServer
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from asn1crypto import pem
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.urls import reverse
from tests.authority import a_certificate, hold, now
from tests.cast import Cast
from tests.nginx import NGINX, WHY_SKIPPED, free_port, nginx_for_certificates

from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import Profile, RevocationReason
from sunhall.centers.access.errors import CertificateNotAccepted
from sunhall.centers.access.models import Account, Certificate
from sunhall.centers.access.rules.authority.keys import P256Key
from sunhall.centers.access.tests.test_authority_rules import certify
from sunhall.kernel.models import JournalEntry

PORT = free_port()
ADDRESS = f"https://127.0.0.1:{PORT}"
SIGN_ON = "/authority/sign-on/"


class Handler(WSGIRequestHandler):
    """Hand on what gunicorn hands on: the socket, and the scheme that nginx tells."""

    def setup(self) -> None:
        """Name a peer, which a Unix socket has none of."""
        self.client_address = ("", 0)
        super().setup()

    def get_environ(self) -> dict[str, Any]:
        """Return the environment of the request."""
        scheme = {"HTTPS": "on"} if self.headers["X-Forwarded-Proto"] == "https" else {}
        return super().get_environ() | scheme | {"gunicorn.socket": self.connection}

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Listener(UnixStreamServer):
    """The city on a Unix socket, in the test's own transaction."""

    def __init__(self, place: str) -> None:
        super().__init__(place, Handler)
        self.base_environ = {"SERVER_NAME": "city", "SERVER_PORT": "443", "SCRIPT_NAME": ""}
        self.application, self.connection = get_wsgi_application(), connections["default"]

    def get_app(self) -> Callable[..., Any]:
        """Return the application."""
        return self.application

    def serve(self) -> None:
        """Serve on the test's connection to the database."""
        connections["default"] = self.connection
        self.serve_forever(poll_interval=0.01)


@pytest.fixture
def city(cast: Cast, authority_home: Path) -> Cast:
    """Return the cast of today, after the key ceremony."""
    city = now(cast)
    hold(city.system)
    return city


@pytest.fixture
def listener(city: Cast, tmp_path: Path, settings: Any) -> Iterator[str]:
    """Let the city listen for the web server alone."""
    place = str(tmp_path / "certificates.sock")
    settings.SUNHALL_CERTIFICATE_SOCKET = place
    connection = connections["default"]
    connection.inc_thread_sharing()
    # The test's transaction must outlive a request
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    server = Listener(place)
    thread = Thread(target=server.serve)
    thread.start()
    yield place
    server.shutdown()
    thread.join()
    server.server_close()
    connection.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def nginx(city: Cast, listener: str, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Start nginx with the sample configuration; return how to renew its lists."""
    if NGINX is None:
        pytest.skip(WHY_SKIPPED)
    issuing = queries.certificate_of(Profile.ISSUING)
    rows = [issuing, *queries.chain_of(issuing)]

    def write_lists() -> None:
        lists = [pem.armor("X509 CRL", bytes(queries.latest_list(row).der)) for row in rows]
        (tmp_path / "crl.pem").write_bytes(b"".join(lists))

    write_lists()
    chain = [pem.armor("CERTIFICATE", bytes(row.der)) for row in rows]
    (tmp_path / "ca.pem").write_bytes(b"".join(chain))
    server = certify(Profile.SERVER, P256Key.generate(), None, "certificates.example.org")
    write_key(tmp_path, "certificates", server.certificate, server.key)
    with nginx_for_certificates(tmp_path, PORT, listener) as command:

        def renew() -> None:
            write_lists()
            subprocess.run([*command, "-s", "reload"], check=True)
            time.sleep(0.5)

        yield renew


def write_key(folder: Path, name: str, certificate: bytes, key: Any) -> Path:
    """Write a certificate and its key as PEM."""
    secret = pem.armor("PRIVATE KEY", key.private_key())
    (folder / f"{name}.pem").write_bytes(pem.armor("CERTIFICATE", certificate) + secret)
    (folder / f"{name}.key").write_bytes(secret)
    return folder / f"{name}.pem"


class Browser:
    """A browser with a certificate, cookies and headers of its own."""

    def __init__(self, certificate: Path | None = None, **headers: str) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if certificate is not None:
            context.load_cert_chain(certificate)
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPSHandler(context=context), HTTPCookieProcessor(self.cookies))
        self.headers = headers | {"Referer": f"{ADDRESS}{SIGN_ON}"}

    def read(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and text of a page, or of a form sent."""
        data = urlencode(fields).encode() if fields is not None else None
        request = Request(ADDRESS + path, data, self.headers)  # noqa: S310
        try:
            with self.opener.open(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def sign_on(self) -> tuple[int, str]:
        """Look at the page, and press the button."""
        status, text = self.read(SIGN_ON)
        if status != 200:
            return status, text
        self.read("/account/sign-in/")
        token = next(c.value for c in self.cookies if c.name == "csrftoken")
        return self.read(SIGN_ON, {"csrfmiddlewaretoken": token or "", "next": SIGN_ON})

    @property
    def is_signed_on(self) -> bool:
        """Tell whether there is a session."""
        return any(cookie.name == "sessionid" for cookie in self.cookies)


@pytest.fixture
def li(city: Cast, tmp_path: Path) -> tuple[Certificate, Path]:
    """Return Li's certificate, and the file with its key."""
    key = P256Key.generate()
    row = a_certificate(city, city.li, key)
    return row, write_key(tmp_path, "li", bytes(row.der), key)


def signed_on() -> list[str]:
    """Return the serial numbers by which somebody has signed on."""
    entries = JournalEntry.objects.filter(event="access.account.signed_in")
    return [entry.facts["serial"] for entry in entries]


class TestThroughNginx:
    def test_a_good_certificate_signs_its_holder_on(self, nginx, li):
        browser = Browser(li[1])

        status, text = browser.sign_on()

        assert status == 200
        assert "李法规" in text
        assert signed_on() == [li[0].serial]

    def test_a_citizens_certificate_signs_the_citizen_on(self, city, nginx, zhang, tmp_path):
        key = P256Key.generate()
        row = a_certificate(city, zhang, key)
        browser = Browser(write_key(tmp_path, "zhang", bytes(row.der), key))

        _status, text = browser.sign_on()

        assert "张建国" in text

    def test_a_session_ends_with_its_certificate(self, city, nginx, li):
        browser = Browser(li[1])
        browser.sign_on()
        _status, before = browser.read("/")
        actions.suspend_certificate(city.chen, certificate_id=li[0].pk)

        _status, after = browser.read("/")

        assert "李法规" in before
        assert "李法规" not in after

    def test_nobody_signs_on_without_a_certificate(self, nginx):
        browser = Browser()

        _status, text = browser.sign_on()

        assert "不能用这张证书登录" in text
        assert not browser.is_signed_on

    def test_a_revoked_certificate_gets_no_further_than_nginx(self, city, nginx, li):
        actions.revoke_certificate(
            city.chen, certificate_id=li[0].pk, reason=RevocationReason.KEY_COMPROMISE
        )
        nginx()

        status, text = Browser(li[1]).sign_on()

        assert (status, "SSL certificate error" in text) == (400, True)

    @pytest.mark.parametrize("act", ["suspend", "revoke"])
    def test_what_nginx_does_not_know_yet_the_city_knows(self, city, nginx, li, act):
        if act == "suspend":
            actions.suspend_certificate(city.chen, certificate_id=li[0].pk)
        else:
            actions.revoke_certificate(
                city.chen, certificate_id=li[0].pk, reason=RevocationReason.UNSPECIFIED
            )
        browser = Browser(li[1])

        status, _text = browser.sign_on()

        assert status == 403
        assert not browser.is_signed_on

    def test_an_expired_certificate_gets_no_further_than_nginx(self, city, nginx, tmp_path):
        key = P256Key.generate()
        then = replace(city.li, moment=city.li.moment - timedelta(days=800))
        chen = replace(city.chen, moment=then.moment)
        row = a_certificate(replace(city, chen=chen), then, key)
        browser = Browser(write_key(tmp_path, "old", bytes(row.der), key))

        status, _text = browser.sign_on()

        assert status == 400

    def test_another_authoritys_certificate_gets_no_further(self, city, nginx, tmp_path):
        root = certify(Profile.ROOT, P256Key.generate(), None, "青岛市根证书")
        issuing = certify(Profile.ISSUING, P256Key.generate(), root, "青岛市签发证书")
        forged = certify(Profile.CIVIL_SERVANT, P256Key.generate(), issuing, "李法规")
        path = write_key(tmp_path, "forged", forged.certificate, forged.key)

        status, _text = Browser(path).sign_on()

        assert status == 400

    def test_a_closed_accounts_certificate_signs_nobody_on(self, nginx, li):
        Account.objects.filter(login="li").update(is_active=False)

        status, _text = Browser(li[1]).sign_on()

        assert status == 403

    @pytest.mark.parametrize(
        "name", ["X-Client-Certificate", "x_client_certificate", "X-Client_Certificate"]
    )
    def test_a_forged_header_is_thrown_away(self, nginx, li, name):
        forged = quote(pem.armor("CERTIFICATE", bytes(li[0].der)).decode())
        browser = Browser(**{name: forged, "X-Client-Verify": "SUCCESS"})

        _status, _text = browser.sign_on()

        assert not browser.is_signed_on
        assert signed_on() == []


class TestPastNginx:
    @pytest.mark.parametrize("place", ["", "/run/sunhall/certificates.sock"])
    def test_headers_are_believed_on_the_listener_alone(self, client, li, settings, place):
        settings.SUNHALL_CERTIFICATE_SOCKET = place
        shown = quote(pem.armor("CERTIFICATE", bytes(li[0].der)).decode())

        answer = client.post(
            reverse("authority:sign_on"),
            headers={"X-Client-Certificate": shown, "X-Client-Verify": "SUCCESS"},
        )

        assert answer.status_code == 403
        assert "sessionid" not in client.cookies

    def test_another_listener_of_the_city_is_not_believed(self, client, li, listener, settings):
        settings.SUNHALL_CERTIFICATE_SOCKET = listener + ".other"
        shown = quote(pem.armor("CERTIFICATE", bytes(li[0].der)).decode())
        with Listener(listener + ".elsewhere") as other:
            answer = client.post(
                reverse("authority:sign_on"),
                headers={"X-Client-Certificate": shown, "X-Client-Verify": "SUCCESS"},
                **{"gunicorn.socket": other.socket},
            )

        assert answer.status_code == 403


class TestSignInByCertificate:
    def test_compares_the_whole_certificate(self, city, li):
        twin = certify(Profile.CIVIL_SERVANT, P256Key.generate(), None, "李法规")
        Certificate.objects.filter(pk=li[0].pk).update(serial=f"{twin.parsed.serial_number:x}")

        with pytest.raises(CertificateNotAccepted):
            queries.holder_of(twin.certificate, city.visitor.moment)

    @pytest.mark.parametrize("profile", [Profile.OCSP, Profile.ISSUING, Profile.ROOT])
    def test_is_for_people(self, city, profile):
        row = queries.certificate_of(profile)

        with pytest.raises(CertificateNotAccepted):
            queries.holder_of(bytes(row.der), city.visitor.moment)
