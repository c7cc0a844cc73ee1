"""The public enforcement hall: find a matter, read its benchmark."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.business.penalties import queries
from sunhall.business.penalties.views.certificates import show_checks
from sunhall.business.penalties.views.procedure import ORDINARY, REMEDIES
from sunhall.business.penalties.views.tables import (
    show_factors,
    show_gate,
    show_levels,
    show_range,
    show_table,
)
from sunhall.kernel.decision.wording import box_in_words
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of

ROWS = 20
BEST_HITS = 30
LAWS_ON_HOME = 24
PICTURES = {
    "AJ": ("alert", "coral"),
    "CG": ("map", "jade"),
    "GA": ("shield", "sea"),
    "HB": ("wave", "jade"),
    "JJ": ("flag", "coral"),
    "JS": ("building", "sun"),
    "RS": ("users", "violet"),
    "SC": ("scale", "sun"),
    "SP": ("flask", "jade"),
    "TA": ("calculator", "violet"),
    "WH": ("book", "violet"),
    "WJ": ("plus", "coral"),
    "XF": ("alert", "coral"),
    "YC": ("file", "stone"),
    "YS": ("arrow-right", "sea"),
}
"""Icon and tone of a department's tile, by the domain of its law."""
EVERYDAY = ("占道经营", "酒驾", "过期食品", "噪音扰民", "童工", "超限运输")


@require_safe
@kept_while(queries.library_revision)
def home(request: HttpRequest) -> HttpResponse:
    """Welcome the public: search, departments, laws, the library in figures."""
    by = actor_of(request)
    context = {
        "figures": _figures(queries.library_statistics(by)),
        "organizations": [_tile(one) for one in queries.count_by_organization(by)],
        "laws": [_law(one) for one in queries.count_by_law(by, limit=LAWS_ON_HOME)],
        "latest": queries.list_latest(by),
        "everyday": EVERYDAY,
        "how": _how_it_works(),
    }
    return render(request, "penalties/hall/home.html", context)


@require_safe
@kept_while(queries.library_revision)
def list_matters(request: HttpRequest) -> HttpResponse:
    """List the matters that a search, a department or a law leaves."""
    by = actor_of(request)
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "organization", "law")}
    page = queries.list_in_effect(
        by,
        query=chosen["q"],
        organization=chosen["organization"],
        law=chosen["law"],
        after=request.GET.get("after"),
        limit=BEST_HITS if chosen["q"] else ROWS,
    )
    organizations = queries.count_by_organization(by)
    context = {
        "chosen": chosen,
        "page": page,
        "filters": _filters(chosen, organizations),
        "organizations": [_organization_chip(chosen, one) for one in organizations],
        "next": _address(chosen, after=page.after) if page.after else None,
        "first": _address(chosen) if request.GET.get("after") else None,
        "is_cut": bool(chosen["q"]) and len(page.rows) == BEST_HITS,
    }
    return render(request, "penalties/hall/list.html", context)


@require_safe
@kept_while(queries.library_revision)
def matter(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Show one version of a matter's benchmark as people read it, with all that belongs to it."""
    by = actor_of(request)
    benchmark = queries.get_for_readers(by, code=code, version=version)
    table = queries.get_table(benchmark)
    context = {
        "benchmark": benchmark,
        "is_in_effect": benchmark.is_in_effect_on(by.today),
        "versions": queries.list_public_versions(by, code=code),
        "table": table,
        "shown": show_table(table),
        "levels": show_levels(table),
        "factors": show_factors(table),
        "ranges": [show_range(table, statutory) for statutory in table.statutory],
        "gate": show_gate(table),
        "exemptions": [
            {"exemption": one, "when": box_in_words(table, one.when)} for one in table.exemptions
        ],
        "checks": show_checks(benchmark.proof or {}),
        "procedure": ORDINARY,
        "remedies": REMEDIES,
    }
    return render(request, "penalties/hall/matter.html", context)


def _figures(statistics: queries.LibraryStatistics) -> list[dict[str, str]]:
    return [
        {"label": _("处罚事项"), "value": f"{statistics.items:,}", "unit": _("项")},
        {"label": _("执法部门"), "value": f"{statistics.departments:,}", "unit": _("个")},
        {"label": _("裁量阶次"), "value": f"{statistics.tiers:,}", "unit": _("档")},
        {"label": _("有裁量的事项平均"), "value": str(statistics.mean_tiers), "unit": _("档")},
        {"label": _("没有裁量空间"), "value": f"{statistics.no_discretion:,}", "unit": _("项")},
    ]


def _tile(one: dict[str, Any]) -> dict[str, Any]:
    icon, tone = PICTURES.get(one["domain"], ("building", "sea"))
    return {**one, "icon": icon, "tone": tone, "url": _address({}, organization=one["code"])}


def _law(one: dict[str, Any]) -> dict[str, Any]:
    url = _address({}, law=one["law"])
    return {"label": _title(one["law"]), "count": one["count"], "url": url, "current": False}


def _title(law: str) -> str:
    """Return a law's name between title marks; a title within takes the single ones."""
    return f"《{law.replace('《', '〈').replace('》', '〉')}》"


def _how_it_works() -> list[dict[str, str]]:
    return [
        {"name": _("查明事实"), "note": _("只问写在表里的事实，每一项都有单位和取值范围。")},
        {"name": _("对应一档"), "note": _("已经证明：任何事实都落在一档，而且只落在一档。")},
        {"name": _("得出处罚"), "note": _("这一档写明唯一的处罚，谁来算都一样。")},
    ]


def _address(chosen: dict[str, str], **changes: str | None) -> str:
    parameters = {name: value for name, value in {**chosen, **changes}.items() if value}
    address = reverse("hall:list")
    return f"{address}?{urlencode(parameters)}" if parameters else address


def _filters(chosen: dict[str, str], organizations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what narrows the list now, each with the address that lifts it."""
    names = {one["code"]: one["name"] for one in organizations}
    code = chosen["organization"]
    labels = {
        "q": chosen["q"],
        "organization": names.get(code, code),
        "law": _title(chosen["law"]) if chosen["law"] else "",
    }
    return [
        {"label": label, "url": _address(chosen, **{name: None}), "current": True}
        for name, label in labels.items()
        if label
    ]


def _organization_chip(chosen: dict[str, str], one: dict[str, Any]) -> dict[str, Any]:
    is_chosen = chosen["organization"] == one["code"]
    return {
        "label": one["name"],
        "count": one["count"],
        "current": is_chosen,
        "url": _address(chosen, organization=None if is_chosen else one["code"]),
    }
