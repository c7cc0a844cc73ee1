"""The tables of the access center."""

from sunhall.centers.access.models.accounts import Account, SignInFailure
from sunhall.centers.access.models.citizens import Citizen

__all__ = ["Account", "Citizen", "SignInFailure"]
