"""The queues officers work from, and the requests that wait for the head."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sunhall.business.penalties.choices import CaseState, Concern, Queue
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import choosing, queues
from sunhall.business.penalties.queries.queues import ExportedCase
from sunhall.business.penalties.rules.masking import public_name
from sunhall.business.penalties.views.cases.access import for_case_readers
from sunhall.business.penalties.views.cases.bulk import ACTS, acts_on, numbers_in, tell_result
from sunhall.business.penalties.views.cases.deadlines import left_in_words, tone_of
from sunhall.business.penalties.views.cases.page import TONES
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of

OF_THE_CITY = (Queue.ORGANIZATION, Queue.DUE_SOON, Queue.OVERDUE)
"""What supervision looks at; the rest is an organization's own work."""

KEYS = ("queue", "state", "matter", "q")
SELECTED = "selected"


@require_safe
@for_case_readers
def list_cases(request: HttpRequest) -> HttpResponse:
    """List the cases of a queue, what is due first."""
    by = actor_of(request)
    chosen = chosen_of(request.GET, by)
    selected = set(request.GET.getlist(SELECTED))
    page = queues.list_queue(
        by, chosen["queue"], wanted_of(chosen), after=request.GET.get("after", "")
    )
    context = {
        "chosen": chosen,
        "rows": [
            {**show_row(by, case), "is_selected": str(case.pk) in selected} for case in page.items
        ],
        "acts": acts_on(by, chosen["queue"]),
        "kept": {**_kept(chosen), "after": request.GET.get("after", "")},
        "next": _address(chosen, after=page.next) if page.next else None,
        "first": _address(chosen) if request.GET.get("after") else None,
        "tabs": _tabs(by, chosen),
        "states": CaseState.choices,
        "matters": _options(choosing.competent_matters(by)),
        "is_narrowed": any(chosen[name] for name in KEYS[1:]),
        "may_handle": by.may(Permission.CASE_HANDLE),
        "is_of_city": by.may(Permission.CASE_WATCH),
        "exports": {
            suffix: f"{reverse('cases:export', args=[suffix])}?{urlencode(_kept(chosen))}"
            for suffix in ("csv", "xlsx")
        },
    }
    return render(request, "penalties/cases/list.html", context)


@require_POST
@for_case_readers
@once
def together(request: HttpRequest) -> HttpResponse:
    """Do one act with each case that is selected; those that were refused stay selected.

    Raises:
        Forbidden: the actor may do nothing with several cases at a time.
    """
    by = actor_of(request)
    if not any(by.may(one.permission) for one in ACTS):
        raise Forbidden(Permission.CASE_HANDLE)
    chosen = chosen_of(request.POST, by)
    chosen_act = next(
        (one for one in acts_on(by, chosen["queue"]) if one.name == request.POST.get("do")), None
    )
    keys = numbers_in(request.POST.getlist("ids"))
    left = keys
    if chosen_act is None or not keys:
        messages.warning(request, _("请先选择案件，再选择要办理的事。"))
    else:
        labels = queues.labels_of_cases(by, keys)
        result = chosen_act.act(by, case_ids=keys)
        tell_result(request, result, labels)
        left = [failure.key for failure in result.failed]
    return redirect(_address(chosen, after=request.POST.get("after", ""), selected=left))


def chosen_of(given: QueryDict, by: Actor) -> dict[str, str]:
    """Return which queue is asked for, and what narrows it."""
    chosen = {name: given.get(name, "").strip() for name in KEYS}
    offered = _offered(by)
    if chosen["queue"] not in offered:
        chosen["queue"] = offered[0]
    return chosen


def wanted_of(chosen: dict[str, str]) -> queues.Wanted:
    """Return what narrows a queue."""
    return queues.Wanted(state=chosen["state"], matter=chosen["matter"], text=chosen["q"])


def show_row(by: Actor, case: Case) -> dict[str, Any]:
    """Return a case as a list shows it."""
    return {
        "case": case,
        "state": CaseState(case.state).label,
        "tone": TONES.get(case.state, "stone"),
        "party": party_name(by, case),
        "concern": capfirst(str(Concern(case.due_concern).label)) if case.due_concern else "",
        "left": left_in_words(case.due_date, by.today) if case.due_date else "",
        "due_tone": tone_of(case.due_date, by.today) if case.due_date else "",
    }


def party_name(by: Actor, case: Case) -> str:
    """Return whom a case is against; a citizen's name only to those who handle or answer for it."""
    if case.party is None:
        return ""
    return name_for(by, case, case.party.name, is_citizen=case.party.is_citizen)


def name_for(by: Actor, case: Case | ExportedCase, name: str, *, is_citizen: bool) -> str:
    """Return a party's name, masked but for those who handle its case or answer for it."""
    answers = by.may(Permission.CASE_APPROVE) or by.may(Permission.CASE_REVIEW)
    is_own = case.organization_id == by.own_organization_id
    if is_own and (answers or case.handler_id == by.own_person_id):
        return name
    return public_name(name, is_citizen=is_citizen)


@lru_cache(maxsize=64)
def _options(matters: tuple[tuple[str, str], ...]) -> SafeString:
    """Write the choices once: a department enforces hundreds of matters."""
    return format_html_join(
        "", '<option value="{}">{} {}</option>', ((c, c, n) for c, n in matters)
    )


def _tabs(by: Actor, chosen: dict[str, str]) -> list[dict[str, Any]]:
    offered = _offered(by)
    counts = queues.count_queues(by, [queue for queue in offered if queue != Queue.ORGANIZATION])
    return [
        {
            "label": _("全市") if _is_city(by, queue) else Queue(queue).label,
            "url": f"{reverse('cases:list')}?{urlencode({'queue': queue})}",
            "current": queue == chosen["queue"],
            "count": queues.written(counts[queue]) if queue in counts else "",
        }
        for queue in offered
    ]


def _offered(by: Actor) -> list[str]:
    """Return the queues of a reader's own work, what they look at first to begin with."""
    if not by.may(Permission.CASE_VIEW):
        return list(OF_THE_CITY)
    is_officer = by.may(Permission.CASE_HANDLE)
    return [queue for queue in Queue.values if is_officer or queue != Queue.MINE]


def _is_city(by: Actor, queue: str) -> bool:
    return queue == Queue.ORGANIZATION and by.may(Permission.CASE_WATCH)


def _kept(chosen: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if value}


def _address(chosen: dict[str, str], *, after: str = "", selected: Sequence[int] = ()) -> str:
    parameters: dict[str, str | Sequence[int]] = {**_kept(chosen), SELECTED: selected}
    if after:
        parameters["after"] = after
    return f"{reverse('cases:list')}?{urlencode(parameters, doseq=True)}"
