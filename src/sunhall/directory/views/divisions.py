"""Divisions, on any day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions, queries
from sunhall.directory.forms import CloseDivisionForm, DivisionForm
from sunhall.directory.permissions import Permission
from sunhall.directory.views.maintain import chosen_day, maintain
from sunhall.kernel.templatetags.units import day as in_words
from sunhall.kernel.views import actor_of, permission_required

GOVERNED = ("district", "county_level_city")


@require_safe
def list_divisions(request: HttpRequest) -> HttpResponse:
    """Show the divisions of a day, and all that has changed over the years."""
    by = actor_of(request)
    form, day = chosen_day(request)
    divisions = queries.list_divisions(by, day)
    changes = queries.list_division_changes(by)
    context = {
        "form": form,
        "day": day,
        "divisions": divisions,
        "governed": sum(one.kind in GOVERNED for one in divisions),
        "changes": changes[::-1],
        "eras": _eras([change.day for change in changes], day, by.today),
        "may_maintain": by.may(Permission.DIVISION_MAINTAIN),
    }
    return render(request, "directory/divisions.html", context)


def _eras(days: list[date], day: date, today: date) -> list[dict[str, Any]]:
    """Return the times between changes, each with the address that shows it."""
    address = reverse("directory:divisions")
    eras = []
    for start, end in pairwise([None, *days, None]):
        if end is None:
            shown = max(start or today, today)
            label = _("%(start)s以来") % {"start": in_words(start)} if start else _("至今")
        else:
            shown = end - timedelta(days=1)
            label = _("%(end)s以前") % {"end": in_words(end)}
        if start and end:
            label = _("%(start)s至%(end)s") % {"start": in_words(start), "end": in_words(shown)}
        is_current = (start is None or start <= day) and (end is None or day < end)
        url = address if end is None and shown == today else f"{address}?on={shown}"
        eras.append({"label": label, "url": url, "current": is_current})
    return eras


@require_http_methods(["GET", "POST"])
@permission_required(Permission.DIVISION_MAINTAIN)
def add(request: HttpRequest) -> HttpResponse:
    """Add a division."""
    by = actor_of(request)
    form = DivisionForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.add_division(by, **values),
        title=_("增加行政区划"),
        back=reverse("directory:divisions"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.DIVISION_MAINTAIN)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End a division."""
    by = actor_of(request)
    division = queries.get_division(by, code)
    form = CloseDivisionForm(request.POST or None, initial={"on": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.close_division(
            by,
            division_id=division.pk,
            on=values["on"],
            successor_id=values["successor"].pk if values["successor"] else None,
        ),
        title=_("撤销行政区划：%(name)s") % {"name": division.name},
        back=reverse("directory:divisions"),
        danger=True,
    )
