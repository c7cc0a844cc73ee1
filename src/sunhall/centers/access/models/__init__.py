"""The tables of the access center."""

from sunhall.centers.access.models.accounts import Account, SignInFailure

__all__ = ["Account", "SignInFailure"]
