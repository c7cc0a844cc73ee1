"""The picture of a year, and the deadline calculator under it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sunhall.directory import queries
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.years import FIRST_YEAR, LAST_YEAR, lay_out, weeks_of
from sunhall.kernel.calendar import DayKind, Deadline
from sunhall.kernel.calendar.fields import DeadlineForm
from sunhall.kernel.calendar.limits import quote
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of

WEEKDAY_HEADS = [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")]
LEGEND = [
    (DayKind.WORKING_DAY, _("工作日")),
    (DayKind.WEEKEND, _("周末")),
    (DayKind.HOLIDAY, _("节假日放假")),
    (DayKind.MAKE_UP, _("调休上班")),
    (DayKind.OWN_DAY_OFF, _("本市定为放假")),
    (DayKind.OWN_WORKING_DAY, _("本市定为上班")),
]
LISTED_DAYS = 400
OPEN_DAYS = 20


@require_safe
@kept_while(queries.calendar_revision)
def show(request: HttpRequest) -> HttpResponse:
    """Show a year, and reckon a time limit where one is asked for."""
    by = actor_of(request)
    calendar = queries.city_calendar(by)
    form = DeadlineForm(request.GET if {"start", "amount"} & request.GET.keys() else None)
    found = form.reckon(calendar)
    number, fault = _year(request, by.today.year)
    context: dict[str, Any] = {
        "year": lay_out(calendar, number),
        "year_fault": fault,
        "bounds": (FIRST_YEAR, LAST_YEAR),
        "weekdays": list(zip(WEEKDAY_HEADS, WEEKDAYS.values(), strict=True)),
        "legend": LEGEND,
        "today": by.today,
        "form": form,
        "may_maintain": by.may(Permission.CALENDAR_MAINTAIN),
        "table_url": reverse("directory:maintain_calendar"),
    }
    if found:
        context |= _answer(found) | {
            "link": request.build_absolute_uri(_address(form)),
            "is_overdue": found.is_overdue(by.today),
            "remaining": found.remaining(by.today),
        }
    status = 422 if form.errors or fault else 200
    return render(request, "directory/calendar/year.html", context, status=status)


def _year(request: HttpRequest, this_year: int) -> tuple[int, str]:
    """Return the year to show, and what was written instead if that is none."""
    text = request.GET.get("year", "").strip()
    if not text:
        return this_year, ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else 0
    return (number, "") if FIRST_YEAR <= number <= LAST_YEAR else (this_year, quote(text))


def _answer(found: Deadline) -> dict[str, Any]:
    """Return a reckoning as its page shows it: the sentences, the picture and every day."""
    records = list(found.explain())
    warnings = found.warnings
    return {
        "deadline": found,
        "sentences": [line for line in found.summary.splitlines() if line not in warnings],
        "weeks": weeks_of(found),
        "records": records[:LISTED_DAYS],
        "record_count": len(records),
        "is_open": len(records) <= OPEN_DAYS,
    }


def _address(form: DeadlineForm) -> str:
    """Return the address that gives this answer again."""
    written = {name: form.data.get(name, "").strip() for name in form.fields}
    given = urlencode({name: value for name, value in written.items() if value})
    return f"{reverse('directory:calendar')}?{given}#deadline"
