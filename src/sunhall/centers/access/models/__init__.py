"""The tables of the access center."""

from sunhall.centers.access.models.accounts import (
    Account,
    ActivationCode,
    SignInFailure,
)
from sunhall.centers.access.models.applications import (
    Application,
    Authorization,
    Consent,
    DeviceRequest,
)
from sunhall.centers.access.models.certificates import (
    Certificate,
    CertificateRequest,
    KeyCeremony,
    RevocationList,
)
from sunhall.centers.access.models.citizens import (
    Citizen,
)
from sunhall.centers.access.models.enterprises import (
    Agent,
    Enterprise,
)
from sunhall.centers.access.models.seals import (
    Seal,
    SealUse,
)
from sunhall.centers.access.models.subscriptions import (
    Subscription,
)

__all__ = [
    "Account",
    "ActivationCode",
    "Agent",
    "Application",
    "Authorization",
    "Certificate",
    "CertificateRequest",
    "Citizen",
    "Consent",
    "DeviceRequest",
    "Enterprise",
    "KeyCeremony",
    "RevocationList",
    "Seal",
    "SealUse",
    "SignInFailure",
    "Subscription",
]
