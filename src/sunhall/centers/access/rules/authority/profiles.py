"""What each kind of certificate may be used for, and how long.

Law: RFC 5280; 电子签名法 第二十一条 (what a certificate says).
"""

from dataclasses import dataclass
from datetime import timedelta

from sunhall.centers.access.choices import Profile

YEAR = timedelta(days=365)
CLOCK_SKEW = timedelta(minutes=5)
"""A certificate begins a little earlier, for readers whose clocks go wrong."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a profile puts into a certificate; `path_length` is how many CAs may follow it."""

    lifetime: timedelta
    usages: frozenset[str]
    purposes: tuple[str, ...] = ()
    path_length: int | None = None
    is_held_by_someone: bool = False
    is_asked_for_its_status: bool = True

    @property
    def is_authority(self) -> bool:
        """Tell whether it signs other certificates."""
        return "key_cert_sign" in self.usages


SIGNS = frozenset({"digital_signature"})
BINDS = frozenset({"digital_signature", "non_repudiation"})
CERTIFIES = frozenset({"key_cert_sign", "crl_sign"})
HOLDER = ("client_auth", "email_protection")

PROFILES = {
    Profile.ROOT: Rules(20 * YEAR, CERTIFIES, is_asked_for_its_status=False, path_length=1),
    # The root answers by its list alone: its key is locked away
    Profile.ISSUING: Rules(10 * YEAR, CERTIFIES, is_asked_for_its_status=False, path_length=0),
    Profile.CIVIL_SERVANT: Rules(2 * YEAR, BINDS, HOLDER, is_held_by_someone=True),
    Profile.ENTERPRISE: Rules(2 * YEAR, BINDS, HOLDER, is_held_by_someone=True),
    Profile.CITIZEN_CARD: Rules(5 * YEAR, BINDS, HOLDER, is_held_by_someone=True),
    Profile.ORGAN_SEAL: Rules(3 * YEAR, BINDS, ("email_protection",)),
    # Nobody asks whether who answers may be believed: it is short-lived instead
    Profile.OCSP: Rules(YEAR / 4, SIGNS, ("ocsp_signing",), is_asked_for_its_status=False),
    Profile.TIME_STAMP: Rules(5 * YEAR, BINDS, ("time_stamping",)),
    Profile.SERVER: Rules(YEAR, SIGNS, ("server_auth",)),
}
HOLDERS = tuple(profile for profile, rules in PROFILES.items() if rules.is_held_by_someone)
WARNING = timedelta(days=30)
"""How long before its end the holder of a certificate is told."""
