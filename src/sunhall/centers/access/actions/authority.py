"""The key ceremony, the units that sign unattended, and the lists of the revoked."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from asn1crypto.x509 import Name

from sunhall.centers.access.choices import Profile
from sunhall.centers.access.errors import AuthorityExists, CeremonyRefused
from sunhall.centers.access.events import CeremonyHeld, CertificateIssued, ListPublished
from sunhall.centers.access.models import Certificate, KeyCeremony, RevocationList
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.authority import (
    IN_FILE,
    IN_TOKEN,
    authority_home,
    certificate_of,
    device,
    issuer_of,
    open_root,
    places_of,
    storage_secret,
)
from sunhall.centers.access.queries.certificates import revoked_entries, serial_text
from sunhall.centers.access.rules.authority.building import (
    Draft,
    Issuer,
    Places,
    build,
    build_list,
    utc,
)
from sunhall.centers.access.rules.authority.keys import NEW_KEY, Algorithm, SigningKey
from sunhall.centers.access.rules.authority.names import Subject
from sunhall.centers.access.rules.authority.profiles import PROFILES
from sunhall.centers.access.rules.authority.sealing import seal, share
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

SERIAL_BYTES = 16
ROOT_LIST = timedelta(days=365)
LIST = timedelta(days=7)
REFRESH = timedelta(days=1)
UNIT_RENEWAL = timedelta(days=15)
"""How long before the end of a unit's certificate it gets a new one."""


@dataclass(frozen=True)
class Custodian:
    """Someone who keeps a part of the root; nobody else knows the passphrase."""

    name: str
    passphrase: str = field(repr=False)


@action(Permission.AUTHORITY_OPERATE, law="电子签名法 第十八条")
def hold_ceremony(
    by: Actor,
    *,
    city: str,
    custodians: Sequence[Custodian],
    threshold: int,
    witness: str,
    algorithm: Algorithm = Algorithm.ECDSA,
) -> KeyCeremony:
    """Make the root, whose key only several custodians open together, and all that stands on it.

    Raises:
        AuthorityExists: the city has a root.
        CeremonyRefused: the custodians or their passphrases do not do.
    """
    if KeyCeremony.objects.exists():
        raise AuthorityExists()
    root_key = NEW_KEY[algorithm]()
    try:
        copies = share(root_key.private_key(), [one.passphrase for one in custodians], threshold)
    except ValueError as error:
        raise CeremonyRefused() from error
    root = _own(by, Profile.ROOT, f"{city}根证书", city, root_key, "", None)
    for group, document in copies.items():
        _keep(f"{root.sha256[:16]}-root-{group}.json", document)
    above = Issuer(bytes(root.der), root_key)
    key, place = _new_key(Profile.ISSUING, algorithm)
    issuing = _own(by, Profile.ISSUING, f"{city}签发证书", city, key, place, (root, above))
    for profile in (Profile.OCSP, Profile.TIME_STAMP):
        make_unit(by, profile, issuing)
    publish(by, root, above, ROOT_LIST)
    publish(by, issuing, issuer_of(issuing), LIST)
    ceremony = KeyCeremony.objects.create(
        held_at=by.moment,
        algorithm=algorithm.name,
        threshold=threshold,
        custodians=[one.name for one in custodians],
        witness=witness,
        root=root,
    )
    announce(
        by,
        CeremonyHeld(
            subject_id=ceremony.pk,
            algorithm=algorithm.name,
            threshold=threshold,
            custodians=len(custodians),
            root_sha256=root.sha256,
            issuing_sha256=issuing.sha256,
        ),
    )
    return ceremony


@action(Permission.AUTHORITY_OPERATE)
def publish_list(by: Actor) -> RevocationList:
    """Sign the list of what the issuing authority has revoked or suspended.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    issuing = certificate_of(Profile.ISSUING)
    return publish(by, issuing, issuer_of(issuing), LIST)


@action(Permission.AUTHORITY_OPERATE)
def refresh_list(by: Actor) -> bool:
    """Sign the list anew once it is a day old, long before it ends; tell whether that was so.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    issuing = certificate_of(Profile.ISSUING)
    last = issuing.lists.order_by("-number").first()
    is_old = last is None or by.moment - last.made_at >= REFRESH
    if is_old:
        publish(by, issuing, issuer_of(issuing), LIST)
    return is_old


@action(Permission.AUTHORITY_OPERATE)
def publish_root_list(by: Actor, *, passphrases: Mapping[int, str]) -> RevocationList:
    """Sign the root's list, for which enough custodians open the root.

    Raises:
        NoAuthority: there was no key ceremony.
        CustodiansNotEnough: a passphrase is wrong, or one is missing.
    """
    root, issuer = open_root(passphrases)
    return publish(by, root, issuer, ROOT_LIST)


