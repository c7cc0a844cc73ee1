"""The catalogs of information resources and application resources: lists, details, the acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions
from sunhall.directory.choices import Classification, Sharing
from sunhall.directory.forms import (
    ApplicationResourceForm,
    InformationResourceForm,
    NewApplicationResourceForm,
    NewInformationResourceForm,
)
from sunhall.directory.permissions import Permission
from sunhall.directory.queries import resources
from sunhall.directory.views.history import tell
from sunhall.directory.views.maintain import maintain, maintain_end
from sunhall.kernel.journal import history_of
from sunhall.kernel.views import actor_of, permission_required

INFORMATION_FIELDS = (
    *("name", "organization", "summary", "classification", "update_cycle", "sharing"),
    "sharing_basis",
)
APPLICATION_FIELDS = ("name", "organization", "summary", "address", "client_id")


@require_safe
def list_information(request: HttpRequest) -> HttpResponse:
    """Show what information the city has, who answers for it, on what terms it is shared."""
    by = actor_of(request)
    asked: dict[str, Any] = {
        name: request.GET.get(name, "") for name in ("query", "sharing", "classification", "after")
    }
    context = {
        "page": resources.list_information_resources(by, **asked),
        **asked,
        "sharings": Sharing.choices,
        "classifications": Classification.choices,
        "may_maintain": by.may(Permission.RESOURCE_MAINTAIN),
    }
    return render(request, "directory/information_resources.html", context)


@require_safe
def show_information(request: HttpRequest, code: str) -> HttpResponse:
    """Show one information resource with its items."""
    by = actor_of(request)
    resource = resources.get_information_resource(by, code)
    may_maintain = by.may(Permission.RESOURCE_MAINTAIN)
    history = history_of("directory.information_resource", resource.pk) if may_maintain else []
    context = {"resource": resource, "history": tell(history), "may_maintain": may_maintain}
    return render(request, "directory/information_resource.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RESOURCE_MAINTAIN)
def add_information(request: HttpRequest) -> HttpResponse:
    """Enter information."""
    by = actor_of(request)
    form = NewInformationResourceForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.register_information_resource(by, **_ids(values)),
        title=_("登记信息资源"),
        back=reverse("directory:information_resources"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RESOURCE_MAINTAIN)
def modify_information(request: HttpRequest, code: str) -> HttpResponse:
    """Change information's entry."""
    by = actor_of(request)
    resource = resources.get_information_resource(by, code)
    initial = {name: getattr(resource, name) for name in INFORMATION_FIELDS}
    initial["items"] = resource.items_text
    form = InformationResourceForm(request.POST or None, initial=initial)
    return maintain(
        request,
        form,
        lambda values: actions.modify_information_resource(
            by, resource_id=resource.pk, **_ids(values)
        ),
        title=_("变更信息资源：%(name)s") % {"name": resource.name},
        back=reverse("directory:information_resource", args=[code]),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RESOURCE_MAINTAIN)
def close_information(request: HttpRequest, code: str) -> HttpResponse:
    """Take information out of the catalog."""
    by = actor_of(request)
    resource = resources.get_information_resource(by, code)
    return maintain_end(
        request,
        lambda on: actions.close_information_resource(by, resource_id=resource.pk, on=on),
        title=_("信息资源退出目录：%(name)s") % {"name": resource.name},
        back=reverse("directory:information_resource", args=[code]),
    )


@require_safe
def list_applications(request: HttpRequest) -> HttpResponse:
    """Show which applications the city runs."""
    by = actor_of(request)
    asked: dict[str, Any] = {name: request.GET.get(name, "") for name in ("query", "after")}
    context = {
        "page": resources.list_application_resources(by, **asked),
        **asked,
        "may_maintain": by.may(Permission.RESOURCE_MAINTAIN),
    }
    return render(request, "directory/application_resources.html", context)


@require_safe
def show_application(request: HttpRequest, code: str) -> HttpResponse:
    """Show one application."""
    by = actor_of(request)
    resource = resources.get_application_resource(by, code)
    may_maintain = by.may(Permission.RESOURCE_MAINTAIN)
    history = history_of("directory.application_resource", resource.pk) if may_maintain else []
    context = {"resource": resource, "history": tell(history), "may_maintain": may_maintain}
    return render(request, "directory/application_resource.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RESOURCE_MAINTAIN)
def add_application(request: HttpRequest) -> HttpResponse:
    """Enter an application."""
    by = actor_of(request)
    form = NewApplicationResourceForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.register_application_resource(by, **_ids(values)),
        title=_("登记应用资源"),
        back=reverse("directory:application_resources"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RESOURCE_MAINTAIN)
def modify_application(request: HttpRequest, code: str) -> HttpResponse:
    """Change an application's entry."""
    by = actor_of(request)
    resource = resources.get_application_resource(by, code)
    initial = {name: getattr(resource, name) for name in APPLICATION_FIELDS}
    form = ApplicationResourceForm(request.POST or None, initial=initial)
    return maintain(
        request,
        form,
        lambda values: actions.modify_application_resource(
            by, resource_id=resource.pk, **_ids(values)
        ),
        title=_("变更应用资源：%(name)s") % {"name": resource.name},
        back=reverse("directory:application_resource", args=[code]),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.RESOURCE_MAINTAIN)
def close_application(request: HttpRequest, code: str) -> HttpResponse:
    """Take an application out of the catalog."""
    by = actor_of(request)
    resource = resources.get_application_resource(by, code)
    return maintain_end(
        request,
        lambda on: actions.close_application_resource(by, resource_id=resource.pk, on=on),
        title=_("应用资源退出目录：%(name)s") % {"name": resource.name},
        back=reverse("directory:application_resource", args=[code]),
    )


def _ids(values: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in values.items() if name != "organization"}
    return {**rest, "organization_id": values["organization"].pk}
