"""Time stamps: requests read, and signed words that something was there at a moment.

Law: RFC 3161, RFC 5816.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from asn1crypto.cms import CMSAttributes, ContentInfo, SignedData, SignerInfo
from asn1crypto.core import ParsableOctetString, Sequence
from asn1crypto.tsp import PKIStatusInfo, TimeStampReq, TimeStampResp, TSTInfo

from sunhall.centers.access.rules.authority.building import Issuer
from sunhall.centers.access.rules.authority.reading import reading_strictly

POLICY = "1.2.156.861.1.1"
"""The policy this city stamps under: one trusted clock, accurate to a second."""

MAX_BYTES = 4096
DIGEST_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}


class NotStamped(ValueError):
    """A request that gets no stamp; the reason is one of the protocol's."""

    def __init__(self, failure: str) -> None:
        self.failure = failure
        super().__init__(failure)


@dataclass(frozen=True, slots=True)
class StampRequest:
    """What is to be stamped: the hash of something, never the thing."""

    imprint: Any
    nonce: int | None
    wants_certificate: bool


def read_request(request: bytes) -> StampRequest:
    """Return what a request asks to be stamped.

    Raises:
        NotStamped: it cannot be read, or asks for what this authority does not do.
    """
    if len(request) > MAX_BYTES:
        raise NotStamped("bad_request")
    try:
        with reading_strictly():
            parsed = TimeStampReq.load(request, strict=True)
            imprint = parsed["message_imprint"]
            kind = imprint["hash_algorithm"]["algorithm"].native
            digest = imprint["hashed_message"].native
            policy, nonce = parsed["req_policy"].native, parsed["nonce"].native
            wants_certificate = bool(parsed["cert_req"].native)
            is_plain = parsed["version"].native == "v1" and not parsed["extensions"].native
    except ValueError as error:
        raise NotStamped("bad_data_format") from error
    if kind not in DIGEST_SIZES:
        raise NotStamped("bad_alg")
    if len(digest) != DIGEST_SIZES[kind]:
        raise NotStamped("bad_data_format")
    if policy not in (None, POLICY):
        raise NotStamped("unaccepted_policy")
    if not is_plain:
        raise NotStamped("bad_request")
    return StampRequest(imprint, nonce, wants_certificate)


def stamp(request: StampRequest, unit: Issuer, serial: int, moment: datetime) -> bytes:
    """Return the granted answer in DER: the stamp of the moment, signed by the unit."""
    told: dict[str, Any] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": request.imprint,
        "serial_number": serial,
        "gen_time": moment.astimezone(UTC),
        "accuracy": {"seconds": 1},
    }
    if request.nonce is not None:
        told["nonce"] = request.nonce
    token = _signed(TSTInfo(told).dump(), unit, with_chain=request.wants_certificate)
    return bytes(TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def not_stamped(failure: str) -> bytes:
    """Return the word that there is no stamp, and why."""
    return bytes(_Rejection({"status": {"status": "rejection", "fail_info": {failure}}}).dump())


class _Rejection(Sequence):
    """An answer without a stamp, which the library's own structure does not know."""

    _fields: ClassVar = [("status", PKIStatusInfo)]


def _signed(content: bytes, unit: Issuer, *, with_chain: bool) -> ContentInfo:
    digest = {"algorithm": "sha256"}
    own = {"cert_hash": hashlib.sha256(unit.certificate).digest()}
    signing = {"certs": [{**own, "hash_algorithm": digest}]}
    attributes = CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
            {"type": "signing_certificate_v2", "values": [signing]},
        ]
    )
    signer = {
        "version": "v1",
        "sid": (
            "issuer_and_serial_number",
            {"issuer": unit.parsed.issuer, "serial_number": unit.parsed.serial_number},
        ),
        "digest_algorithm": digest,
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": unit.key.algorithm.value},
        "signature": unit.key.sign(attributes.dump()),
    }
    signed = {
        "version": "v3",
        "digest_algorithms": [digest],
        "encap_content_info": {
            "content_type": "tst_info",
            "content": ParsableOctetString(content),
        },
        # Encoded once: the library encodes what stands inside again at each level around it
        "signer_infos": [SignerInfo.load(SignerInfo(signer).dump())],
    }
    if with_chain:
        signed["certificates"] = [unit.parsed]
    whole = SignedData.load(SignedData(signed).dump())
    return ContentInfo({"content_type": "signed_data", "content": whole})
