"""Writing a draft of a service item: one form with rows that grow, with or without scripts."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sunhall.directory import actions
from sunhall.directory.forms.items import (
    FORM_SETS,
    ROWS,
    DifferencesForm,
    ItemForm,
    differences_initial,
    document_from,
    initial_of,
    kept_rows,
    rows_initial,
)
from sunhall.directory.models import ServiceItemVersion
from sunhall.directory.permissions import Permission
from sunhall.directory.queries import items
from sunhall.directory.rules.items.document import read_item, write_item
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, permission_required

TOTAL = "-TOTAL_FORMS"


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ITEM_DRAFT)
def edit(request: HttpRequest, version_id: int) -> HttpResponse:
    """Let a department write a draft; a district only what may differ."""
    version = items.get_version(actor_of(request), version_id)
    if version.is_public:
        return redirect("directory:item_version", version.pk)
    return _differ(request, version) if version.item.template_id else _write(request, version)


def _write(request: HttpRequest, version: ServiceItemVersion) -> HttpResponse:
    document = write_item(read_item(version.document))
    more = request.POST.get("more", "")
    data: Any = _with_more_rows(request.POST, more) if request.method == "POST" else None
    form = ItemForm(data, initial={**initial_of(document), "seen": version.document_hash})
    rows = {
        name: form_set(data, initial=rows_initial(document, name), prefix=name)
        for name, form_set in FORM_SETS.items()
    }
    if data and not more and form.is_valid() and all(one.is_valid() for one in rows.values()):
        filled = {name: kept_rows(one) for name, one in rows.items()}
        written = document_from(document, form.cleaned_data, filled)
        if _acted(request, form, version, written):
            return redirect("directory:item_version", version.pk)
    context = {
        "version": version,
        "form": form,
        "sections": [(name, ROWS[name][0], one) for name, one in rows.items()],
        "more": more,
    }
    is_faulty = data and not more
    return render(request, "directory/items/edit.html", context, status=422 if is_faulty else 200)


def _differ(request: HttpRequest, version: ServiceItemVersion) -> HttpResponse:
    initial = {**differences_initial(version.differences), "seen": version.document_hash}
    form = DifferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_adoption(
                actor_of(request),
                version_id=version.pk,
                differences=form.differences(),
                expected_hash=form.cleaned_data["seen"] or None,
            )
            return redirect("directory:item_version", version.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"version": version, "form": form, "template": read_item(version.document)}
    status = 422 if form.errors else 200
    return render(request, "directory/items/differ.html", context, status=status)


def _acted(
    request: HttpRequest, form: forms.Form, version: ServiceItemVersion, written: dict[str, Any]
) -> bool:
    try:
        actions.revise_item(
            actor_of(request),
            version_id=version.pk,
            document=written,
            expected_hash=form.cleaned_data["seen"] or None,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _with_more_rows(given: QueryDict, more: str) -> QueryDict:
    """Return what was typed, with one more empty row where one was asked for."""
    if more not in FORM_SETS:
        return given
    data = given.copy()
    total = data.get(more + TOTAL, "0")
    data[more + TOTAL] = str(int(total) + 1 if total.isdigit() else 1)
    return data
