"""The supervisor's desk: what is found, as it is found."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sunhall.business.supervision import queries
from sunhall.business.supervision.choices import CardState, KeyPoint, Severity
from sunhall.business.supervision.models import Finding
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.queries import FAILED, UNENDED, Filters, Period
from sunhall.business.supervision.views.shown import show_findings
from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.paging import Page, read_key
from sunhall.kernel.views import actor_of, permission_required

DAYS = 90
ARTICLES_OWN = 5
"""How many of the key points are the article's."""


@require_GET
@permission_required(Permission.FINDING_VIEW)
def list_findings(request: HttpRequest) -> HttpResponse:
    """Show what was found, newest first; the first page keeps itself fresh."""
    by = actor_of(request)
    filters = read_filters(request.GET)
    page = queries.list_findings(by, filters, after=read_key(request.GET.get("after")))
    context = {"page": page, "shown": show_findings(page.items, by.today)} | _paging(request, page)
    if getattr(request, "htmx", False):
        return render(request, "supervision/parts/findings.html", context)
    period = Period.until(by.today, DAYS)
    points = queries.count_by(by, "key_point", period)
    context |= {
        "points": points[:ARTICLES_OWN],
        "others": points[ARTICLES_OWN:],
        "days": DAYS,
        "choices": _choices(by, filters),
        "filters": filters.chosen,
        "officer": _officer(page.items, filters),
    }
    return render(request, "supervision/list.html", context)


def read_filters(given: QueryDict) -> Filters:
    """Return what an address narrows a list to; what makes no sense narrows nothing."""
    return Filters(
        organization=read_key(given.get("organization")),
        division=given.get("division", "")[:6],
        rule=given.get("rule", "")[:20],
        key_point=given.get("key_point", "")[:50],
        severity=known(given.get("severity"), Severity.values),
        state=known(given.get("state"), [UNENDED, *CardState.values, FAILED]),
        officer=read_key(given.get("officer")),
        blocked=given.get("blocked") == "True",
    )


def known(text: str | None, values: list[str]) -> str:
    """Return a value from an address if it is one of those there are."""
    return text if text in values else ""


def _paging(request: HttpRequest, page: Page[Finding]) -> dict[str, Any]:
    given = {k: str(v) for k, v in request.GET.items() if k != "after" and v}
    return {
        "is_first": "after" not in request.GET,
        "address": f"?{urlencode(given)}",
        "next": f"?{urlencode({**given, 'after': page.next})}" if page.next else None,
    }


def _choices(by: Actor, filters: Filters) -> list[dict[str, Any]]:
    """Return the filters with what may be chosen in each."""
    rules = queries.list_rules(by)
    offered: list[tuple[str, str, Sequence[tuple[Any, Any]]]] = [
        (
            "organization",
            _("单位"),
            [(one.pk, one.name) for one in directory.list_organizations(by)],
        ),
        ("division", _("区市"), [(one.code, one.name) for one in directory.list_divisions(by)]),
        ("key_point", _("关键环节"), KeyPoint.choices),
        ("rule", _("规则"), [(one.code, str(one)) for one in rules]),
        ("severity", _("颜色"), Severity.choices),
        ("state", _("状态"), _states()),
        ("blocked", _("是否阻断"), [("True", _("已阻断"))]),
    ]
    chosen = filters.chosen
    return [
        {"name": name, "label": label, "options": options, "chosen": chosen.get(name, "")}
        for name, label, options in offered
    ]


def _states() -> list[tuple[str, Any]]:
    return [(UNENDED, _("未了结")), *CardState.choices, (FAILED, _("规则故障"))]


def _officer(found: Any, filters: Filters) -> str:
    """Return the name of the officer a list is narrowed to."""
    if not filters.officer:
        return ""
    _organizations, people = queries.names_of(list(found))
    return people.get(filters.officer, str(filters.officer))
