"""Signing on, choosing whom to act as, signing out."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import ActivationRefused, WrongPassword, WrongSecondFactor
from sunhall.centers.access.forms import ActivationForm, SecondFactorForm, SignInForm
from sunhall.centers.access.models import Account
from sunhall.centers.access.rules import strength
from sunhall.centers.access.views.actors import ENTERPRISE_KEY, POST_KEY
from sunhall.centers.access.views.adapters import client_address
from sunhall.centers.access.views.leading_back import leads_back
from sunhall.centers.access.views.sessions import (
    HOME,
    await_second_factor,
    next_of,
    open_session,
    own_account,
    pending_account,
)
from sunhall.kernel.errors import Refusal
from sunhall.kernel.paging import read_key
from sunhall.kernel.row_security import begin
from sunhall.kernel.views import actor_of


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@leads_back
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign on by password, or show whom the demonstration offers."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, address = queries.visitor(timezone.now()), client_address(request)
        begin()
        try:
            account = actions.sign_in(by, **form.cleaned_data, address=address)
        except WrongPassword as refusal:
            actions.note_failure(by, login=form.cleaned_data["login"], address=address)
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if queries.has_second_factor(account.pk):
                return await_second_factor(request, account)
            return open_session(request, account, (strength.PASSWORD,))
    demo_accounts = queries.list_demo_accounts(actor_of(request)) if settings.SUNHALL_DEMO else []
    context = {"form": form, "demo_accounts": demo_accounts, "next": next_of(request)}
    return render(request, "access/sign_in.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@leads_back
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask whoever knew the password for their second factor."""
    account_id = pending_account(request)
    if account_id is None:
        going_to = next_of(request) or HOME
        is_over = actor_of(request).is_visitor
        return redirect_to_login(going_to) if is_over else redirect(going_to)
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, address = queries.visitor(timezone.now()), client_address(request)
        code = form.cleaned_data["code"]
        try:
            method = actions.prove_second_factor(
                by, account_id=account_id, code=code, address=address
            )
        except WrongSecondFactor as refusal:
            login = Account.objects.get(pk=account_id).login
            actions.note_failure(by, login=login, address=address)
            form.add_error("code", str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            account = Account.objects.get(pk=account_id)
            return open_session(request, account, (strength.PASSWORD, method))
    context = {"form": form, "next": next_of(request)}
    return render(request, "access/second_factor.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Set a password with the code that was handed out in person, and sign on."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, address = queries.visitor(timezone.now()), client_address(request)
        values = {key: form.cleaned_data[key] for key in ("login", "code", "password")}
        try:
            account = actions.activate(by, **values, address=address)
        except ActivationRefused as refusal:
            actions.note_failure(by, login=values["login"], address=address)
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            if queries.has_second_factor(account.pk):
                return await_second_factor(request, account)
            return open_session(request, account, (strength.PASSWORD,))
    return render(
        request, "access/activate.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
def sign_in_to_demo(request: HttpRequest, login: str) -> HttpResponse:
    """Sign on to a demonstration account by one click."""
    by = queries.visitor(timezone.now())
    account = actions.sign_in_to_demo(by, login=login, is_demo_city=settings.SUNHALL_DEMO)
    return open_session(request, account, (strength.DEMO,))


@require_http_methods(["GET", "POST"])
@leads_back
def choose_post(request: HttpRequest) -> HttpResponse:
    """Let someone with several posts choose the one to act in, and a citizen for whom to act."""
    by = actor_of(request)
    if by.is_visitor:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST" and "enterprise" in request.POST:
        wanted = read_key(request.POST["enterprise"]) or None
        request.session[ENTERPRISE_KEY] = actions.choose_enterprise(by, enterprise_id=wanted)
        return redirect(next_of(request) or HOME)
    if request.method == "POST":
        post_id = read_key(request.POST.get("post")) or 0
        account_id = own_account(request).pk
        request.session[POST_KEY] = actions.choose_post(by, account_id=account_id, post_id=post_id)
        return redirect(next_of(request) or HOME)
    context = {
        "holdings": queries.list_my_posts(by),
        "agencies": queries.list_my_agencies(by),
        "next": next_of(request),
    }
    return render(request, "access/choose_post.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and go home."""
    by = actor_of(request)
    if not by.is_visitor:
        key = request.session.session_key or ""
        actions.sign_out(by, account_id=own_account(request).pk, session_key=key)
    logout(request)
    response = redirect(HOME)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
