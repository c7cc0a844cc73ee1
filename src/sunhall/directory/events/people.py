"""People come, hold posts and certificates, and go."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


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
