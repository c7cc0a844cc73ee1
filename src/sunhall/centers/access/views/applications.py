"""Applications are registered, given secrets and switched; people see whom they let in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.forms import ApplicationForm
from sunhall.centers.access.permissions import Permission
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.hooks import permission_names
from sunhall.kernel.journal import history_of
from sunhall.kernel.views import actor_of, confirmation_required, permission_required

ZONES = {"intranet": gettext_lazy("内网"), "government": gettext_lazy("政务外网")}


@require_safe
@permission_required(Permission.APPLICATION_MAINTAIN)
def list_applications(request: HttpRequest) -> HttpResponse:
    """List the applications that sign people on with the city."""
    context = {"applications": queries.list_applications(actor_of(request))}
    return render(request, "access/applications.html", context)


@require_safe
@permission_required(Permission.APPLICATION_MAINTAIN)
def show(request: HttpRequest, client_id: str) -> HttpResponse:
    """Show an application: where it may lead, what it may know and do."""
    application = queries.get_application(client_id)
    context = {
        "application": application,
        "zones": [
            (zone, zone in application.zones, ZONES.get(zone, zone), networks)
            for zone, networks in settings.SUNHALL_ZONES.items()
        ],
        "permissions": [permission_names.get(code, code) for code in application.permissions],
        "history": history_of("access.application", application.pk, limit=30),
    }
    return render(request, "access/application.html", context)


@require_POST
@permission_required(Permission.APPLICATION_MAINTAIN)
@confirmation_required
def bind(request: HttpRequest, client_id: str) -> HttpResponse:
    """Bind an application to the zones it may call from."""
    application = queries.get_application(client_id)
    zones = request.POST.getlist("zones")
    actions.bind_application(actor_of(request), application_id=application.pk, zones=zones)
    messages.success(request, _("已限定，马上生效"))
    return redirect("access:application", client_id)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.APPLICATION_MAINTAIN)
@confirmation_required
def register(request: HttpRequest) -> HttpResponse:
    """Register an application, and show its secret once."""
    form = ApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            application, secret = actions.register_application(
                actor_of(request), **form.cleaned_data
            )
        except (Refusal, NotFound) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _show_secret(request, application, secret)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "access/register_application.html", context, status=status)


@require_POST
@permission_required(Permission.APPLICATION_MAINTAIN)
@confirmation_required
def renew_secret(request: HttpRequest, client_id: str) -> HttpResponse:
    """Give an application a new secret, and show it once."""
    application = queries.get_application(client_id)
    secret = actions.renew_secret(actor_of(request), application_id=application.pk)
    return _show_secret(request, application, secret)


@require_POST
@permission_required(Permission.APPLICATION_MAINTAIN)
@confirmation_required
def switch(request: HttpRequest, client_id: str) -> HttpResponse:
    """Disable an application, or enable it again."""
    application = queries.get_application(client_id)
    is_active = request.POST.get("active") == "1"
    actions.switch_application(
        actor_of(request), application_id=application.pk, is_active=is_active
    )
    messages.success(request, _("已办理，并记入日志。"))
    return redirect("access:application", client_id)


@require_POST
@permission_required(Permission.ACCOUNT_OWN)
def withdraw(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Take back what one has agreed to."""
    actions.withdraw_consent(actor_of(request), consent_id=consent_id)
    messages.success(request, _("已撤回，应用不能再获取您的信息。"))
    return redirect("access:security")


def _show_secret(request: HttpRequest, application: Any, secret: str) -> HttpResponse:
    context = {"application": application, "secret": secret}
    return render(request, "access/secret.html", context)
