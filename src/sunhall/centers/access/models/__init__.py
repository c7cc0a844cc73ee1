"""The tables of the access center."""

from sunhall.centers.access.models.accounts import Account, ActivationCode, SignInFailure
from sunhall.centers.access.models.applications import (
    Application,
    Authorization,
    Consent,
    DeviceRequest,
)
from sunhall.centers.access.models.citizens import Citizen
from sunhall.centers.access.models.enterprises import Agent, Enterprise

__all__ = [
    "Account",
    "ActivationCode",
    "Agent",
    "Application",
    "Authorization",
    "Citizen",
    "Consent",
    "DeviceRequest",
    "Enterprise",
    "SignInFailure",
]
