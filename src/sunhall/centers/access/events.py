"""What has happened in the access center."""

from dataclasses import dataclass

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Someone may sign on from now on."""

    name = "access.account.opened"
    subject = "access.account"
    login: str
    is_demo: bool


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Someone has signed on."""

    name = "access.account.signed_in"
    subject = "access.account"
    login: str
    by_password: bool


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """Someone has signed out."""

    name = "access.account.signed_out"
    subject = "access.account"
    login: str


@dataclass(frozen=True, kw_only=True)
class PostChosen(Event):
    """Someone with several posts has chosen the one to act in."""

    name = "access.account.post_chosen"
    subject = "access.account"
    chosen_post_id: int
