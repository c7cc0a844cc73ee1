"""The city's certificate authority: its certificates, its keys, and where others find them."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from sunhall.centers.access.choices import CertificateStatus, Profile
from sunhall.centers.access.errors import CustodiansNotEnough, NoAuthority
from sunhall.centers.access.models import Certificate, KeyCeremony, RevocationList
from sunhall.centers.access.rules.authority.building import Issuer, Places
from sunhall.centers.access.rules.authority.keys import SigningKey, read_key
from sunhall.centers.access.rules.authority.sealing import unseal, unshare
from sunhall.centers.access.rules.authority.stamping import StampRequest, stamp
from sunhall.centers.access.rules.authority.tokens import Token
from sunhall.kernel.errors import NotFound

IN_FILE, IN_TOKEN = "file:", "token:"
SECRET_FILE = "secret"  # noqa: S105  the name of a file, not what it holds
CACHED_KEYS = 256
SERIAL_BYTES = 16


def certificate_of(profile: Profile) -> Certificate:
    """Return the certificate the authority now signs by for a purpose.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    rows = Certificate.objects.filter(profile=profile, status=CertificateStatus.GOOD)
    found = rows.select_related("issuer").order_by("-pk").first()
    if found is None:
        raise NoAuthority()
    return found


@dataclass(frozen=True, slots=True)
class Unit:
    """What signs unattended, and who certified it."""

    issuer: Issuer
    above_id: int
    above: bytes


def unit_of(profile: Profile) -> Unit:
    """Return what now answers or stamps; only what that needs is read.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    rows = Certificate.objects.filter(profile=profile, status=CertificateStatus.GOOD)
    wanted = rows.order_by("-pk").values_list("der", "key_place", "issuer_id", "issuer__der")
    for der, key_place, above_id, above in wanted[:1]:
        return Unit(_issuer(bytes(der), key_place), above_id or 0, bytes(above or b""))
    raise NoAuthority()


def issuer_of(certificate: Certificate) -> Issuer:
    """Return a certificate of the city with the key that signs by it."""
    return _issuer(bytes(certificate.der), certificate.key_place)


def open_root(passphrases: Mapping[int, str]) -> tuple[Certificate, Issuer]:
    """Return the root with its key, where enough custodians gave their passphrases.

    Raises:
        NoAuthority: there was no key ceremony.
        CustodiansNotEnough: a passphrase is wrong, or one is missing.
    """
    root = certificate_of(Profile.ROOT)
    names = authority_home().glob(f"{root.sha256[:16]}-root-*.json")
    copies = {path.stem.partition("-root-")[2]: path.read_bytes() for path in names}
    secret = unshare(copies, passphrases)
    if secret is None:
        raise CustodiansNotEnough()
    return root, Issuer(bytes(root.der), read_key(secret))


def authority_home() -> Path:
    """Return the folder of the keys."""
    return Path(settings.SUNHALL_AUTHORITY_HOME)


def device() -> Token | None:
    """Return the device that keeps the keys, if the city has one."""
    if not settings.SUNHALL_TOKEN_MODULE:
        return None
    return _device(
        settings.SUNHALL_TOKEN_MODULE, settings.SUNHALL_TOKEN_LABEL, settings.SUNHALL_TOKEN_PIN
    )


def storage_secret() -> str:
    """Return what opens the keys that sign unattended."""
    if settings.SUNHALL_AUTHORITY_SECRET:
        return str(settings.SUNHALL_AUTHORITY_SECRET)
    kept = authority_home() / SECRET_FILE
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return kept.read_text(encoding="ascii")


def places_of(issuer: Certificate) -> Places:
    """Return where whoever relies on an issuer's certificates finds what there is to know."""
    return Places(
        revoked=public_address("authority:revoked", issuer.serial),
        status=public_address("authority:ocsp"),
        issuer=public_address("authority:certificate", issuer.serial),
    )


def public_address(name: str, *arguments: str) -> str:
    """Return the address under which the world outside reaches the authority."""
    return settings.SUNHALL_AUTHORITY_URL.rstrip("/") + reverse(name, args=arguments)


def list_authorities() -> list[Certificate]:
    """Return what the authority signs by now, the root first."""
    wanted = (Profile.ROOT, Profile.ISSUING, Profile.OCSP, Profile.TIME_STAMP)
    rows = Certificate.objects.filter(profile__in=wanted, status=CertificateStatus.GOOD)
    newest: dict[str, Certificate] = {row.profile: row for row in rows.order_by("pk")}
    return [newest[profile] for profile in wanted if profile in newest]


def chain_of(certificate: Certificate) -> list[Certificate]:
    """Return a certificate's issuers, the root last."""
    chain = []
    issuer = certificate.issuer
    while issuer is not None:
        chain.append(issuer)
        issuer = issuer.issuer
    return chain


def get_authority(serial: str) -> Certificate:
    """Return a certificate that signs others, by its serial number.

    Raises:
        NotFound: the city has none of that number.
    """
    wanted = (Profile.ROOT, Profile.ISSUING)
    found = Certificate.objects.filter(serial=serial.lower(), profile__in=wanted).first()
    if found is None:
        raise NotFound(str(Certificate._meta.verbose_name), serial)
    return found


def stamp_for(request: StampRequest, moment: datetime) -> bytes:
    """Return the signed answer that something was there at a moment, in DER.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    return stamper(moment)(request)


def stamper(moment: datetime) -> Callable[[StampRequest], bytes]:
    """Return what stamps requests with a moment, without asking the database again.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    unit = unit_of(Profile.TIME_STAMP).issuer
    return lambda request: stamp(
        request, unit, int.from_bytes(secrets.token_bytes(SERIAL_BYTES), "big") >> 1, moment
    )


def latest_list(issuer: Certificate) -> RevocationList:
    """Return the newest list of the revoked of an issuer.

    Raises:
        NotFound: none has been signed.
    """
    found = issuer.lists.order_by("-number").first()
    if found is None:
        raise NotFound(str(RevocationList._meta.verbose_name), issuer.serial)
    return found


def get_ceremony() -> KeyCeremony | None:
    """Return the key ceremony, if it was held."""
    return KeyCeremony.objects.select_related("root").order_by("-pk").first()


@lru_cache(maxsize=CACHED_KEYS)
def _issuer(certificate: bytes, key_place: str) -> Issuer:
    return Issuer(certificate, _key(key_place))


def _key(place: str) -> SigningKey:
    if place.startswith(IN_TOKEN):
        token = device()
        if token is None:
            raise NoAuthority()
        return token.find(place.removeprefix(IN_TOKEN))
    document = (authority_home() / place.removeprefix(IN_FILE)).read_bytes()
    secret = unseal(document, [storage_secret()])
    if secret is None:
        raise NoAuthority()
    return read_key(secret)


@lru_cache(maxsize=1)
def _device(module: str, label: str, pin: str) -> Token:
    return Token(module, label, pin)
