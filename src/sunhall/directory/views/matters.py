"""The list of powers and services: search, one matter with its history, and the acts on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.directory import actions, queries
from sunhall.directory.choices import MatterKind
from sunhall.directory.forms import BasisFormSet, MatterForm, NewMatterForm, read_draft
from sunhall.directory.models import Matter
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.drafts import MatterDraft
from sunhall.directory.views.history import tell
from sunhall.directory.views.maintain import maintain_end
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.views import actor_of, permission_required

FILTERS = ("organization", "law", "kind")
FIELDS = ("name", "kind", "level", "task_code", "keywords")
BASIS_FIELDS = ("law", "article", "year", "role", "certainty", "source", "gist")


@require_safe
def list_matters(request: HttpRequest) -> HttpResponse:
    """Search the matters of today."""
    by = actor_of(request)
    query, after = request.GET.get("q", ""), request.GET.get("after", "")
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    organizations = queries.list_organization_names(by)
    laws = queries.list_laws(by, organization=chosen["organization"])
    page = queries.list_matters(
        by,
        query=query,
        organization=chosen["organization"],
        law=chosen["law"],
        kind=chosen["kind"],
        after=after,
    )
    context = {
        "page": page,
        "query": query,
        "after": after,
        "chosen": chosen,
        "filters": _filters(request, query, chosen, organizations),
        "organizations": organizations.items(),
        "laws": laws,
        "kinds": MatterKind.choices,
        "may_maintain": by.may(Permission.MATTER_MAINTAIN),
    }
    return render(request, "directory/matters.html", context)


def _filters(
    request: HttpRequest, query: str, chosen: dict[str, str], organizations: dict[str, str]
) -> list[dict[str, Any]]:
    """Return what narrows the list now, each with the address that lifts it."""
    labels = {
        "q": _("“%(words)s”") % {"words": query},
        "kind": dict(MatterKind.choices).get(chosen["kind"], chosen["kind"]),
        "organization": organizations.get(chosen["organization"], chosen["organization"]),
        "law": _("《%(law)s》") % {"law": chosen["law"]},
    }
    given = {"q": query, **chosen}
    return [
        {"label": label, "url": _without(request, name), "current": True}
        for name, label in labels.items()
        if given[name]
    ]


def _without(request: HttpRequest, name: str) -> str:
    parameters = request.GET.copy()
    for one in (name, "after"):
        parameters.pop(one, None)
    return f"?{parameters.urlencode()}"


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show one matter; its history to those who maintain it."""
    by = actor_of(request)
    matter = queries.get_matter(by, code)
    may_maintain = by.may(Permission.MATTER_MAINTAIN)
    context = {
        "matter": matter,
        "history": tell(queries.history_of_matter(by, matter.pk)) if may_maintain else [],
        "may_maintain": may_maintain,
    }
    return render(request, "directory/matter.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MATTER_MAINTAIN)
def add(request: HttpRequest) -> HttpResponse:
    """Register a matter."""
    by = actor_of(request)
    form = NewMatterForm(request.POST or None, initial={"valid_from": by.today})
    bases = BasisFormSet(request.POST or None, prefix="bases")

    def act(draft: MatterDraft) -> Matter:
        return actions.register_matter(by, draft)

    return _maintain(request, form, bases, act, title=_("登记事项"))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MATTER_MAINTAIN)
def modify(request: HttpRequest, code: str) -> HttpResponse:
    """Change a matter and its legal bases."""
    by = actor_of(request)
    matter = queries.get_matter(by, code)
    initial = {name: getattr(matter, name) for name in FIELDS}
    form = MatterForm(
        request.POST or None, initial=initial | {"organization": matter.organization.code}
    )
    current = [
        {name: getattr(basis, name) for name in BASIS_FIELDS} for basis in matter.legal_bases.open()
    ]
    bases = BasisFormSet(request.POST or None, initial=current, prefix="bases")

    def act(draft: MatterDraft) -> Matter:
        return actions.modify_matter(by, matter_id=matter.pk, draft=draft)

    return _maintain(
        request, form, bases, act, title=_("变更事项：%(name)s") % {"name": matter.name}, code=code
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MATTER_MAINTAIN)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End a matter."""
    by = actor_of(request)
    matter = queries.get_matter(by, code)
    return maintain_end(
        request,
        lambda on: actions.close_matter(by, matter_id=matter.pk, on=on),
        title=_("取消事项：%(name)s") % {"name": matter.name},
        back=reverse("directory:matter", args=[code]),
    )


def _maintain(
    request: HttpRequest,
    form: forms.Form,
    bases: BaseFormSet,
    act: Any,
    *,
    title: str,
    code: str = "",
) -> HttpResponse:
    """Show the form and its legal bases; when filled in, act; when refused, say why on the form."""
    if request.method == "POST" and form.is_valid() and bases.is_valid():
        values = form.cleaned_data
        draft = read_draft(code or values["code"], values, bases.cleaned_data)
        try:
            act(draft)
        except (Refusal, NotFound) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已办理：%(title)s") % {"title": title})
            return redirect("directory:matter", draft.code)
    back = reverse("directory:matter", args=[code]) if code else reverse("directory:matters")
    context = {"form": form, "bases": bases, "title": title, "back": back}
    status = 422 if form.errors or bases.total_error_count() else 200
    return render(request, "directory/maintain_matter.html", context, status=status)
