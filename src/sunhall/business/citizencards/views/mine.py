"""A citizen's own card: how it stands, its QR, its loss, and who looked at it."""

from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sunhall.business.citizencards import actions, forms, queries
from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.qr import LIVES
from sunhall.business.citizencards.views.shown import show_card, tell, way_of
from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

for_citizens = permission_required(Permission.CARD_OWN)
ACTS: dict[str, tuple[Callable[..., Card], type[forms.CardForm]]] = {
    "apply": (actions.apply_for_own_card, forms.OwnApplyForm),
    "activate": (actions.activate_own_card, forms.NumberForm),
    "report-loss": (actions.report_own_loss, forms.LossForm),
    "lift-loss": (actions.lift_own_loss, forms.CardForm),
}
OFFERED: dict[str, tuple[str, ...]] = {
    CardState.AT_COUNTER: ("activate",),
    CardState.IN_USE: ("report-loss",),
    CardState.LOST_ORALLY: ("report-loss", "lift-loss"),
}
DONE = {
    "apply": _("已申领，制好后会送到您选的窗口。"),
    "activate": _("卡已激活，可以使用了。"),
    "report-loss": _("挂失已经生效，任何人不能再用这张卡。"),
    "lift-loss": _("已解除挂失，卡可以使用了。"),
}


@require_safe
@for_citizens
def card(request: HttpRequest) -> HttpResponse:
    """Show one's own card."""
    return _page(request)


@require_safe
@for_citizens
def code(request: HttpRequest) -> HttpResponse:
    """Show the QR of the next minute; asked for by the page itself, it is only the QR."""
    by = actor_of(request)
    found = queries.get_own_card(by)
    if found is None:
        raise Http404
    context = {**_code(by, found), "shown": show_card(found)}
    is_part = bool(getattr(request, "htmx", False))
    name = "citizencards/parts/code.html" if is_part else "citizencards/code.html"
    response = render(request, name, context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@for_citizens
def looks(request: HttpRequest) -> HttpResponse:
    """Show who looked at one's cards, and what for."""
    after = read_key(request.GET.get("after"))
    page = queries.list_looks(actor_of(request), after=after)
    context = {
        "looks": page.items,
        "first": "?" if after else None,
        "next": f"?after={page.next}" if page.next else None,
    }
    return render(request, "citizencards/looks.html", context)


@require_POST
@for_citizens
@once
def act(request: HttpRequest, act: str) -> HttpResponse:
    """Do something with one's own card."""
    if act not in ACTS:
        raise Http404
    by = actor_of(request)
    call, _form_class = ACTS[act]
    form = _form(by, act, request.POST)
    status = 422
    if form.is_valid():
        try:
            call(by, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, str(DONE[act]))
            return redirect("citizencards:mine")
    return _page(request, {act: form}, status=status)


def _page(
    request: HttpRequest, filled: dict[str, forms.CardForm] | None = None, status: int = 200
) -> HttpResponse:
    by, given = actor_of(request), filled or {}
    found = queries.get_own_card(by)
    is_without = found is None or not found.is_live
    offered = ("apply",) if is_without else OFFERED.get(found.state if found else "", ())
    context: dict[str, Any] = {
        "card": found,
        "forms": {name: given.get(name) or _form(by, name) for name in {*offered, *given}},
    }
    if found is not None:
        context |= {
            "shown": show_card(found),
            "way": way_of(found),
            "functions": found.functions_on,
            "history": tell(queries.history_of(found)),
            "looks": queries.looks_at(found, 5),
            "may_show": found.state == CardState.IN_USE,
        }
    return render(request, "citizencards/mine.html", context, status=status)


def _form(by: Actor, act: str, data: Any = None) -> forms.CardForm:
    _call, form_class = ACTS[act]
    if form_class is forms.OwnApplyForm:
        divisions = [
            (one.code, one.name)
            for one in directory.list_divisions(by)
            if one.kind in ("district", "county_level_city")
        ]
        return forms.OwnApplyForm(data, divisions=divisions, prefix=act)
    return form_class(data, prefix=act)


def _code(by: Actor, found: Card) -> dict[str, Any]:
    token = queries.new_qr(by, found)
    drawn = segno.make_qr(token, error="l").svg_inline(
        border=4, omitsize=True, dark="#12262f", light="#ffffff", svgclass="qr", lineclass=None
    )
    return {
        "qr": mark_safe(drawn),  # noqa: S308  drawn here, of a token of our own
        "token": token,
        "seconds": int(LIVES.total_seconds()),
        "renew_after": int(LIVES.total_seconds()) - 10,
    }
