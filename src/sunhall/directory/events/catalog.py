"""Matters and resources enter the catalog; workbooks and the calendar."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


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
