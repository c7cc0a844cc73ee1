"""Signing on, choosing a post, signing out."""

from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import WrongPassword
from sunhall.centers.access.forms import SignInForm
from sunhall.centers.access.models import Account
from sunhall.centers.access.views.actors import POST_KEY
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal
from sunhall.kernel.paging import read_key

HOME = "/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign on by password, or show whom the demonstration offers."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = queries.visitor(timezone.now())
        try:
            account = actions.sign_in(by, **form.cleaned_data)
        except WrongPassword as refusal:
            actions.note_failure(by, login=form.cleaned_data["login"])
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return open_session(request, account)
    demo_accounts = queries.list_demo_accounts(_actor(request)) if settings.SUNHALL_DEMO else []
    context = {"form": form, "demo_accounts": demo_accounts, "next": _next(request)}
    return render(request, "access/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_in_to_demo(request: HttpRequest, login: str) -> HttpResponse:
    """Sign on to a demonstration account by one click."""
    by = queries.visitor(timezone.now())
    account = actions.sign_in_to_demo(by, login=login, is_demo_city=settings.SUNHALL_DEMO)
    return open_session(request, account)


@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """Let someone with several posts choose the one to act in."""
    by = _actor(request)
    if by.is_visitor:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        account_id = cast(Account, request.user).pk
        wanted = read_key(request.POST.get("post")) or 0
        request.session[POST_KEY] = actions.choose_post(by, account_id=account_id, post_id=wanted)
        return redirect(_next(request) or HOME)
    context = {"holdings": queries.list_my_posts(by), "next": _next(request)}
    return render(request, "access/choose_post.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and go home."""
    if not _actor(request).is_visitor:
        actions.sign_out(_actor(request), account_id=cast(Account, request.user).pk)
    logout(request)
    return redirect(HOME)


def open_session(request: HttpRequest, account: Account) -> HttpResponse:
    """Open a session for an account and go on, by way of a choice where there are several posts."""
    login(request, account, backend=BACKEND)
    going_to = _next(request) or HOME
    if queries.holds_several_posts(account, timezone.localdate()):
        return redirect(f"{reverse('access:choose_post')}?{urlencode({'next': going_to})}")
    return redirect(going_to)


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, cast(Any, request).actor)


def _next(request: HttpRequest) -> str:
    """Return where to go afterwards, if it is inside the city."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_inside = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_inside else ""
