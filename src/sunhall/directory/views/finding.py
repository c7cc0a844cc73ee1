"""One box for the whole directory."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sunhall.directory.queries.finding import Found, find, find_kind
from sunhall.kernel.views import actor_of

NAMES = {
    "organizations": _("单位"),
    "posts": _("岗位"),
    "persons": _("人员"),
    "information": _("信息资源"),
    "applications": _("应用资源"),
    "matters": _("职权与服务事项"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find organizations, posts, persons and matters; of one kind, page by page."""
    by = actor_of(request)
    query, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    after = request.GET.get("after", "")
    if kind in NAMES:
        found = [Found(kind, find_kind(by, kind, query, after))]
    else:
        kind, found = "", find(by, query)
    sections: list[dict[str, Any]] = [
        {"kind": one.kind, "name": NAMES[one.kind], "page": one.page}
        for one in found
        if one.page.items
    ]
    context = {"query": query, "kind": kind, "after": after, "sections": sections}
    return render(request, "directory/search.html", context)
