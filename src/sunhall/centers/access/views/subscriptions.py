"""The subscriptions to the directory, for administrators; and the feed, for applications."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions
from sunhall.centers.access.actions.subscriptions import CHANGE_TOPIC
from sunhall.centers.access.forms import SubscriptionForm
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries import subscriptions
from sunhall.centers.access.views.oidc.requests import issuer_of
from sunhall.kernel.errors import Refusal
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required


@require_safe
@permission_required(Permission.APPLICATION_MAINTAIN)
def list_all(request: HttpRequest) -> HttpResponse:
    """Show who follows the directory, how far they have been told, and what fails."""
    followings = subscriptions.list_subscriptions(actor_of(request), CHANGE_TOPIC)
    return render(request, "access/subscriptions.html", {"followings": followings})


@require_http_methods(["GET", "POST"])
@permission_required(Permission.APPLICATION_MAINTAIN)
def add(request: HttpRequest) -> HttpResponse:
    """Let an application follow the directory."""
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.subscribe_to_directory(
                actor_of(request),
                application_id=values["application"].pk,
                topics=values["topics"],
                address=values["address"],
                issuer=issuer_of(request),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已订阅"))
            return redirect("access:subscriptions")
    status = 422 if form.errors else 200
    return render(request, "access/subscribe.html", {"form": form}, status=status)


@require_POST
@permission_required(Permission.APPLICATION_MAINTAIN)
def end(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Let an application no longer follow the directory."""
    actions.end_subscription(actor_of(request), subscription_id=subscription_id)
    messages.success(request, _("已退订"))
    return redirect("access:subscriptions")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Tell an application what has changed since; it asks again with `next`."""
    by = actor_of(request)
    if by.application_id is None:
        response = JsonResponse({"error": "a bearer token is needed"}, status=401)
        response["WWW-Authenticate"] = 'Bearer realm="directory"'
        return response
    subscription = subscriptions.subscription_of(by)
    if subscription is None or not by.may(Permission.SCIM_READ):
        return JsonResponse({"error": "no subscription"}, status=403)
    text = request.GET.get("after", "")
    after = read_key(text)
    if text and after is None:
        return JsonResponse({"error": "after is a number"}, status=400)
    found = subscriptions.read_changes(subscription, -1 if after is None else after)
    return JsonResponse(
        {"changes": found.changes, "next": max(found.last, 0), "isAll": found.is_all}
    )
