"""Roles are defined, granted and delegated."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RoleDefined(Event):
    """A role has these permissions from now on."""

    name = "directory.role.defined"
    words = _("角色定义")
    subject = "directory.role"
    code: str
    permissions: tuple[str, ...]
    needs_second_factor: bool = False


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A post has a role from a day."""

    name = "directory.post.role_granted"
    words = _("授予岗位角色")
    subject = "directory.post"
    role: str
    valid_from: date
    reach: str = ""


@dataclass(frozen=True, kw_only=True)
class GrantRevoked(Event):
    """A post no longer has a role."""

    name = "directory.post.grant_revoked"
    words = _("收回岗位的角色")
    subject = "directory.post"
    role: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class RoleDelegated(Event):
    """Who holds a post may act in the place of who holds another, in one role, for a time."""

    name = "directory.post.role_delegated"
    words = _("委托岗位角色")
    subject = "directory.post"
    role: str
    post: str
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class DelegationWithdrawn(Event):
    """What was delegated to a post has been taken back at once."""

    name = "directory.post.delegation_withdrawn"
    words = _("收回委托")
    subject = "directory.post"
    role: str
