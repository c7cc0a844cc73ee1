"""What has happened in the directory."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DivisionAdded(Event):
    """A division has come into being."""

    name = "directory.division.added"
    subject = "directory.division"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DivisionClosed(Event):
    """A division has ended; its successor's code, if there is one."""

    name = "directory.division.closed"
    subject = "directory.division"
    valid_to: date
    successor: str


@dataclass(frozen=True, kw_only=True)
class DivisionModified(Event):
    """A division's entry has changed: field to [before, after]."""

    name = "directory.division.modified"
    subject = "directory.division"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OrganizationAdded(Event):
    """An organization has been set up."""

    name = "directory.organization.added"
    subject = "directory.organization"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class OrganizationModified(Event):
    """An organization has been renamed or moved: field to [before, after]."""

    name = "directory.organization.modified"
    subject = "directory.organization"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OrganizationClosed(Event):
    """An organization has been dissolved."""

    name = "directory.organization.closed"
    subject = "directory.organization"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    """Someone works for the city from now on."""

    name = "directory.person.registered"
    subject = "directory.person"
    employee_number: str


@dataclass(frozen=True, kw_only=True)
class PersonModified(Event):
    """A person's entry has changed: the fields, not their values."""

    name = "directory.person.modified"
    subject = "directory.person"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonClosed(Event):
    """Someone no longer works for the city."""

    name = "directory.person.closed"
    subject = "directory.person"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class PostAdded(Event):
    """An organization has a new post."""

    name = "directory.post.added"
    subject = "directory.post"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PostModified(Event):
    """A post has a new title: field to [before, after]."""

    name = "directory.post.modified"
    subject = "directory.post"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PostClosed(Event):
    """A post no longer exists."""

    name = "directory.post.closed"
    subject = "directory.post"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Event):
    """A person holds the post from a day."""

    name = "directory.post.appointed"
    subject = "directory.post"
    appointed_person_id: int
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class PersonRelieved(Event):
    """A person no longer holds the post."""

    name = "directory.post.relieved"
    subject = "directory.post"
    relieved_person_id: int
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class RoleDefined(Event):
    """A role has these permissions from now on."""

    name = "directory.role.defined"
    subject = "directory.role"
    code: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A post has a role from a day."""

    name = "directory.post.role_granted"
    subject = "directory.post"
    role: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class GrantRevoked(Event):
    """A post no longer has a role."""

    name = "directory.post.grant_revoked"
    subject = "directory.post"
    role: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class QualificationRegistered(Event):
    """A person may enforce the law in a field."""

    name = "directory.person.qualified"
    subject = "directory.person"
    scope: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class QualificationClosed(Event):
    """A person's enforcement certificate has ended."""

    name = "directory.person.qualification_closed"
    subject = "directory.person"
    scope: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class MatterRegistered(Event):
    """A matter has entered the list of powers and services."""

    name = "directory.matter.registered"
    subject = "directory.matter"
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class MatterModified(Event):
    """A matter or its legal bases have changed: field to [before, after]."""

    name = "directory.matter.modified"
    subject = "directory.matter"
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class MatterClosed(Event):
    """A matter has left the list of powers and services."""

    name = "directory.matter.closed"
    subject = "directory.matter"
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class DirectoryImported(Event):
    """A workbook has been imported; how many entries of each sheet were touched."""

    name = "directory.workbook.imported"
    subject = "directory.workbook"
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class CalendarDaySet(Event):
    """A day of the city's calendar is a day off or a working day; by notice, or the city's own.

    The calendar is one thing, so its key is 0.
    """

    name = "directory.calendar.day_set"
    subject = "directory.calendar"
    day: date
    is_working: bool
    note: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class CalendarDayCleared(Event):
    """A day is what the first fill, or its weekday, makes it again."""

    name = "directory.calendar.day_cleared"
    subject = "directory.calendar"
    day: date
