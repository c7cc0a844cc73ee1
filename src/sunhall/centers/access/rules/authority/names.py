"""Whom a certificate names: distinguished names, and the requests (PKCS#10) that ask for one."""

import re
from dataclasses import dataclass

from asn1crypto import pem
from asn1crypto.csr import CertificationRequest, CRIAttributes
from asn1crypto.keys import PublicKeyInfo
from asn1crypto.x509 import Name

from sunhall.centers.access.rules.authority.keys import (
    Algorithm,
    SigningKey,
    is_signed_by,
    is_sound,
)
from sunhall.centers.access.rules.authority.reading import reading_strictly

MAX_REQUEST_BYTES = 8192
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names. A citizen's resident ID number is never among it."""

    common_name: str
    serial_number: str = ""
    organization: str = ""
    organization_code: str = ""

    def name(self) -> Name:
        """Return the distinguished name.

        Raises:
            ValueError: a part holds what cannot be seen.
        """
        parts = {
            "country_name": "CN",
            "organization_name": self.organization,
            "organization_identifier": self.organization_code,
            "serial_number": self.serial_number,
            "common_name": self.common_name,
        }
        if any(UNPRINTABLE.search(part) for part in parts.values()):
            raise ValueError("a name holds a character that cannot be seen")
        return Name.build({kind: part for kind, part in parts.items() if part})


def ask(key: SigningKey, common_name: str) -> bytes:
    """Return a request (PKCS#10, DER) by which a key proves that its holder asks."""
    info = {
        "version": "v1",
        "subject": Name.build({"common_name": common_name}),
        "subject_pk_info": PublicKeyInfo.load(key.public_key),
        "attributes": CRIAttributes([]),
    }
    request = CertificationRequest(
        {
            "certification_request_info": info,
            "signature_algorithm": {"algorithm": key.algorithm.value},
            "signature": b"",
        }
    )
    request["signature"] = key.sign(request["certification_request_info"].dump())
    return bytes(request.dump())


def asking_key(request: bytes) -> bytes:
    """Return the public key of a request, PEM or DER, whose holder has proved to possess it.

    Nothing else of the request is believed: whom the certificate names, the city knows itself.

    Raises:
        ValueError: it is no request, too large, its key too weak, or the proof is wrong.
    """
    if len(request) > MAX_REQUEST_BYTES:
        raise ValueError("too large")
    with reading_strictly():
        if pem.detect(request):
            _kind, _headers, request = pem.unarmor(request)
        parsed = CertificationRequest.load(request, strict=True)
        info = parsed["certification_request_info"]
        public_key = bytes(info["subject_pk_info"].dump())
        signed, signature = bytes(info.dump()), parsed["signature"].native
        algorithm = parsed["signature_algorithm"]
        is_sm2 = algorithm["algorithm"].dotted == Algorithm.SM2
        digest = "sm3" if is_sm2 else algorithm.hash_algo
        is_good = is_sound(public_key)
    if not is_good:
        raise ValueError("too weak")
    if not is_signed_by(public_key, signature, signed, digest):
        raise ValueError("no proof of possession")
    return public_key
