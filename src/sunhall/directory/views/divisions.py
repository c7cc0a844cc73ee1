"""Divisions, on any day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sunhall.directory import actions, queries
from sunhall.directory.forms import CloseDivisionForm, DivisionForm
from sunhall.directory.permissions import Permission
from sunhall.directory.views.maintain import chosen_day, maintain
from sunhall.kernel.views import actor_of, permission_required


@require_GET
def list_divisions(request: HttpRequest) -> HttpResponse:
    """Show the divisions of a day."""
    by = actor_of(request)
    form, day = chosen_day(request)
    context = {
        "form": form,
        "day": day,
        "divisions": queries.list_divisions(by, day),
        "may_maintain": by.may(Permission.DIVISION_MAINTAIN),
    }
    return render(request, "directory/divisions.html", context)


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
        title=_("撤销行政区划:%(name)s") % {"name": division.name},
        back=reverse("directory:divisions"),
        danger=True,
    )
