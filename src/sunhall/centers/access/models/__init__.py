"""The tables of the access center."""

from sunhall.centers.access.models.accounts import Account, SignInFailure
from sunhall.centers.access.models.certificates import (
    Certificate,
    CertificateRequest,
    KeyCeremony,
    RevocationList,
)
from sunhall.centers.access.models.citizens import Citizen
from sunhall.centers.access.models.seals import Seal, SealUse

__all__ = [
    "Account",
    "Certificate",
    "CertificateRequest",
    "Citizen",
    "KeyCeremony",
    "RevocationList",
    "Seal",
    "SealUse",
    "SignInFailure",
]
