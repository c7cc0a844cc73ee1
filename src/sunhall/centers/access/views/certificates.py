"""One's own certificates, and the desk of the officer who looks after everyone's."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import CertificateStatus, Profile, RevocationReason
from sunhall.centers.access.forms import CertificateRequestForm, RefuseForm, RevokeForm
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.events import event_words
from sunhall.kernel.journal import history_of
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

TONES = {"good": "jade", "suspended": "sun", "revoked": "coral"}


@require_safe
@permission_required(Permission.CERTIFICATE_OWN)
def list_mine(request: HttpRequest) -> HttpResponse:
    """Show one's own certificates and requests."""
    by = actor_of(request)
    context = {
        "certificates": [shown(row, by) for row in queries.list_my_certificates(by)],
        "requests": queries.list_my_requests(by),
        "may_request": queries.profile_for(by) is not None,
        "may_sign": bool(queries.list_signing_certificates(by)),
    }
    return render(request, "access/certificates.html", context)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
@permission_required(Permission.CERTIFICATE_OWN)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a certificate; `?renews=` names the one it shall replace."""
    by = actor_of(request)
    renews_id = read_key(request.GET.get("renews"))
    form = CertificateRequestForm(*sent(request))

    def act(values: dict[str, Any]) -> object:
        if values["request"]:
            content = values["request"].read(64 * 1024)
            return actions.request_certificate(by, request=content, renews_id=renews_id)
        return actions.request_kept_certificate(
            by, passphrase=values["passphrase"], renews_id=renews_id
        )

    done = acted(form, act) if request.method == "POST" else False
    if done:
        messages.success(request, _("已提交申请，等待另一位工作人员审批"))
        return redirect("access:certificates")
    profile = queries.profile_for(by)
    context = {
        "form": form,
        "subject": queries.subject_for(by) if profile else None,
        "profile": profile,
        "is_renewal": renews_id is not None,
    }
    status = 422 if form.errors else 200
    return render(request, "access/certificate_request.html", context, status=status)


@require_safe
@permission_required(Permission.CERTIFICATE_OWN)
def show(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Show a certificate and what has become of it."""
    by = actor_of(request)
    row = queries.get_certificate(by, certificate_id)
    context = {
        **shown(row, by),
        "steps": list(_steps(by, row)),
        "revoke_form": RevokeForm(),
        "history": [
            {"at": entry.at, "words": event_words(entry.event)}
            for entry in history_of("access.certificate", row.pk)
        ],
        "may_renew": row.account_id == by.account_id and row.status != CertificateStatus.REVOKED,
    }
    return render(request, "access/certificate.html", context)


@require_safe
@permission_required(Permission.CERTIFICATE_OWN)
def download(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Give a certificate as a file."""
    row = queries.get_certificate(actor_of(request), certificate_id)
    response = HttpResponse(bytes(row.der), content_type="application/pkix-cert")
    response["Content-Disposition"] = f'attachment; filename="{row.serial}.crt"'
    return response


@require_POST
@permission_required(Permission.CERTIFICATE_OWN)
def change(request: HttpRequest, certificate_id: int, step: str) -> HttpResponse:
    """Suspend, resume or revoke a certificate."""
    by = actor_of(request)
    row = queries.get_certificate(by, certificate_id)
    act = dict(_steps(by, row)).get(step)
    if act is None:
        raise NotFound(_("步骤"), step)
    reason = RevocationReason.UNSPECIFIED
    if step == "revoke":
        form = RevokeForm(request.POST)
        if form.is_valid():
            reason = RevocationReason(form.cleaned_data["reason"])
    act(reason)
    messages.success(request, _("已办理，吊销列表和状态应答已同步更新"))
    return redirect("access:certificate", certificate_id)


@require_safe
@permission_required(Permission.CERTIFICATE_ADMINISTER)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, and every certificate."""
    by = actor_of(request)
    words, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    page = queries.list_certificates(words, status, read_key(request.GET.get("after")))
    context = {
        "requests": queries.list_requests(by),
        "certificates": [shown(row, by) for row in page.items],
        "next": page.next,
        "query": words,
        "chips": _chips(status),
        "refuse_form": RefuseForm(),
    }
    return render(request, "access/certificate_desk.html", context)


@require_POST
@permission_required(Permission.CERTIFICATE_ADMINISTER)
def decide(request: HttpRequest, request_id: int, answer: str) -> HttpResponse:
    """Grant a request, or turn it down with a reason."""
    by = actor_of(request)
    if answer == "approve":
        row = actions.approve_request(by, request_id=request_id)
        messages.success(request, _("已签发证书"))
        return redirect("access:certificate", row.pk)
    if answer != "refuse":
        raise NotFound(_("步骤"), answer)
    form = RefuseForm(request.POST)
    if form.is_valid():
        actions.refuse_request(by, request_id=request_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("已退回申请"))
    else:
        messages.error(request, _("请写明不批准的理由"))
    return redirect("access:certificate_desk")


def shown(row: Certificate, by: Actor) -> dict[str, Any]:
    """Return a certificate with its status as people see it."""
    is_over = row.status == CertificateStatus.GOOD and row.valid_to <= by.moment
    label = _("已过期") if is_over else row.get_status_display()
    return {"row": row, "status": label, "tone": "stone" if is_over else TONES[row.status]}


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """Return the fields and files of a form that was sent; nothing where it is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def acted(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Act by what was filled in; say on the form why not."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _steps(by: Actor, row: Certificate) -> list[tuple[str, Callable[[RevocationReason], object]]]:
    """Return what the actor may do to a certificate now."""
    pk, own = row.pk, row.account_id is not None and row.account_id == by.account_id
    officer = by.may(Permission.CERTIFICATE_ADMINISTER)
    steps: list[tuple[str, Callable[[RevocationReason], object]]] = []
    if row.profile in (Profile.ROOT, Profile.ISSUING):
        return steps
    if row.status == CertificateStatus.GOOD:
        suspend = actions.suspend_own_certificate if own else actions.suspend_certificate
        steps.append(("suspend", lambda _reason: suspend(by, certificate_id=pk)))
    if row.status == CertificateStatus.SUSPENDED and officer:
        steps.append(("resume", lambda _r: actions.resume_certificate(by, certificate_id=pk)))
    if row.status != CertificateStatus.REVOKED:
        revoke = actions.revoke_own_certificate if own else actions.revoke_certificate
        steps.append(("revoke", lambda reason: revoke(by, certificate_id=pk, reason=reason)))
    return steps if own or officer else []


def _chips(status: str) -> list[dict[str, Any]]:
    every = [("", _("全部")), *CertificateStatus.choices]
    return [
        {"label": label, "url": f"?status={value}", "current": value == status}
        for value, label in every
    ]
