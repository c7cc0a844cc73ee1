"""What has happened in the directory."""

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
class PersonRegistered(Event):
    """Someone works for the city from now on."""

    name = "directory.person.registered"
    words = _("人员登记")
    subject = "directory.person"
    employee_number: str


@dataclass(frozen=True, kw_only=True)
class PersonModified(Event):
    """A person's entry has changed: the fields, not their values."""

    name = "directory.person.modified"
    words = _("变更人员信息")
    subject = "directory.person"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonClosed(Event):
    """Someone no longer works for the city."""

    name = "directory.person.closed"
    words = _("人员离开")
    subject = "directory.person"
    valid_to: date


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


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Event):
    """A person holds the post from a day."""

    name = "directory.post.appointed"
    words = _("岗位任职")
    subject = "directory.post"
    appointed_person_id: int
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class PersonRelieved(Event):
    """A person no longer holds the post."""

    name = "directory.post.relieved"
    words = _("岗位免职")
    subject = "directory.post"
    relieved_person_id: int
    valid_to: date


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


@dataclass(frozen=True, kw_only=True)
class QualificationRegistered(Event):
    """A person may enforce the law in a field."""

    name = "directory.person.qualified"
    words = _("取得执法资格")
    subject = "directory.person"
    scope: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class QualificationClosed(Event):
    """A person's enforcement certificate has ended."""

    name = "directory.person.qualification_closed"
    words = _("执法资格终止")
    subject = "directory.person"
    scope: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class MatterRegistered(Event):
    """A matter has entered the list of powers and services."""

    name = "directory.matter.registered"
    words = _("事项列入权责目录")
    subject = "directory.matter"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class MatterModified(Event):
    """A matter or its legal bases have changed: field to [before, after]."""

    name = "directory.matter.modified"
    words = _("变更权责事项")
    subject = "directory.matter"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class MatterClosed(Event):
    """A matter has left the list of powers and services."""

    name = "directory.matter.closed"
    words = _("事项退出权责目录")
    subject = "directory.matter"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class DirectoryImported(Event):
    """A workbook has been imported; how many entries of each sheet were touched."""

    name = "directory.workbook.imported"
    words = _("导入目录工作簿")
    subject = "directory.workbook"
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class CalendarDaySet(Event):
    """A day of the city's calendar is a day off or a working day; by notice, or the city's own.

    The calendar is one thing, so its key is 0.
    """

    name = "directory.calendar.day_set"
    words = _("设定日历上的特定日")
    subject = "directory.calendar"
    day: date
    is_working: bool
    note: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class CalendarDayCleared(Event):
    """A day is what the first fill, or its weekday, makes it again."""

    name = "directory.calendar.day_cleared"
    words = _("取消日历上的特定日")
    subject = "directory.calendar"
    day: date


@dataclass(frozen=True, kw_only=True)
class InformationResourceRegistered(Event):
    """Information has entered the catalog."""

    name = "directory.information_resource.registered"
    words = _("信息资源列入目录")
    subject = "directory.information_resource"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class InformationResourceModified(Event):
    """An entry of the catalog has changed: field to [before, after]."""

    name = "directory.information_resource.modified"
    words = _("变更信息资源")
    subject = "directory.information_resource"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class InformationResourceClosed(Event):
    """An entry has left the catalog."""

    name = "directory.information_resource.closed"
    words = _("信息资源退出目录")
    subject = "directory.information_resource"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class ApplicationResourceRegistered(Event):
    """An application has entered the catalog."""

    name = "directory.application_resource.registered"
    words = _("应用资源列入目录")
    subject = "directory.application_resource"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ApplicationResourceModified(Event):
    """An entry of the catalog has changed: field to [before, after]."""

    name = "directory.application_resource.modified"
    words = _("变更应用资源")
    subject = "directory.application_resource"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ApplicationResourceClosed(Event):
    """An entry has left the catalog."""

    name = "directory.application_resource.closed"
    words = _("应用资源退出目录")
    subject = "directory.application_resource"
    valid_to: date
