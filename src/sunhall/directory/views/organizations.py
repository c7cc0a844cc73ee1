"""Organizations: the tree, one of them, and the acts on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions, queries
from sunhall.directory.forms import NewOrganizationForm, OrganizationForm
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.reorganizations import fate_of
from sunhall.directory.views.history import tell
from sunhall.directory.views.maintain import chosen_day, maintain, maintain_end
from sunhall.kernel.journal import history_of
from sunhall.kernel.views import actor_of, permission_required

FIELDS = ("name", "short_name", "kind", "credit_code", "domain_code")


@require_safe
def show_tree(request: HttpRequest) -> HttpResponse:
    """Show the organizations of a day as a tree."""
    by = actor_of(request)
    form, day = chosen_day(request)
    context = {
        "form": form,
        "day": day,
        "branches": queries.organization_tree(by, day),
        "may_maintain": by.may(Permission.ORGANIZATION_MAINTAIN),
    }
    return render(request, "directory/organizations.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one organization; who holds its posts only to those who may see persons."""
    by = actor_of(request)
    organization = queries.get_organization(by, code)
    may_see_persons = by.may(Permission.PERSON_VIEW)
    may_maintain = by.may(Permission.ORGANIZATION_MAINTAIN)
    context = {
        "organization": organization,
        "subordinates": queries.list_subordinates(by, organization.pk),
        "matters": queries.list_matters(by, organization=code),
        "posts": queries.list_posts(by, organization.pk) if may_see_persons else [],
        "history": tell(history_of("directory.organization", organization.pk))
        if may_maintain
        else [],
        "fate": fate_of(organization),
        "may_reorganize": by.may(Permission.ORGANIZATION_REORGANIZE),
        "may_see_persons": may_see_persons,
        "may_maintain": may_maintain,
        "may_maintain_posts": by.may(Permission.PERSON_MAINTAIN),
    }
    return render(request, "directory/organization.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_MAINTAIN)
def add(request: HttpRequest) -> HttpResponse:
    """Set up an organization."""
    by = actor_of(request)
    form = NewOrganizationForm(request.POST or None, initial={"valid_from": by.today})
    return maintain(
        request,
        form,
        lambda values: actions.add_organization(by, **_ids(values)),
        title=_("增加单位"),
        back=reverse("directory:organizations"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_MAINTAIN)
def modify(request: HttpRequest, code: str) -> HttpResponse:
    """Rename or move an organization."""
    by = actor_of(request)
    organization = queries.get_organization(by, code)
    initial = {name: getattr(organization, name) for name in FIELDS}
    form = OrganizationForm(request.POST or None, initial=initial | {"parent": organization.parent})
    return maintain(
        request,
        form,
        lambda values: actions.modify_organization(
            by, organization_id=organization.pk, **_ids(values)
        ),
        title=_("变更单位：%(name)s") % {"name": organization.name},
        back=reverse("directory:organization", args=[code]),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_MAINTAIN)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Dissolve an organization."""
    by = actor_of(request)
    organization = queries.get_organization(by, code)
    return maintain_end(
        request,
        lambda on: actions.close_organization(by, organization_id=organization.pk, on=on),
        title=_("撤销单位：%(name)s") % {"name": organization.name},
        back=reverse("directory:organization", args=[code]),
    )


def _ids(values: dict[str, Any]) -> dict[str, Any]:
    """Return the form's values with the keys of what was chosen instead of the things."""
    chosen = {
        f"{name}_id": values[name].pk if values[name] else None
        for name in ("parent", "division")
        if name in values
    }
    return {name: value for name, value in values.items() if f"{name}_id" not in chosen} | chosen
