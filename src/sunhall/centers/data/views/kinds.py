"""Kinds and templates: one drafts, another publishes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.centers.data import actions, forms, queries
from sunhall.centers.data.models import LicenseKind, LicenseTemplate
from sunhall.centers.data.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of, permission_required

for_issuers = permission_required(Permission.LICENSE_ISSUE)
for_drafters = permission_required(Permission.KIND_DRAFT)
PREFIX = "elements"


@require_http_methods(["GET", "HEAD"])
@for_issuers
def list_kinds(request: HttpRequest) -> HttpResponse:
    """List every kind with the template of today, and its draft."""
    by = actor_of(request)
    rows = [
        {
            "kind": kind,
            "current": next((t for t in kind.templates.all() if t.is_current(by.today)), None),
            "draft": next((t for t in kind.templates.all() if not t.is_published), None),
        }
        for kind in queries.list_kinds(by)
    ]
    context = {"rows": rows, "may_draft": by.may(Permission.KIND_DRAFT)}
    return render(request, "data/kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafters
@once
def define(request: HttpRequest) -> HttpResponse:
    """Define a kind by drafting its first template."""
    posted = request.POST or None
    form = forms.KindForm(posted)
    template = forms.TemplateForm(posted)
    rows = forms.ElementRows(posted, prefix=PREFIX)
    status = 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid(), template.is_valid(), rows.is_valid()]):
            try:
                draft = actions.define_kind(
                    actor_of(request),
                    elements=forms.elements_given(rows),
                    **form.cleaned_data,
                    **template.cleaned_data,
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("草稿已保存，请另一人复核发布。"))
                return redirect("data:kind", draft.kind.code)
    context = {"form": form, "template": template, "rows": rows}
    return render(request, "data/define.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_issuers
@once
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """Show a kind with its templates; draft the next one.

    Raises:
        Forbidden: whoever drafts may not.
    """
    by = actor_of(request)
    found = queries.get_kind(by, code)
    if request.method != "POST":
        return _page(request, found)
    if not by.may(Permission.KIND_DRAFT):
        raise Forbidden(Permission.KIND_DRAFT)
    form = forms.TemplateForm(request.POST)
    rows = forms.ElementRows(request.POST, prefix=PREFIX)
    status = 422
    if form.is_valid() and rows.is_valid():
        try:
            actions.draft_template(
                by, kind_id=found.pk, elements=forms.elements_given(rows), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("草稿已保存，请另一人复核发布。"))
            return redirect("data:kind", code)
    return _page(request, found, form=form, rows=rows, status=status)


@require_POST
@for_issuers
@once
def act(request: HttpRequest, template_id: int, act: str) -> HttpResponse:
    """Publish a draft, or drop it.

    Raises:
        Forbidden: whoever publishes may not.
    """
    by = actor_of(request)
    template = queries.get_template(by, template_id)
    code = template.kind.code
    if act == "drop":
        actions.drop_draft(by, template_id=template_id)
        messages.success(request, _("草稿已放弃。"))
        return redirect("data:kind" if template.version > 1 else "data:kinds", *_args(template))
    if act != "publish":
        raise Http404
    if not by.may(Permission.KIND_PUBLISH):
        raise Forbidden(Permission.KIND_PUBLISH)
    form = forms.PublishForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            actions.publish_template(by, template_id=template_id, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("模板已发布。"))
            return redirect("data:kind", code)
    return _page(request, template.kind, publish=form, status=status)


def _args(template: LicenseTemplate) -> list[str]:
    return [template.kind.code] if template.version > 1 else []


def _page(
    request: HttpRequest,
    found: LicenseKind,
    *,
    form: forms.TemplateForm | None = None,
    rows: Any = None,
    publish: forms.PublishForm | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_of(request)
    templates = list(found.templates.order_by("-version"))
    draft = next((one for one in templates if not one.is_published), None)
    context = {
        "kind": found,
        "templates": templates,
        "draft": draft,
        "may_draft": by.may(Permission.KIND_DRAFT) and draft is None,
        "may_drop": by.may(Permission.KIND_DRAFT) and draft is not None,
        "may_publish": by.may(Permission.KIND_PUBLISH) and draft is not None,
        "form": form or _first_form(templates),
        "rows": rows or _first_rows(by, templates),
        "publish": publish or forms.PublishForm(initial={"valid_from": by.today}),
    }
    return render(request, "data/kind.html", context, status=status)


def _first_form(templates: list[LicenseTemplate]) -> forms.TemplateForm:
    last = templates[0] if templates else None
    if last is None:
        return forms.TemplateForm()
    return forms.TemplateForm(
        initial={"validity_years": last.validity_years, "is_inspected": last.is_inspected}
    )


def _first_rows(by: Actor, templates: list[LicenseTemplate]) -> Any:
    """Return the rows of the last template, to begin the next with."""
    elements = templates[0].fields if templates else ()
    known = [{**one.as_json(), "choices": ",".join(one.choices)} for one in elements]
    return forms.ElementRows(initial=known, prefix=PREFIX)
