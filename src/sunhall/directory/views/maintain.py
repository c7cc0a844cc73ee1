"""One page for every act: a form, one call, and back; what was typed is kept when refused."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sunhall.directory.forms import CloseForm, DayForm
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.views import actor_of

M = TypeVar("M", bound=Model)


def maintain(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    back: str,
    danger: bool = False,
) -> HttpResponse:
    """Show the form; when it is filled in, act and go back; when refused, say why on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已办理：%(title)s") % {"title": title})
            return redirect(back)
    context = {"form": form, "title": title, "back": back, "danger": danger}
    status = 422 if form.errors else 200
    return render(request, "directory/maintain.html", context, status=status)


def maintain_end(
    request: HttpRequest, act: Callable[[date], object], *, title: str, back: str
) -> HttpResponse:
    """Ask for the day on which something ends, and end it."""
    form = CloseForm(request.POST or None, initial={"on": actor_of(request).today})
    return maintain(
        request, form, lambda values: act(values["on"]), title=title, back=back, danger=True
    )


def chosen_day(request: HttpRequest) -> tuple[DayForm, date]:
    """Return the form with the day somebody wants to look at, and the day: today without one."""
    today = actor_of(request).today
    form = DayForm(request.GET) if "on" in request.GET else DayForm(initial={"on": today})
    chosen = form.cleaned_data.get("on") if form.is_valid() else None
    return form, chosen or today


def find(rows: QuerySet[M], pk: int) -> M:
    """Return the row with this key among those of the page it belongs to.

    Raises:
        NotFound: it belongs to another page, or to none.
    """
    for row in rows:
        if row.pk == pk:
            return row
    raise NotFound(str(rows.model._meta.verbose_name), pk)