@action(Permission.AUTHORITY_OPERATE)
def renew_units(by: Actor) -> int:
    """Give the units that answer and stamp new certificates in time; return how many.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    issuing, renewed = certificate_of(Profile.ISSUING), 0
    for profile in (Profile.OCSP, Profile.TIME_STAMP):
        if certificate_of(profile).valid_to - by.moment < UNIT_RENEWAL:
            make_unit(by, profile, issuing)
            renewed += 1
    return renewed


def make_unit(by: Actor, profile: Profile, issuing: Certificate) -> Certificate:
    """Make a unit that signs unattended, with a key of its own."""
    issuer = issuer_of(issuing)
    city = issuer.parsed.subject.native["organization_name"]
    key, place = _new_key(profile, issuer.key.algorithm)
    return _own(by, profile, f"{city}{profile.label}", city, key, place, (issuing, issuer))


def publish(by: Actor, row: Certificate, issuer: Issuer, lifetime: timedelta) -> RevocationList:
    """Sign and keep an issuer's next list; whoever else signs one waits."""
    Certificate.objects.lock(row.pk)
    last = row.lists.order_by("-number").first()
    number, next_at = last.number + 1 if last else 1, by.moment + lifetime
    entries = revoked_entries(row, by.moment)
    der = build_list(issuer, entries, number=number, moment=by.moment, next_at=next_at)
    made = RevocationList.objects.create(
        issuer=row, number=number, made_at=by.moment, next_at=utc(next_at), der=der
    )
    announce(by, ListPublished(subject_id=row.pk, number=number, entries=len(entries)))
    return made


def draft_for(
    profile: Profile, subject: Name, public_key: bytes, moment: datetime, limit: datetime | None
) -> Draft:
    """Return a draft that begins now and ends with its profile's time, within its issuer's."""
    ends_at = moment + PROFILES[profile].lifetime
    return Draft(
        profile=profile,
        subject=subject,
        public_key=public_key,
        serial=int.from_bytes(secrets.token_bytes(SERIAL_BYTES), "big") >> 1,
        starts_at=utc(moment),
        ends_at=utc(min(ends_at, limit) if limit else ends_at),
    )


def keep_certificate(by: Actor, draft: Draft, row: Certificate, der: bytes) -> Certificate:
    """Keep a certificate that was made, and say so."""
    row.serial = serial_text(draft.serial)
    row.sha256, row.der = sha256(der).hexdigest(), der
    row.valid_from, row.valid_to = draft.starts_at, draft.ends_at
    row.save(force_insert=True)
    announce(
        by,
        CertificateIssued(
            subject_id=row.pk,
            profile=row.profile,
            serial=row.serial,
            sha256=row.sha256,
            valid_to=row.valid_to,
        ),
    )
    return row


def new_kept_key(profile: Profile) -> tuple[SigningKey, str]:
    """Return a new key of the issuing authority's algorithm that the city keeps, and where."""
    return _new_key(profile, issuer_of(certificate_of(Profile.ISSUING)).key.algorithm)


def _own(
    by: Actor,
    profile: Profile,
    name: str,
    city: str,
    key: SigningKey,
    place: str,
    above: tuple[Certificate, Issuer] | None,
) -> Certificate:
    """Make a certificate of the authority itself."""
    subject = Subject(name, organization=city).name()
    limit = above[0].valid_to if above else None
    draft = draft_for(profile, subject, key.public_key, by.moment, limit)
    places: Places | None = places_of(above[0]) if above else None
    issuer = above[1] if above else None
    der = build(draft, issuer, issuer.key if issuer else key, places)
    row = Certificate(
        profile=profile,
        issuer=above[0] if above else None,
        common_name=name,
        key_place=place,
    )
    return keep_certificate(by, draft, row, der)


def _new_key(profile: Profile, algorithm: Algorithm) -> tuple[SigningKey, str]:
    """Return a new key and where it is kept: in the device, or sealed in a file."""
    name = f"{profile}-{secrets.token_hex(8)}"
    token = device()
    if token is not None and algorithm is Algorithm.ECDSA:
        return token.generate(name), IN_TOKEN + name
    key = NEW_KEY[algorithm]()
    _keep(f"{name}.json", seal(key.private_key(), [storage_secret()]))
    return key, f"{IN_FILE}{name}.json"


def _keep(name: str, document: bytes) -> Path:
    """Write a sealed key for its owner only; it is on the disk before anything relies on it."""
    home = authority_home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = home / name
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(document)
        file.flush()
        os.fsync(file.fileno())
    return path
