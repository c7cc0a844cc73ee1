"""Decisions in the public hall: the list, one decision, the code on its paper, figures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.business.penalties.choices import PartyKind
from sunhall.business.penalties.models import Publication
from sunhall.business.penalties.queries import publications, verifying
from sunhall.kernel.paging import read_key
from sunhall.kernel.templatetags.units import local
from sunhall.kernel.views import actor_of

KEYS = ("q", "organization", "matter", "month")
DAYS = ("occurred_on", "decided_on", "published_until")
BAR = 100
MONTHS_SHOWN = 12


@require_safe
def list_decisions(request: HttpRequest) -> HttpResponse:
    """List what is shown today, newest first; narrowed by words, department, matter or month."""
    by = actor_of(request)
    months = {f"{one:%Y-%m}": one for one in publications.months_of_publications(by)}
    chosen = {name: request.GET.get(name, "").strip() for name in KEYS}
    chosen["month"] = chosen["month"] if chosen["month"] in months else ""
    page = publications.list_publications(
        by,
        query=chosen["q"],
        organization=chosen["organization"],
        matter=chosen["matter"],
        month=months.get(chosen["month"]),
        after=read_key(request.GET.get("after", "")),
    )
    context = {
        "chosen": chosen,
        "rows": page.rows,
        "is_narrowed": any(chosen.values()),
        "organizations": [
            _chip(chosen, "organization", one.code, one.name)
            for one in publications.organizations_with_publications(by)
        ],
        "months": [
            _chip(chosen, "month", name, date_format(first, "YEAR_MONTH_FORMAT"))
            for name, first in months.items()
        ],
        "kept": {name: chosen[name] for name in KEYS[1:] if chosen[name]},
        "next": _address(chosen, after=str(page.after)) if page.after else None,
        "first": _address(chosen) if request.GET.get("after") else None,
    }
    return render(request, "penalties/hall/decisions/list.html", context)


@require_safe
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """Show one decision as the public may see it, with the way to verify it."""
    publication = publications.get_publication(actor_of(request), number)
    context = {
        "publication": publication,
        "summary": _summary(publication),
        "kind": PartyKind(publication.summary["party_kind"]).label,
        "receipt_url": _receipt(publication),
        "hash": publications.hash_of(publication.summary),
    }
    return render(request, "penalties/hall/decisions/decision.html", context)


@require_safe
def verify(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Answer the code on a decision's paper: whether it is genuine, and whether it stands."""
    genuine = verifying.get_genuine(actor_of(request), decision_id)
    publication = genuine.publication
    context = {
        "genuine": genuine,
        "summary": _summary(publication) if publication else None,
        "receipt_url": _receipt(publication) if publication else "",
    }
    return render(request, "penalties/hall/decisions/verify.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show figures of what is shown; groups too small to be told are left out."""
    figures = publications.public_statistics(actor_of(request))
    by_organ: dict[str, int] = defaultdict(int)
    by_month: dict[str, int] = defaultdict(int)
    by_kind: dict[str, int] = defaultdict(int)
    for one in figures.figures:
        by_organ[one.organ] += one.count
        by_month[f"{local(one.month):%Y-%m}"] += one.count
        by_kind[str(PartyKind(one.party_kind).label)] += one.count
    context = {
        "figures": figures,
        "least": publications.LEAST_IN_A_GROUP,
        "charts": [
            {"title": _("按单位"), "bars": bars(_most_first(by_organ))},
            {"title": _("按月"), "bars": bars(sorted(by_month.items())[-MONTHS_SHOWN:])},
            {"title": _("按当事人类型"), "bars": bars(_most_first(by_kind))},
        ],
    }
    return render(request, "penalties/hall/decisions/statistics.html", context)


def bars(counts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return counts with the length of each bar, the longest 100."""
    listed = list(counts)
    most = max((count for _label, count in listed), default=1)
    return [
        {"label": label, "count": count, "length": max(1, count * BAR // most)}
        for label, count in listed
    ]


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _summary(publication: Publication) -> dict[str, Any]:
    """Return what is shown of a decision, its days as days."""
    shown = dict(publication.summary)
    return shown | {name: date.fromisoformat(shown[name]) for name in DAYS}


def _receipt(publication: Publication) -> str:
    if publication.journal_entry_id is None:
        return ""
    return reverse("portal:verify_entry", args=[publication.journal_entry_id])


def _chip(chosen: dict[str, str], name: str, value: str, label: str) -> dict[str, Any]:
    """Return the link that narrows the list by a value, or no longer does; the rest stays."""
    is_chosen = chosen[name] == value
    return {
        "label": label,
        "current": is_chosen,
        "url": _address({**chosen, name: "" if is_chosen else value}),
    }


def _address(chosen: dict[str, str], **more: str) -> str:
    parameters = {name: value for name, value in {**chosen, **more}.items() if value}
    address = reverse("hall:decisions")
    return f"{address}?{urlencode(parameters)}" if parameters else address
