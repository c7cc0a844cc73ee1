"""The departments' service items."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sunhall.directory.permissions import Permission
from sunhall.directory.queries import items
from sunhall.kernel.views import actor_of, permission_required


@require_safe
@permission_required(Permission.ITEM_VIEW)
def list_work(request: HttpRequest) -> HttpResponse:
    """List the items of the actor's organizations."""
    by = actor_of(request)
    query = request.GET.get("q", "").strip()[:100]
    page = items.list_work(by, query=query, after=request.GET.get("after", ""))
    return render(request, "directory/items/list.html", {"page": page, "query": query})
