"""What has happened in the access center."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Someone may sign on from now on."""

    name = "access.account.opened"
    words = _("开设账号")
    subject = "access.account"
    login: str
    is_demo: bool


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Someone has signed on."""

    name = "access.account.signed_in"
    words = _("登录系统")
    subject = "access.account"
    login: str
    by_password: bool


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """Someone has signed out."""

    name = "access.account.signed_out"
    words = _("退出系统")
    subject = "access.account"
    login: str


@dataclass(frozen=True, kw_only=True)
class PostChosen(Event):
    """Someone with several posts has chosen the one to act in."""

    name = "access.account.post_chosen"
    words = _("选定岗位")
    subject = "access.account"
    chosen_post_id: int
