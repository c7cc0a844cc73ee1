"""What the data center keeps: kinds, licenses, conduct, and every use of either."""

from sunhall.centers.data.models.conduct import ConductRecord
from sunhall.centers.data.models.holders import Holder
from sunhall.centers.data.models.kinds import LicenseKind, LicenseTemplate
from sunhall.centers.data.models.licenses import (
    Inspection,
    License,
    LicenseSeal,
    LicenseVersion,
)
from sunhall.centers.data.models.sharing import Consent, Disclosure, LicenseUse, SharingPurpose

__all__ = [
    "ConductRecord",
    "Consent",
    "Disclosure",
    "Holder",
    "Inspection",
    "License",
    "LicenseKind",
    "LicenseSeal",
    "LicenseTemplate",
    "LicenseUse",
    "LicenseVersion",
    "SharingPurpose",
]
