"""Certificates and lists of the revoked, built and signed by whatever kind of key.

Law: RFC 5280; GB/T 20518 (the same with SM2).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from asn1crypto.crl import CertificateList
from asn1crypto.keys import PublicKeyInfo
from asn1crypto.x509 import Certificate, GeneralName, Name, Time

from sunhall.centers.access.choices import Profile
from sunhall.centers.access.rules.authority.keys import SigningKey
from sunhall.centers.access.rules.authority.profiles import CLOCK_SKEW, PROFILES

LAST_OF_UTC_TIME = 2049
Extension = dict[str, Any]


@dataclass(frozen=True)
class Places:
    """Where whoever relies on a certificate finds the list of the revoked, and answers."""

    revoked: str
    status: str
    issuer: str


@dataclass(frozen=True)
class Issuer:
    """A certificate together with the key that signs for it."""

    certificate: bytes
    key: SigningKey

    @cached_property
    def parsed(self) -> Certificate:
        """Return the certificate as read."""
        return Certificate.load(self.certificate)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that a certificate is to say but who signs it; `host` is a server's name."""

    profile: Profile
    subject: Name
    public_key: bytes
    serial: int
    starts_at: datetime
    ends_at: datetime
    host: str = ""


def build(draft: Draft, issuer: Issuer | None, key: SigningKey, places: Places | None) -> bytes:
    """Return the certificate in DER, signed by the issuer's key; a root signs itself."""
    algorithm = {"algorithm": key.algorithm.value}
    certificate = Certificate(
        {
            "tbs_certificate": {
                "version": "v3",
                "serial_number": draft.serial,
                "signature": algorithm,
                "issuer": issuer.parsed.subject if issuer else draft.subject,
                "validity": {
                    "not_before": _time(draft.starts_at - CLOCK_SKEW),
                    "not_after": _time(draft.ends_at),
                },
                "subject": draft.subject,
                "subject_public_key_info": PublicKeyInfo.load(draft.public_key),
                "extensions": list(_extensions(draft, issuer, places)),
            },
            "signature_algorithm": algorithm,
            "signature_value": b"",
        }
    )
    certificate["signature_value"] = key.sign(certificate["tbs_certificate"].dump())
    return bytes(certificate.dump())


@dataclass(frozen=True, slots=True)
class RevokedEntry:
    """A certificate that must not be relied on, since when, and why."""

    serial: int
    since: datetime
    reason: str


def build_list(
    issuer: Issuer,
    entries: Sequence[RevokedEntry],
    *,
    number: int,
    moment: datetime,
    next_at: datetime,
) -> bytes:
    """Return the signed list of the revoked (CRL) in DER."""
    algorithm = {"algorithm": issuer.key.algorithm.value}
    key_id = key_identifier(issuer.parsed.public_key.dump())
    body: dict[str, Any] = {
        "version": "v2",
        "signature": algorithm,
        "issuer": issuer.parsed.subject,
        "this_update": _time(moment),
        "next_update": _time(next_at),
        "crl_extensions": [
            _extension("authority_key_identifier", {"key_identifier": key_id}),
            _extension("crl_number", number),
        ],
    }
    if entries:
        body["revoked_certificates"] = [_revoked(entry) for entry in entries]
    signed = CertificateList(
        {"tbs_cert_list": body, "signature_algorithm": algorithm, "signature": b""}
    )
    signed["signature"] = issuer.key.sign(signed["tbs_cert_list"].dump())
    return bytes(signed.dump())


def key_identifier(public_key: bytes) -> bytes:
    """Return what names a public key: SHA-1 over its bits, as RFC 5280 has it; no protection."""
    bits = bytes(PublicKeyInfo.load(public_key)["public_key"])
    return hashlib.sha1(bits, usedforsecurity=False).digest()


def utc(moment: datetime) -> datetime:
    """Return a moment as certificates write it: whole seconds, universal time."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _time(moment: datetime) -> Time:
    kind = "utc_time" if moment.year <= LAST_OF_UTC_TIME else "general_time"
    return Time({kind: utc(moment)})


def _revoked(entry: RevokedEntry) -> dict[str, Any]:
    written: dict[str, Any] = {
        "user_certificate": entry.serial,
        "revocation_date": _time(entry.since),
    }
    if entry.reason != "unspecified":
        written["crl_entry_extensions"] = [_extension("crl_reason", entry.reason)]
    return written


def _extensions(draft: Draft, issuer: Issuer | None, places: Places | None) -> Iterable[Extension]:
    rules = PROFILES[draft.profile]
    issuer_key = issuer.parsed.public_key.dump() if issuer else draft.public_key
    limits = {"ca": rules.is_authority, "path_len_constraint": rules.path_length}
    yield _extension("basic_constraints", limits, critical=True)
    yield _extension("key_usage", set(rules.usages), critical=True)
    yield _extension("key_identifier", key_identifier(draft.public_key))
    identifier = {"key_identifier": key_identifier(issuer_key)}
    yield _extension("authority_key_identifier", identifier)
    if rules.purposes:
        # RFC 3161 asks for this of a time-stamp unit
        is_only = draft.profile == Profile.TIME_STAMP
        yield _extension("extended_key_usage", list(rules.purposes), critical=is_only)
    if draft.host:
        names = [GeneralName("dns_name", draft.host)]
        yield _extension("subject_alt_name", names)
    if draft.profile == Profile.OCSP:
        yield _extension("ocsp_no_check", None)
    if places and issuer:
        yield from _whereabouts(draft.profile, places)


def _whereabouts(profile: Profile, places: Places) -> Iterable[Extension]:
    at = GeneralName("uniform_resource_identifier", places.revoked)
    point = {"distribution_point": ("full_name", [at])}
    yield _extension("crl_distribution_points", [point])
    found = [("ca_issuers", places.issuer)]
    if PROFILES[profile].is_asked_for_its_status:
        found.append(("ocsp", places.status))
    yield _extension(
        "authority_information_access",
        [
            {
                "access_method": method,
                "access_location": GeneralName("uniform_resource_identifier", place),
            }
            for method, place in found
        ],
    )


def _extension(kind: str, value: Any, *, critical: bool = False) -> Extension:
    return {"extn_id": kind, "critical": critical, "extn_value": value}
