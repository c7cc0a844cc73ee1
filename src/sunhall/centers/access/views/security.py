"""My security: password, second factors and sessions of one's own account."""

from urllib.parse import quote, urlencode

import segno
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import WrongPassword
from sunhall.centers.access.forms import ChangePasswordForm, SecondFactorForm
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules.browsers import browser_of
from sunhall.centers.access.views.adapters import client_address
from sunhall.centers.access.views.sessions import own_account
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, confirmation_required, permission_required

SECRET_KEY = "totp_secret"  # noqa: S105  where the session keeps it until it is proved


@require_safe
@permission_required(Permission.ACCOUNT_OWN)
def show(request: HttpRequest) -> HttpResponse:
    """Show what keeps one's own account safe."""
    by, account = actor_of(request), own_account(request)
    context = {
        "account": account,
        "has_password": account.has_usable_password(),
        "factors": queries.factors_of(account.pk),
        "sessions": [
            (one, browser_of(one.user_agent)) for one in queries.list_sessions(by, account.pk)
        ],
        "current": request.session.session_key,
        "consents": queries.list_consents(by),
    }
    return render(request, "access/security.html", context)


@sensitive_post_parameters("current", "password", "again")
@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_OWN)
def change_password(request: HttpRequest) -> HttpResponse:
    """Let somebody set another password; every other session of theirs ends."""
    by, form = actor_of(request), ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {key: form.cleaned_data[key] for key in ("current", "password")}
        try:
            account = actions.change_password(by, **values)
        except WrongPassword:
            login = own_account(request).login
            actions.note_failure(by, login=login, address=client_address(request))
            form.add_error("current", _("密码不对"))
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            key = request.session.session_key or ""
            actions.end_my_sessions(by, current=key)
            update_session_auth_hash(request, account)
            actions.follow_session(by, old=key, new=request.session.session_key or "")
            messages.success(request, _("密码已经更改，其他会话都已终止。"))
            return redirect("access:security")
    context = {"form": form, "title": _("更改密码")}
    return render(request, "access/own_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_OWN)
@confirmation_required
def add_authenticator_app(request: HttpRequest) -> HttpResponse:
    """Show the secret as a QR code, and take the first code as the proof that it was read."""
    if request.method == "GET" or SECRET_KEY not in request.session:
        request.session[SECRET_KEY] = generate_totp_secret()
    secret: str = request.session[SECRET_KEY]
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            actions.add_authenticator_app(actor_of(request), secret=secret, code=code)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[SECRET_KEY]
            messages.success(request, _("验证器已经启用，下次登录时会要验证码。"))
            return redirect("access:recovery_codes")
    issuer = _("阳光政务大厅")
    label = quote(f"{issuer}:{own_account(request).login}")
    address = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"
    context = {
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff"),
    }
    return render(request, "access/authenticator.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_OWN)
@confirmation_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes that are left, or make new ones."""
    by = actor_of(request)
    if request.method == "POST":
        actions.renew_recovery_codes(by)
        messages.success(request, _("恢复码已经换新，旧的全部作废。"))
        return redirect("access:recovery_codes")
    context = {"codes": queries.list_recovery_codes(by)}
    return render(request, "access/recovery_codes.html", context)


@require_POST
@permission_required(Permission.ACCOUNT_OWN)
@confirmation_required
def remove_factor(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Remove an authenticator app or a passkey."""
    actions.remove_factor(actor_of(request), factor_id=factor_id)
    messages.success(request, _("第二重验证已经移除。"))
    return redirect("access:security")


@require_POST
@permission_required(Permission.ACCOUNT_OWN)
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions; 0 ends all the others."""
    current = request.session.session_key or ""
    count = actions.end_my_sessions(
        actor_of(request), current=current, session_id=session_id or None
    )
    messages.success(request, _("已终止 %(count)s 个会话。") % {"count": count})
    return redirect("access:security")
