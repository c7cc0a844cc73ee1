"""The city's own table of days: set one, clear one, take a year's announcement in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.directory import actions, queries
from sunhall.directory.errors import Fault
from sunhall.directory.forms import AnnouncementForm, CalendarDayForm
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.announcements import (
    Announcement,
    changes,
    missing_years,
    read_lines,
    read_sheets,
)
from sunhall.directory.rules.years import FIRST_YEAR, LAST_YEAR
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import CalendarError
from sunhall.kernel.calendar.limits import parse_date
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.models import CalendarDay
from sunhall.kernel.sheets import MAX_BYTES, SheetFault, read_workbook
from sunhall.kernel.views import actor_of, permission_required

EVENTS = {
    "directory.calendar.day_set": gettext_lazy("定下"),
    "directory.calendar.day_cleared": gettext_lazy("取消"),
}
SHOWN_FAULTS = 100


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CALENDAR_MAINTAIN)
def maintain(request: HttpRequest) -> HttpResponse:
    """List the days of the city's table, and set one."""
    by = actor_of(request)
    year = _chosen_year(request, by)
    rows = queries.list_calendar_days(by, year)
    initial = _written(rows, request.GET.get("day", ""))
    form = CalendarDayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            row = actions.set_calendar_day(
                by, day=values["day"], is_working=values["kind"] == "on", note=values["note"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            words = queries.city_calendar(by).describe(row.date)
            messages.success(request, _("%(day)s：%(words)s") % {"day": row.date, "words": words})
            return redirect(_address(row.date.year))
    status = 422 if form.errors else 200
    context = {"form": form} | _table(by, year, rows)
    return render(request, "directory/calendar/table.html", context, status=status)


@require_POST
@permission_required(Permission.CALENDAR_MAINTAIN)
def clear(request: HttpRequest, day: str) -> HttpResponse:
    """Take a day out of the city's table."""
    by = actor_of(request)
    try:
        found = parse_date(day)
    except CalendarError:
        raise NotFound(str(CalendarDay._meta.verbose_name), day) from None
    actions.clear_calendar_day(by, day=found)
    words = queries.city_calendar(by).describe(found)
    messages.success(request, _("已取消，%(day)s 现为：%(words)s") % {"day": found, "words": words})
    return redirect(_address(found.year))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CALENDAR_MAINTAIN)
def take_in(request: HttpRequest) -> HttpResponse:
    """Show what an announcement would change; import it when that has been looked at."""
    by = actor_of(request)
    form = AnnouncementForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "directory/calendar/import.html", {"form": form}, status=status)
    announcement = _read(form)
    if announcement.faults:
        return _show_faults(request, form, announcement.faults)
    if "import" in request.POST:
        try:
            done = actions.import_calendar(by, rows=announcement.days)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            count = len(done)
            words = ngettext("已导入 %(count)d 天", "已导入 %(count)d 天", count)
            messages.success(request, words % {"count": count})
            return redirect(f"{reverse('directory:calendar')}?year={done[-1].day.date.year}")
    calendar = queries.city_calendar(by)
    context = {
        "form": form,
        "text": announcement.text,
        "read_count": len(announcement.days),
        "changes": changes(calendar, announcement.days),
        "missing_years": missing_years(calendar, announcement.days),
    }
    status = 409 if form.errors else 200
    return render(request, "directory/calendar/import.html", context, status=status)


def _read(form: AnnouncementForm) -> Announcement:
    """Read the file where there is one, the lines otherwise."""
    file = form.cleaned_data["file"]
    if not file:
        return read_lines(form.cleaned_data["lines"])
    try:
        return read_sheets(read_workbook(file.read(MAX_BYTES + 1)))
    except SheetFault as fault:
        return Announcement(faults=[Fault(fault.place, fault.message, fault.facts)])


def _show_faults(request: HttpRequest, form: AnnouncementForm, faults: list[Fault]) -> HttpResponse:
    context = {"form": form, "faults": faults[:SHOWN_FAULTS], "fault_count": len(faults)}
    return render(request, "directory/calendar/import.html", context, status=422)


def _table(by: Actor, year: int, rows: list[CalendarDay]) -> dict[str, Any]:
    calendar = queries.city_calendar(by)
    return {
        "year": year,
        "bounds": (FIRST_YEAR, LAST_YEAR),
        "rows": [(row, calendar.kind_of(row.date)) for row in rows],
        "is_announced": calendar.is_announced(year),
        "history": [
            {"entry": entry, "what": EVENTS.get(entry.event, entry.event)}
            for entry in queries.history_of_calendar(by)
        ],
    }


def _written(rows: list[CalendarDay], day: str) -> dict[str, str]:
    """Return what the form shows for a day at first: what the table says about it."""
    row = next((row for row in rows if row.date.isoformat() == day), None)
    if row is None:
        return {"day": day}
    return {"day": day, "kind": "on" if row.is_working else "off", "note": row.note}


def _chosen_year(request: HttpRequest, by: Actor) -> int:
    """Return the year whose days are listed: the one named, or of the day named, or this one."""
    text = request.GET.get("year") or request.GET.get("day", "")[:4]
    number = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else 0
    return number if FIRST_YEAR <= number <= LAST_YEAR else by.today.year


def _address(year: int) -> str:
    return f"{reverse('directory:maintain_calendar')}?year={year}"
