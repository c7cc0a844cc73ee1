"""Whether certificates are good: requests of the online protocol read, answers signed.

Law: RFC 6960, RFC 9654 (the nonce).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from asn1crypto.core import OctetString
from asn1crypto.ocsp import CertId, OCSPRequest, OCSPResponse, ResponseData
from asn1crypto.x509 import Certificate

from sunhall.centers.access.rules.authority.building import (
    Issuer,
    RevokedEntry,
    key_identifier,
    utc,
)
from sunhall.centers.access.rules.authority.reading import reading_strictly

MAX_BYTES = 4096
MOST_ASKED = 16
NONCE_BYTES = range(1, 129)
FRESH = timedelta(hours=1)


class Failure(IntEnum):
    """Why there is no answer, as the protocol numbers it."""

    MALFORMED = 1
    INTERNAL = 2
    TRY_LATER = 3
    UNAUTHORIZED = 6


NAMES = {
    Failure.MALFORMED: "malformed_request",
    Failure.INTERNAL: "internal_error",
    Failure.TRY_LATER: "try_later",
    Failure.UNAUTHORIZED: "unauthorized",
}


@dataclass(frozen=True, slots=True)
class Question:
    """The certificates asked about, and the nonce that ties the answer to the question."""

    asked: Sequence[CertId]
    nonce: bytes | None


Status = RevokedEntry | bool
"""Revoked, or whether the authority has issued such a certificate at all."""


def read_question(request: bytes) -> Question:
    """Return what a request asks.

    Raises:
        ValueError: it is no request, too large, or asks about too many certificates.
    """
    if len(request) > MAX_BYTES:
        raise ValueError("too large")
    with reading_strictly():
        body = OCSPRequest.load(request, strict=True)["tbs_request"]
        asked = [one["req_cert"] for one in body["request_list"]]
        nonces = [
            bytes(extension["extn_value"].parsed.native)
            for extension in body["request_extensions"] or ()
            if extension["extn_id"].native == "nonce"
        ]
        # Read to the end now, so that nothing unreadable is found while answering
        readable = [one.native for one in asked]
    if not 0 < len(readable) <= MOST_ASKED or len(nonces) > 1:
        raise ValueError("too many")
    if any(len(nonce) not in NONCE_BYTES for nonce in nonces):
        raise ValueError("odd nonce")
    return Question(asked, nonces[0] if nonces else None)


def serial_of(asked: CertId, issuer: Certificate) -> int | None:
    """Return the serial number asked about; nothing where it is another authority's."""
    kind = asked["hash_algorithm"]["algorithm"].native
    if kind not in ("sha1", "sha256", "sha384", "sha512"):
        return None
    name = hashlib.new(kind, issuer.subject.dump(), usedforsecurity=False).digest()
    bits = bytes(issuer.public_key["public_key"])
    key = hashlib.new(kind, bits, usedforsecurity=False).digest()
    if (asked["issuer_name_hash"].native, asked["issuer_key_hash"].native) != (name, key):
        return None
    return int(asked["serial_number"].native)


def answer(
    question: Question,
    status_of: Callable[[CertId], Status],
    responder: Issuer,
    moment: datetime,
) -> bytes:
    """Return the signed answer in DER, with the responder's certificate."""
    data: dict[str, Any] = {
        "responder_id": ("by_key", key_identifier(responder.parsed.public_key.dump())),
        "produced_at": utc(moment),
        "responses": [
            {
                "cert_id": asked,
                "cert_status": _written(status_of(asked)),
                "this_update": utc(moment),
                "next_update": utc(moment + FRESH),
            }
            for asked in question.asked
        ],
    }
    if question.nonce is not None:
        nonce = {"extn_id": "nonce", "critical": False, "extn_value": OctetString(question.nonce)}
        data["response_extensions"] = [nonce]
    body = ResponseData(data)
    response = {
        "tbs_response_data": body,
        "signature_algorithm": {"algorithm": responder.key.algorithm.value},
        "signature": responder.key.sign(body.dump()),
        "certs": [responder.parsed],
    }
    known = {"response_type": "basic_ocsp_response", "response": response}
    return bytes(OCSPResponse({"response_status": "successful", "response_bytes": known}).dump())


def failed(failure: Failure) -> bytes:
    """Return the unsigned word that there is no answer."""
    return bytes(OCSPResponse({"response_status": NAMES[failure]}).dump())


def _written(status: Status) -> tuple[str, object]:
    if isinstance(status, RevokedEntry):
        revoked = {"revocation_time": utc(status.since), "revocation_reason": status.reason}
        return "revoked", revoked
    return ("good", None) if status else ("unknown", None)
