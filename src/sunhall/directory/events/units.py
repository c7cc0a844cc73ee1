"""The land and its organs change."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DivisionAdded(Event):
    """A division has come into being."""

    name = "directory.division.added"
    words = _("增设行政区划")
    subject = "directory.division"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DivisionClosed(Event):
    """A division has ended; its successor's code, if there is one."""

    name = "directory.division.closed"
    words = _("撤销行政区划")
    subject = "directory.division"
    valid_to: date
    successor: str


@dataclass(frozen=True, kw_only=True)
class DivisionModified(Event):
    """A division's entry has changed: field to [before, after]."""

    name = "directory.division.modified"
    words = _("变更行政区划")
    subject = "directory.division"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OrganizationAdded(Event):
    """An organization has been set up."""

    name = "directory.organization.added"
    words = _("设立单位")
    subject = "directory.organization"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class OrganizationModified(Event):
    """An organization has been renamed or moved: field to [before, after]."""

    name = "directory.organization.modified"
    words = _("变更单位")
    subject = "directory.organization"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OrganizationClosed(Event):
    """An organization has been dissolved."""

    name = "directory.organization.closed"
    words = _("撤销单位")
    subject = "directory.organization"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class OrganizationRenamed(Event):
    """An organization, the same as before, has another name from a day on."""

    name = "directory.organization.renamed"
    words = _("单位更名")
    subject = "directory.organization"
    changes: dict[str, Any]
    effective_date: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class OrganizationSucceeded(Event):
    """Another organization continues an organization's powers from a day on.

    `is_whole`: all of them; else those over `matter_ids`. Heard by whatever holds open business
    of the organization, which goes on under the successor.
    """

    name = "directory.organization.succeeded"
    words = _("职权由其他单位承接")
    subject = "directory.organization"
    successor_id: int
    successor: str
    is_whole: bool
    matter_ids: tuple[int, ...]
    effective_date: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class PostMoved(Event):
    """A post has gone over to another organization, with its holders and roles, as this one."""

    name = "directory.post.moved"
    words = _("岗位随机构改革转入")
    subject = "directory.post"
    code: str
    title: str
    predecessor: str
    valid_from: date | None


@dataclass(frozen=True, kw_only=True)
class PostAdded(Event):
    """An organization has a new post."""

    name = "directory.post.added"
    words = _("设立岗位")
    subject = "directory.post"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PostModified(Event):
    """A post has a new title: field to [before, after]."""

    name = "directory.post.modified"
    words = _("变更岗位")
    subject = "directory.post"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PostClosed(Event):
    """A post no longer exists."""

    name = "directory.post.closed"
    words = _("撤销岗位")
    subject = "directory.post"
    valid_to: date
