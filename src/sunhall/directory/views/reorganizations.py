"""Reorganizations: tried dry first, then carried out; and what has been carried out."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions
from sunhall.directory.forms import (
    DivisionMergeForm,
    DivisionsForm,
    MergeForm,
    RenameForm,
    SourceForm,
    SplitForm,
)
from sunhall.directory.models import Organization
from sunhall.directory.permissions import Permission
from sunhall.directory.queries import reorganizations
from sunhall.directory.rules.reorganizing import Part
from sunhall.kernel.actions import all_or_nothing
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, confirmation_required, permission_required

Values = dict[str, Any]


@require_safe
def list_all(request: HttpRequest) -> HttpResponse:
    """Show what has been reorganized, and lead to the acts."""
    by = actor_of(request)
    context = {
        "page": reorganizations.list_reorganizations(by, after=request.GET.get("after", "")),
        "may_reorganize": by.may(Permission.ORGANIZATION_REORGANIZE),
    }
    return render(request, "directory/reorganizations.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_REORGANIZE)
@confirmation_required
def rename(request: HttpRequest) -> HttpResponse:
    """Give an organization another name."""
    by = actor_of(request)
    initial = {"on": by.today, "organization": request.GET.get("organization")}
    form = RenameForm(request.POST or None, initial=initial)
    return _reorganize(
        request,
        form,
        lambda values: [],
        lambda values: actions.rename_organization(
            by, organization_id=values.pop("organization").pk, **values
        ),
        title=_("单位更名"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_REORGANIZE)
@confirmation_required
def merge(request: HttpRequest) -> HttpResponse:
    """Let an organization, existing or new, take over others."""
    by = actor_of(request)
    initial = {"on": by.today, "organizations": request.GET.getlist("organization")}
    form = MergeForm(request.POST or None, initial=initial)
    return _reorganize(
        request,
        form,
        lambda values: [
            Part(
                organization_id=one.pk,
                # A new organization is not there yet: what goes over is seen all the same
                successor_id=values["into"].pk if values["into"] else one.pk,
            )
            for one in values["organizations"]
        ],
        lambda values: _merge(by, values),
        title=_("单位合并"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_REORGANIZE)
@confirmation_required
def split(request: HttpRequest) -> HttpResponse:
    """Let an organization take over posts and matters of another."""
    by = actor_of(request)
    source = SourceForm(request.GET if "organization" in request.GET else None)
    if not source.is_valid():
        return _choose(request, source, _("职权划转"))
    organization: Organization = source.cleaned_data["organization"]
    choices = reorganizations.what_it_has(organization, by.today)
    form = SplitForm(
        request.POST or None,
        initial={"on": by.today},
        matters=[(one.code, f"{one.code} {one.name}") for one in choices.matters],
        posts=[(one.code, f"{one.code} {one.title}") for one in choices.posts],
    )
    return _reorganize(
        request,
        form,
        lambda values: [_part(organization, values)],
        lambda values: actions.split_organization(
            by,
            parts=[_part(organization, values)],
            on=values["on"],
            basis=values["basis"],
        ),
        title=_("职权划转：%(name)s") % {"name": organization.name},
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ORGANIZATION_REORGANIZE)
@confirmation_required
def merge_division(request: HttpRequest) -> HttpResponse:
    """Let a division become part of another, with its organizations."""
    by = actor_of(request)
    chosen = DivisionsForm(request.GET if "division" in request.GET else None)
    if not chosen.is_valid():
        return _choose(request, chosen, _("区划合并"))
    division, into = chosen.cleaned_data["division"], chosen.cleaned_data["into"]
    form = DivisionMergeForm(
        request.POST or None,
        initial={"on": by.today},
        division=division,
        into=into,
        proposed=reorganizations.counterparts(division, into, by.today),
    )
    return _reorganize(
        request,
        form,
        lambda values: [
            Part(organization_id=old, successor_id=new) for old, new in form.counterparts.items()
        ],
        lambda values: actions.merge_division(
            by,
            division_id=division.pk,
            into_id=into.pk,
            counterparts=form.counterparts,
            on=values["on"],
            basis=values["basis"],
        ),
        title=_("区划合并：%(name)s并入%(into)s") % {"name": division.name, "into": into.name},
    )


def _reorganize(
    request: HttpRequest,
    form: forms.Form,
    parts: Callable[[Values], Sequence[Part]],
    act: Callable[[Values], object],
    *,
    title: str,
) -> HttpResponse:
    """Show the form; once it is filled in, what would move; and on the second word carry out."""
    plan = None
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if "carry_out" not in request.POST:
            on: date = values["on"]
            plan = reorganizations.plan_parts(actor_of(request), parts(values), on)
        else:
            try:
                act(values)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("已办理：%(title)s") % {"title": title})
                return redirect("directory:reorganizations")
    context = {
        "form": form,
        "title": title,
        "plan": plan,
        "is_planned": plan is not None,
        "back": reverse("directory:reorganizations"),
    }
    status = 422 if form.errors else 200
    return render(request, "directory/reorganize.html", context, status=status)


def _choose(request: HttpRequest, form: forms.Form, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("directory:reorganizations")}
    status = 422 if form.errors else 200
    return render(request, "directory/choose_reorganized.html", context, status=status)


def _merge(by: Actor, values: Values) -> None:
    """Merge; a new organization is set up first, like the first of those it takes over."""
    olds, into = list(values["organizations"]), values["into"]
    with all_or_nothing(by):
        if into is None:
            into = actions.add_organization(
                by,
                code=values["new_code"],
                name=values["new_name"],
                division_id=olds[0].division_id,
                kind=olds[0].kind,
                domain_code=olds[0].domain_code,
                parent_id=olds[0].parent_id,
                valid_from=values["on"],
            )
        actions.merge_organizations(
            by,
            organization_ids=[one.pk for one in olds],
            into_id=into.pk,
            on=values["on"],
            basis=values["basis"],
        )


def _part(organization: Organization, values: Values) -> Part:
    return Part(
        organization_id=organization.pk,
        successor_id=values["successor"].pk,
        is_whole=False,
        post_codes=frozenset(values["posts"]),
        matter_codes=frozenset(values["matters"]),
    )
