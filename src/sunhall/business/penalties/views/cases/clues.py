"""Registering a clue, also on a phone in the street."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.business.penalties.actions.clues import register_clue
from sunhall.business.penalties.actions.evidence import add_evidence
from sunhall.business.penalties.choices import EvidenceKind
from sunhall.business.penalties.forms.clues import ClueForm
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.permissions import Permission
from sunhall.kernel.actions import all_or_nothing
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of, permission_required


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CASE_HANDLE)
@once
def register(request: HttpRequest) -> HttpResponse:
    """Ask for a clue, and register it with its photos."""
    by = actor_of(request)
    data: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"matter_code": request.GET.get("matter", "")}
    form = ClueForm(*data, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            case = _register(by, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记线索 %(number)s。") % {"number": case.clue_number})
            return redirect("cases:case", case.pk)
    return render(
        request, "penalties/cases/clue.html", {"form": form}, status=409 if form.errors else 200
    )


def _register(by: Actor, form: ClueForm) -> Case:
    """Register a clue and put its photos on file, all or nothing."""
    with all_or_nothing(by):
        case = register_clue(by, **form.arguments)
        for number, photo in enumerate(form.cleaned_data["photos"], start=1):
            add_evidence(
                by,
                case_id=case.pk,
                kind=EvidenceKind.AUDIOVISUAL,
                title=_("现场照片 %(number)s") % {"number": number},
                obtained_on=by.today,
                place=form.cleaned_data["place"],
                content=photo.read(),
                filename=photo.name,
                media_type=photo.content_type or "",
            )
    return case
