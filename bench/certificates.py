"""Measure certificates: issued, answered for, and signed on by, a second and a core.

Everything runs in one process on a database of its own with durable commits, through the acts and
the views. The limits are what `cryptography` itself signs and verifies in the same run.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from socket import AF_UNIX
from statistics import median
from typing import Any
from urllib.parse import quote

from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPRequestBuilder
from cryptography.x509.oid import NameOID
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.utils import timezone
from tests.authority import a_certificate, hold, now
from tests.cast import Cast, assemble

from bench.database import own_database
from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import Profile
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.rules.authority.keys import P256Key
from sunhall.centers.access.rules.authority.names import ask

SECONDS = 4.0
SOCKET = "/run/sunhall/certificates.sock"
ISSUED, SIGN_ONS, ROUNDS = 200, 600, 3
TOKEN = "a" * 32


class Listener:
    """What the view sees of the Unix socket that only nginx reaches."""

    family = AF_UNIX

    def getsockname(self) -> str:
        """Return where it is bound."""
        return SOCKET


def run() -> list[dict[str, Any]]:
    """Return rows of certificates, answers, stamps and sign-ons a second."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(
            override_settings(
                SUNHALL_AUTHORITY_HOME=folder,
                SUNHALL_CERTIFICATE_SOCKET=SOCKET,
                ALLOWED_HOSTS=["certificates.test"],
            )
        )
        stack.enter_context(own_database())
        city = now(assemble())
        hold(city.system)
        row = a_certificate(city, city.li)
        return [issuing(city), answering(row), stamping(), signing_on(row)]


def issuing(city: Cast) -> dict[str, Any]:
    """Ask for certificates and grant them: two acts each, with their journal entries."""
    keys = [ask(P256Key.generate(), "x") for _number in range(ISSUED)]
    done = iter(keys)

    def issue() -> None:
        city_now = replace(city.sun, moment=timezone.now())
        asked = actions.request_certificate(city_now, request=next(done))
        actions.approve_request(city.chen, request_id=asked.pk)

    started, cpu = time.perf_counter(), time.process_time()
    for _number in range(ISSUED):
        issue()
    took, own = time.perf_counter() - started, time.process_time() - cpu
    peer = per_second(plain_certificate)
    return row_of(
        "request and approval of a certificate, durable", ISSUED / took, own / ISSUED,
        peer, "cryptography builds and signs",
    )  # fmt: skip


def answering(row: Certificate) -> dict[str, Any]:
    """Answer whether one certificate is good, over WSGI."""
    question = status_question(row)
    answer = lambda: call("POST", "/authority/ocsp", question)  # noqa: E731
    return over_wsgi("OCSP answers over WSGI", answer, b"\x30\x82", per_second(plain_signature()))


def stamping() -> dict[str, Any]:
    """Stamp the hash of something, over WSGI."""
    imprint = bytes.fromhex("3031300d060960864801650304020105000420") + bytes(32)
    request = b"\x30\x39\x02\x01\x01" + imprint + b"\x01\x01\xff"
    stamp = lambda: call("POST", "/authority/timestamp", request)  # noqa: E731
    return over_wsgi("time stamps over WSGI", stamp, b"\x30\x82", per_second(plain_signature()))


def signing_on(row: Certificate) -> dict[str, Any]:
    """Sign on over WSGI: read and verify the certificate, ask the database, open a session."""
    shown = quote(pem.armor("CERTIFICATE", bytes(row.der)).decode("ascii"))
    headers = {
        "HTTP_X_CLIENT_VERIFY": "SUCCESS",
        "HTTP_X_CLIENT_CERTIFICATE": shown,
        "HTTP_COOKIE": f"csrftoken={TOKEN}",
        "HTTP_X_CSRFTOKEN": TOKEN,
        "gunicorn.socket": Listener(),
    }
    sign_on = lambda: call("POST", "/authority/sign-on/", b"", headers)  # noqa: E731
    limit = per_second(plain_verification())
    result = over_wsgi("sign-ons by certificate over WSGI, durable", sign_on, b"", limit)
    return {**result, "peer_name": "cryptography verifies", "wanted": "≥ 200 a core"}


def over_wsgi(name: str, ask_once: Callable[[], bytes], begins: bytes, peer: float) -> Any:
    """Call again and again; return the median round."""
    assert ask_once().startswith(begins)
    rounds = []
    for _round in range(ROUNDS):
        started, cpu = time.perf_counter(), time.process_time()
        for _number in range(SIGN_ONS // ROUNDS):
            ask_once()
        count = SIGN_ONS // ROUNDS
        took, own = time.perf_counter() - started, time.process_time() - cpu
        rounds.append((count / took, own / count))
    rate = median(rate for rate, _own in rounds)
    own = median(own for _rate, own in rounds)
    return row_of(name, rate, own, peer, "cryptography signs")


def call(method: str, path: str, body: bytes, headers: dict[str, Any] | None = None) -> bytes:
    """Call the city as gunicorn does; whoever signs on is sent home, everybody else answered."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/octet-stream" if body else "",
        "SERVER_NAME": "certificates.test",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "certificates.test",
        "REMOTE_ADDR": "",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **(headers or {}),
    }
    said: list[str] = []
    response = application()(environ, lambda status, _headers: said.append(status))
    content = b"".join(response)
    response.close()
    assert said[0].startswith(("200", "302")), said
    return content


_application: list[Any] = []


def application() -> Any:
    """Return the city's application."""
    if not _application:
        _application.append(get_wsgi_application())
    return _application[0]


def status_question(row: Certificate) -> bytes:
    """Return what a program asks about a certificate."""
    issuer = x509.load_der_x509_certificate(bytes(queries.certificate_of(Profile.ISSUING).der))
    leaf = x509.load_der_x509_certificate(bytes(row.der))
    builder = OCSPRequestBuilder().add_certificate(leaf, issuer, hashes.SHA256())
    return builder.build().public_bytes(Encoding.DER)


def plain_signature() -> Callable[[], object]:
    """Return what signs, and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    return lambda: key.sign(bytes(300), ec.ECDSA(hashes.SHA256()))


def plain_verification() -> Callable[[], object]:
    """Return what verifies, and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public = key.sign(bytes(600), ec.ECDSA(hashes.SHA256())), key.public_key()
    return lambda: public.verify(signature, bytes(600), ec.ECDSA(hashes.SHA256()))


CERTIFIER = ec.generate_private_key(ec.SECP256R1())
LEAF = ec.generate_private_key(ec.SECP256R1()).public_key()


def plain_certificate() -> None:
    """Build and sign a small certificate with the library alone."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    start = datetime.now(UTC)
    (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(LEAF)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=1))
        .sign(CERTIFIER, hashes.SHA256())
    )


def per_second(act: Callable[[], object]) -> float:
    """Return how often something is done a second."""
    act()
    started, count = time.perf_counter(), 0
    while time.perf_counter() - started < SECONDS / 4:
        act()
        count += 1
    return count / (time.perf_counter() - started)


def row_of(name: str, rate: float, own: float, peer: float, peer_name: str) -> dict[str, Any]:
    """Return a row of the results table."""
    return {
        "name": name,
        "unit": "/s",
        "ours": round(rate, 1),
        "own_cpu_ms": round(own * 1000, 3),
        "peer": round(peer),
        "peer_name": peer_name,
        "ratio": round(rate / peer, 4),
    }
