"""One card and its way; the organization's own cards."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sunhall.business.supervision import actions, queries
from sunhall.business.supervision.choices import CardState, Move
from sunhall.business.supervision.forms import WordsForm
from sunhall.business.supervision.models import Card, Finding
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.queries import Filters
from sunhall.business.supervision.rules import moves_from
from sunhall.business.supervision.views.desk import known
from sunhall.business.supervision.views.shown import is_overdue, show_findings
from sunhall.business.supervision.views.wording import facts_in_words
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, Refusal
from sunhall.kernel.events import event_words
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import View, actor_of, permission_required

ACTS: dict[str, Callable[..., Card]] = {
    Move.APPEAL.value: actions.appeal_card,
    Move.UPHOLD.value: actions.uphold_card,
    Move.WITHDRAW.value: actions.withdraw_card,
    Move.ORDER.value: actions.order_rectification,
    Move.DIRECT.value: actions.direct_rectification,
    Move.EXPLAIN.value: actions.explain_card,
    Move.REPORT.value: actions.report_rectification,
    Move.RETURN.value: actions.return_card,
    Move.CLOSE.value: actions.close_card,
}
ANSWERS = (Move.APPEAL, Move.EXPLAIN, Move.REPORT)
GRAVE = (Move.WITHDRAW, Move.ORDER, Move.DIRECT, Move.RETURN)
ICONS = {Move.CLOSE: "check", Move.REPORT: "check", Move.EXPLAIN: "pencil", Move.APPEAL: "flag"}
WAY = (
    CardState.ISSUED,
    CardState.ORDERED,
    CardState.EXPLAINED,
    CardState.REPORTED,
    CardState.CLOSED,
)


def for_readers(view: View) -> View:
    """Let a page be seen by supervisors, and by who answers for an organization."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answers = actor_of(request).may(Permission.CARD_ANSWER)
        needed = Permission.CARD_ANSWER if answers else Permission.FINDING_VIEW
        return permission_required(needed)(view)(request, *args, **kwargs)

    return guarded


@require_GET
@for_readers
def card(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Show what was found, why, and how far its card has come."""
    return _page(request, finding_id, WordsForm())


@require_POST
@for_readers
def move(request: HttpRequest, finding_id: int, name: str) -> HttpResponse:
    """Do something with a card, and say why."""
    act = ACTS.get(name)
    if act is None:
        raise Http404
    needed = Permission.CARD_ANSWER if name in ANSWERS else Permission.CARD_HANDLE
    if not actor_of(request).may(needed):
        raise Forbidden(needed)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            moved = act(actor_of(request), card_id=finding_id, words=form.cleaned_data["words"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return _page(request, finding_id, form, status=409)
        messages.success(
            request,
            _("%(number)s：%(state)s。")
            % {"number": moved.number, "state": CardState(moved.state).label},
        )
        return redirect("supervision:card", finding_id)
    return _page(request, finding_id, form, status=422)


@require_GET
@permission_required(Permission.CARD_ANSWER)
def ours(request: HttpRequest) -> HttpResponse:
    """List the cards against the actor's organization, newest first."""
    by = actor_of(request)
    state = known(request.GET.get("state"), CardState.values)
    filters = Filters(organization=by.own_organization_id, state=state)
    page = queries.list_findings(by, filters, after=read_key(request.GET.get("after")))
    states = [("", _("全部")), *CardState.choices]
    context = {
        "shown": show_findings(page.items, by.today),
        "next": f"?state={state}&after={page.next}" if page.next else None,
        "tabs": [
            {"label": label, "url": f"?state={value}" if value else "?", "current": value == state}
            for value, label in states
        ],
    }
    return render(request, "supervision/ours.html", context)


def _page(
    request: HttpRequest, finding_id: int, form: WordsForm, status: int = 200
) -> HttpResponse:
    by = actor_of(request)
    finding = queries.get_finding(by, finding_id=finding_id)
    shown = show_findings([finding], by.today)[0]
    facts = facts_in_words(finding.facts, _names(finding))
    context = {
        "finding": finding,
        "shown": shown,
        "card": shown.card,
        "event": event_words(finding.event),
        "asked": [fact for fact in facts if fact.is_asked],
        "facts": [fact for fact in facts if not fact.is_asked],
        "steps": queries.list_steps(finding),
        "way": _way(shown.card) if shown.card else [],
        "is_overdue": is_overdue(shown.card, by.today),
        "moves": _moves(by, finding, shown.card),
        "may_replay": by.may(Permission.FINDING_VIEW),
        "form": form,
    }
    return render(request, "supervision/card.html", context, status=status)


def _names(finding: Finding) -> frozenset[str]:
    """Return the facts that the rule has asked for; none where it can no longer ask."""
    try:
        return queries.compile_for(finding.version.draft, finding.event).names
    except Refusal:
        return frozenset()


def _moves(by: Actor, finding: Finding, card: Card | None) -> list[dict[str, Any]]:
    """Return what the actor may do with a card now."""
    if card is None:
        return []
    is_own = finding.organization_id == by.own_organization_id
    answers = is_own and by.may(Permission.CARD_ANSWER)
    handles = by.may(Permission.CARD_HANDLE)
    return [
        {
            "name": move.value,
            "label": move.label,
            "is_grave": move in GRAVE,
            "icon": ICONS.get(move, "arrow-right"),
        }
        for move in moves_from(card.state, card.orders)
        if (answers if move in ANSWERS else handles)
        and not (move is Move.APPEAL and by.today > card.appeal_until)
    ]


def _way(card: Card) -> list[dict[str, Any]]:
    """Return the main way of a card, and where it is."""
    if card.state == CardState.WITHDRAWN:
        states: tuple[CardState, ...] = (
            CardState.ISSUED,
            CardState.APPEALED,
            CardState.WITHDRAWN,
        )
    else:
        optional = CardState.DIRECTED if card.orders > 1 else CardState.ORDERED
        middle = [optional] if card.orders else []
        states = (WAY[0], *middle, *WAY[2:])
    place = next((i for i, one in enumerate(states) if one == card.state), 0)
    if card.state == CardState.RETURNED:
        place = states.index(CardState.EXPLAINED)
    return [
        {
            "name": one.label,
            "state": "done" if i < place or card.is_ended else "current" if i == place else "",
            "limit": "",
        }
        for i, one in enumerate(states)
    ]
