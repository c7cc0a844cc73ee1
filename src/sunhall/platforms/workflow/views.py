"""The workbench's pages of flows: what is in use, how it looks, and the way in for a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.kernel.views import actor_of, permission_required
from sunhall.platforms.workflow import actions, queries
from sunhall.platforms.workflow.errors import FlowUnsound
from sunhall.platforms.workflow.forms import FlowForm
from sunhall.platforms.workflow.permissions import Permission
from sunhall.platforms.workflow.queries.flows import check_file
from sunhall.platforms.workflow.rules.drawing import Shape, shapes_of
from sunhall.platforms.workflow.rules.findings import Finding
from sunhall.platforms.workflow.rules.graph import Graph
from sunhall.platforms.workflow.rules.layout import lay_out


@require_safe
@permission_required(Permission.FLOW_DRAW)
def flows(request: HttpRequest) -> HttpResponse:
    """List the flows in use."""
    by = actor_of(request)
    context = {
        "flows": queries.list_definitions(by),
        "may_deploy": by.may(Permission.FLOW_DEPLOY),
    }
    return render(request, "workflow/flows.html", context)


@require_safe
@permission_required(Permission.FLOW_DRAW)
def flow(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Show a version of a flow: its picture, its steps, its other versions."""
    by = actor_of(request)
    definition = queries.get_definition(by, key, version)
    graph = queries.flow_of(definition.pk).graph
    context = {"definition": definition, "versions": queries.list_versions(by, key)}
    return render(request, "workflow/flow.html", context | _picture(graph))


@require_safe
@permission_required(Permission.FLOW_DRAW)
def file(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Send a version's file, byte for byte."""
    definition = queries.get_definition(actor_of(request), key, version)
    return HttpResponse(
        definition.xml.encode(),
        content_type="application/xml",
        headers={"Content-Disposition": f'attachment; filename="{key}-{version}.bpmn"'},
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.FLOW_DRAW)
def check(request: HttpRequest) -> HttpResponse:
    """Check a file, name every defect with its element, and put it to use if asked to."""
    by = actor_of(request)
    form = FlowForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "may_deploy": by.may(Permission.FLOW_DEPLOY)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "workflow/check.html", context, status=status)
    try:
        if "deploy" in request.POST:
            made = actions.deploy(by, xml=form.cleaned_data["file"])
            messages.success(request, _("流程已部署。"))
            return redirect("workflow:flow", made.key, made.version)
        drawn = check_file(form.cleaned_data["file"])
        context |= {"is_checked": True, "findings": [_told(one) for one in drawn.findings]}
        context |= {} if drawn.findings else _picture(drawn.graph)
    except FlowUnsound as unsound:
        findings = [one for one in unsound.findings if isinstance(one, Finding)]
        context |= {"is_checked": True, "findings": [_told(one) for one in findings]}
    return render(request, "workflow/check.html", context)


def _told(finding: Finding) -> dict[str, str]:
    """Return a finding in the reader's language."""
    params = {name: _(value) if value else "" for name, value in finding.params.items()}
    words = _(finding.template) % params if params else _(finding.template)
    return {"element": finding.element, "label": finding.label, "words": words}


def _picture(graph: Graph) -> dict[str, Any]:
    plan = lay_out(graph)
    width, height = plan.size
    shapes: list[Shape] = shapes_of(graph, plan)
    lines = [" ".join(f"{x},{y}" for x, y in points) for points in plan.lines.values()]
    return {
        "graph": graph,
        "shapes": shapes,
        "lines": lines,
        "width": width,
        "height": height,
        "steps": [one for one in shapes if one.is_step],
    }
