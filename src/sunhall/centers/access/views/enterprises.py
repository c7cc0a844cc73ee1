"""An enterprise lets citizens act for it, and lets them go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.forms import AgentForm
from sunhall.centers.access.permissions import NAMES, Permission
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, confirmation_required, permission_required


@require_safe
@permission_required(Permission.AGENT_MAINTAIN)
def list_agents(request: HttpRequest) -> HttpResponse:
    """Show who may act for the enterprise, and who could once."""
    by = actor_of(request)
    names = {code.value: name for code, name in NAMES.items()}
    agents = [
        (agent, agent.is_valid_on(by.today), [names.get(scope, scope) for scope in agent.scopes])
        for agent in queries.list_agents(by)
    ]
    context = {"enterprise": queries.get_own_enterprise(by), "agents": agents, "by": by}
    return render(request, "access/agents.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.AGENT_MAINTAIN)
@confirmation_required
def add_agent(request: HttpRequest) -> HttpResponse:
    """Let a citizen act for the enterprise."""
    by = actor_of(request)
    form = AgentForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_agent(by, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("代理人已经加入，立即可以办事。"))
            return redirect("access:agents")
    context = {"form": form, "enterprise": queries.get_own_enterprise(by)}
    return render(request, "access/add_agent.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.AGENT_MAINTAIN)
@confirmation_required
def end_agent(request: HttpRequest, agent_id: int) -> HttpResponse:
    """Let an agent go, at once."""
    actions.end_agent(actor_of(request), agent_id=agent_id)
    messages.success(request, _("代理已经终止，立即生效。"))
    return redirect("access:agents")
