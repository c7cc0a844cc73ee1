"""The counter: finding cards, applying, and every act on one card."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.business.citizencards import actions, forms, queries
from sunhall.business.citizencards.choices import ENDED, CardState
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.flow import may_follow
from sunhall.business.citizencards.views.shown import show_card, tell, way_of
from sunhall.directory import queries as directory
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

for_counter = permission_required(Permission.CARD_HANDLE)
LONGEST_TEXT = 50


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a card: what it is called, what it asks for, in which states it is offered."""

    label: str | Promise
    call: Callable[..., Card]
    form: type[forms.CardForm]
    states: frozenset[str]
    icon: str
    is_grave: bool = False


def _leading_to(*targets: CardState) -> frozenset[str]:
    """Return the states from which a card may go to one of some."""
    return frozenset(
        state for state in CardState for target in targets if may_follow(state, target)
    )


LOST = frozenset({CardState.LOST_ORALLY, CardState.LOST})
ACTS: dict[str, Act] = {
    "activate": Act(
        gettext_lazy("激活"),
        actions.activate_card,
        forms.IdentityForm,
        frozenset({CardState.AT_COUNTER}),
        "check",
    ),
    "report-loss": Act(
        gettext_lazy("挂失"),
        actions.report_loss,
        forms.LossForm,
        _leading_to(CardState.LOST),
        "alert",
    ),
    "lift-loss": Act(
        gettext_lazy("解除挂失"), actions.lift_loss, forms.IdentityForm, LOST, "check"
    ),
    "replace": Act(
        gettext_lazy("补换"),
        actions.replace_card,
        forms.ReplaceForm,
        _leading_to(CardState.REPLACED),
        "copy",
        is_grave=True,
    ),
    "cancel": Act(
        gettext_lazy("注销"),
        actions.cancel_card,
        forms.CancelForm,
        frozenset(CardState) - frozenset(ENDED),
        "trash",
        is_grave=True,
    ),
}


@require_safe
@for_counter
def list_cards(request: HttpRequest) -> HttpResponse:
    """List the cards of the counter's division, or of the city, newest first."""
    by = actor_of(request)
    state = request.GET.get("state", "")
    state = state if state in CardState.values else ""
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    after = read_key(request.GET.get("after"))
    page = queries.list_cards(by, queries.Wanted(state=state, text=text), after=after)
    kept = {name: value for name, value in (("q", text), ("state", state)) if value}
    context = {
        "cards": [show_card(card) for card in page.items],
        "query": text,
        "state": state,
        "states": CardState.choices,
        "is_city": by.may(Permission.CARD_CITY),
        "first": f"?{urlencode(kept)}" if after else None,
        "next": f"?{urlencode({**kept, 'after': page.next})}" if page.next else None,
    }
    return render(request, "citizencards/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_counter
@once
def apply(request: HttpRequest) -> HttpResponse:
    """Apply for a card for somebody at the counter."""
    form = forms.ApplyForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                card = actions.apply_for_card(actor_of(request), **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("已申领，卡号 %(number)s。") % {"number": card.number})
                return redirect("citizencards:card", card.number)
    return render(request, "citizencards/apply.html", {"form": form}, status=status)


@require_safe
@for_counter
def card(request: HttpRequest, number: str) -> HttpResponse:
    """Show a card, its way, what can be done with it, what happened to it."""
    return _page(request, number)


@require_POST
@for_counter
@once
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do something with a card; one act shows its holder instead of going back."""
    by = actor_of(request)
    if act == "reveal":
        return _reveal(request, number)
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST, prefix=act)
    status = 422
    if form.is_valid():
        try:
            made = chosen.call(by, number=number, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            state = CardState(made.state).label
            messages.success(
                request,
                _("%(act)s办好了：%(number)s %(state)s。")
                % {"act": chosen.label, "number": made.number, "state": state},
            )
            return redirect("citizencards:card", made.number)
    return _page(request, number, {act: form}, status=status)


def _reveal(request: HttpRequest, number: str) -> HttpResponse:
    form = forms.RevealForm(request.POST, prefix="reveal")
    status = 422
    if form.is_valid():
        try:
            found = actions.reveal_holder(actor_of(request), number=number, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return _page(request, number, revealed=found)
    return _page(request, number, {"reveal": form}, status=status)


def _page(
    request: HttpRequest,
    number: str,
    filled: dict[str, forms.CardForm] | None = None,
    *,
    revealed: Card | None = None,
    status: int = 200,
) -> HttpResponse:
    by, given = actor_of(request), filled or {}
    found = queries.get_card(by, number)
    names = {one.code: one.name for one in directory.list_divisions(by)}
    context: dict[str, Any] = {
        "card": found,
        "shown": show_card(found),
        "revealed": revealed.holder if revealed else None,
        "division": names.get(found.division_code, found.division_code),
        "way": way_of(found),
        "acts": [
            {"name": name, "act": one, "form": given.get(name) or one.form(prefix=name)}
            for name, one in ACTS.items()
            if found.state in one.states or name in given
        ],
        "reveal": given.get("reveal") or forms.RevealForm(prefix="reveal"),
        "opened": set(given),
        "earlier": [
            (one.number, CardState(one.state).label) for one in queries.list_earlier(found)
        ],
        "history": tell(queries.history_of(found)),
    }
    return render(request, "citizencards/card.html", context, status=status)
