"""The departments' service items: list, one item with its versions, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.directory import actions
from sunhall.directory import queries as directory
from sunhall.directory.choices import VersionStatus
from sunhall.directory.forms.items import PublishForm, StartForm
from sunhall.directory.models import ServiceItemVersion
from sunhall.directory.permissions import Permission
from sunhall.directory.queries import items
from sunhall.directory.rules.items.comparing import compare
from sunhall.directory.rules.items.document import Item, read_item
from sunhall.directory.rules.items.gate import ItemFinding
from sunhall.directory.views.history import tell
from sunhall.directory.views.maintain import maintain, maintain_end
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.hooks import address_in, guide_addresses
from sunhall.kernel.views import actor_of, permission_required


@require_safe
@permission_required(Permission.ITEM_VIEW)
def list_work(request: HttpRequest) -> HttpResponse:
    """List the items of the actor's organizations, drafts first to be seen to."""
    by = actor_of(request)
    query = request.GET.get("q", "").strip()[:100]
    after = request.GET.get("after", "")
    context = {
        "page": items.list_work(by, query=query, after=after),
        "query": query,
        "after": after,
        "drafts": [] if query or after else items.list_versions(by).items,
        "may_draft": by.may(Permission.ITEM_DRAFT),
    }
    return render(request, "directory/items/list.html", context)


@require_safe
@permission_required(Permission.ITEM_VIEW)
def show(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show one version: what the gate finds, what it changes, what is open on it."""
    by = actor_of(request)
    version = items.get_version(by, version_id)
    versions = items.versions_of(by, version.item_id)
    before = _before(version, versions)
    standing = next((one for one in versions if one.is_in_force_on(by.today)), None)
    content = read_item(version.document)
    context = {
        "version": version,
        "item": version.item,
        "versions": versions,
        "findings": [ItemFinding.read(one) for one in version.findings],
        "changes": compare(_content(before), content) if before else [],
        "before": before,
        "standing": standing,
        "guide_url": address_in(guide_addresses, version.item.code),
        "open": items.open_on(by, standing.pk) if standing else [],
        "districts": items.districts_of(by, version.item_id),
        "history": tell(items.history_of_item(by, version.item_id)),
        "publish_form": PublishForm(initial={"effective_date": by.today}),
        "has_draft": any(one.status == VersionStatus.DRAFT for one in versions),
        "may_draft": version.item.organization_id in by.organizations(Permission.ITEM_DRAFT)
        and by.may(Permission.ITEM_DRAFT),
        "may_publish": version.item.organization_id in by.organizations(Permission.ITEM_PUBLISH)
        and by.may(Permission.ITEM_PUBLISH),
        "is_own_draft": by.person_id in version.drafter_ids,
    }
    return render(request, "directory/items/show.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ITEM_DRAFT)
def start(request: HttpRequest) -> HttpResponse:
    """Start the first version of a service from a matter."""
    by = actor_of(request)

    def act(values: dict[str, Any]) -> None:
        matter = _matter_of(request, values["matter"])
        blank = {"name": matter.name, "certainty": "own-knowledge"}
        actions.draft_items(by, documents={matter.code: blank})

    return maintain(
        request,
        StartForm(request.POST or None, initial={"matter": request.GET.get("matter", "")}),
        act,
        title=_("起草服务事项"),
        back=reverse("directory:items"),
    )


def _matter_of(request: HttpRequest, code: str) -> Any:
    try:
        return directory.get_matter(actor_of(request), code)
    except NotFound as missing:
        raise _Unknown(reason=str(missing)) from None


class _Unknown(Refusal):
    """What was typed names no matter; said on the form."""

    code = "unknown_matter"
    message = "%(reason)s"


@require_POST
@permission_required(Permission.ITEM_DRAFT)
def draft_next(request: HttpRequest, item_id: int) -> HttpResponse:
    """Draft the next version."""
    by = actor_of(request)
    version = actions.draft_next_item(by, item_id=item_id)
    return redirect("directory:edit_item", version.pk)


@require_POST
@permission_required(Permission.ITEM_DRAFT)
def discard(request: HttpRequest, version_id: int) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_item_draft(actor_of(request), version_id=version_id)
    messages.success(request, _("草稿已放弃"))
    return redirect("directory:items")


@require_POST
@permission_required(Permission.ITEM_PUBLISH)
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Approve a draft."""
    by = actor_of(request)
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写施行日期"))
        return redirect("directory:item_version", version_id)
    return _told(
        request,
        lambda: actions.publish_items(
            by, version_ids=[version_id], effective_date=form.cleaned_data["effective_date"]
        ),
        done=_("已审定公布，区市领用的同日跟上"),
        back=reverse("directory:item_version", args=[version_id]),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ITEM_PUBLISH)
def withdraw(request: HttpRequest, version_id: int) -> HttpResponse:
    """Offer a service no longer."""
    by = actor_of(request)
    version = items.get_version(by, version_id)
    return maintain_end(
        request,
        lambda on: actions.withdraw_item(by, item_id=version.item_id, on=on),
        title=_("取消服务事项：%(name)s") % {"name": version.name},
        back=reverse("directory:items"),
    )


@require_safe
@permission_required(Permission.ITEM_DRAFT)
def list_adoptable(request: HttpRequest) -> HttpResponse:
    """List the city's items that the actor's district department may take over."""
    by = actor_of(request)
    after = request.GET.get("after", "")
    context = {"page": items.list_adoptable(by, after=after), "after": after}
    return render(request, "directory/items/adoptable.html", context)


@require_POST
@permission_required(Permission.ITEM_DRAFT)
def adopt(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take a city item over, and go on to what differs."""
    version = actions.adopt_item(actor_of(request), template_id=item_id, differences={})
    return redirect("directory:edit_item", version.pk)


def _told(request: HttpRequest, act: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(back)


def _before(
    version: ServiceItemVersion, versions: list[ServiceItemVersion]
) -> ServiceItemVersion | None:
    return next((one for one in versions if one.version < version.version), None)


def _content(version: ServiceItemVersion) -> Item:
    return read_item(version.document)
