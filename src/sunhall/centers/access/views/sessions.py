"""Opening a session, once somebody has proved to be who they are."""

from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sunhall.centers.access import actions, queries
from sunhall.centers.access.models import Account
from sunhall.centers.access.rules.strength import is_strong
from sunhall.centers.access.views.actors import METHODS_KEY, SEEN_KEY
from sunhall.centers.access.views.adapters import client_address
from sunhall.kernel.views import PROVED_KEY

HOME = "/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING_KEY = "pending"
PENDING_SECONDS = 5 * 60
LIFETIME = timedelta(hours=12)
"""After this everyone signs on anew, however busy the session was."""


def open_session(
    request: HttpRequest, account: Account, methods: tuple[str, ...], *, serial: str = ""
) -> HttpResponse:
    """Sign an account on by the methods that were proved, under a new session key."""
    going_to = next_of(request) or HOME
    request.session.pop(PENDING_KEY, None)
    login(request, account, backend=BACKEND)
    moment = timezone.now()
    request.session[METHODS_KEY] = list(methods)
    request.session[SEEN_KEY] = int(moment.timestamp())
    request.session.set_expiry(moment + LIFETIME)
    actions.note_session(
        queries.visitor(moment),
        account_id=account.pk,
        session_key=request.session.session_key or "",
        methods=methods,
        address=client_address(request),
        agent=request.headers.get("User-Agent", ""),
        serial=serial,
    )
    choice = queries.choice_of(account, moment)
    today = timezone.localdate(moment)
    if not is_strong(methods) and queries.needs_second_factor(choice.post_id, today):
        messages.warning(request, _("您的岗位要求以第二重验证登录，在此之前一部分权限不起作用。"))
        return redirect("access:security")
    if choice.is_open:
        return redirect(f"{reverse('access:choose_post')}?{urlencode({'next': going_to})}")
    return redirect(going_to)


def await_second_factor(request: HttpRequest, account: Account) -> HttpResponse:
    """Remember for five minutes whose password was right, and ask for the second factor."""
    request.session[PENDING_KEY] = {"account": account.pk, "at": int(timezone.now().timestamp())}
    going_to = urlencode({"next": next_of(request)})
    return redirect(f"{reverse('access:second_factor')}?{going_to}")


def pending_account(request: HttpRequest) -> int | None:
    """Return the account whose password was right a moment ago, if one is awaited."""
    pending: dict[str, int] = request.session.get(PENDING_KEY, {})
    age = timezone.now().timestamp() - pending.get("at", 0)
    return pending.get("account") if age < PENDING_SECONDS else None


@receiver(user_logged_in)
def note_proof(sender: Any, request: HttpRequest, **_signal: Any) -> None:
    """Remember in the session that its owner has just proved to be who they are."""
    request.session[PROVED_KEY] = int(timezone.now().timestamp())


def own_account(request: HttpRequest) -> Account:
    """Return the account that has signed on."""
    return cast(Account, request.user)


def next_of(request: HttpRequest) -> str:
    """Return where to go afterwards, if it is inside the city."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_inside = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_inside else ""
