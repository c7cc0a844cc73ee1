"""Reckon time limits in working days and calendar days, and explain them day by day."""

from sunhall.kernel.calendar.deadlines import DayRecord, Deadline
from sunhall.kernel.calendar.errors import CalendarError
from sunhall.kernel.calendar.limits import Extension, Suspension, TimeLimit, Unit
from sunhall.kernel.calendar.working_days import DayKind, WorkingCalendar, standard_calendar

__all__ = [
    "CalendarError",
    "DayKind",
    "DayRecord",
    "Deadline",
    "Extension",
    "Suspension",
    "TimeLimit",
    "Unit",
    "WorkingCalendar",
    "standard_calendar",
]
