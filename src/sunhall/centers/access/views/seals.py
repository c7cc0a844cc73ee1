"""An organ's seals: one asks, another grants."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.forms import RefuseForm, SealForm, SealUseForm
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules import seal_pictures, signing
from sunhall.centers.access.views.certificates import acted, sent
from sunhall.centers.access.views.signing import pdf
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.files import content_of, handed_out
from sunhall.kernel.views import actor_of, permission_required


@require_safe
@permission_required(Permission.CERTIFICATE_OWN)
def list_seals(request: HttpRequest) -> HttpResponse:
    """Show the seals of one's organization, and their uses."""
    by = require_any(request)
    context = {
        "seals": queries.list_seals(by),
        "uses": queries.list_seal_uses(by),
        "may_request": by.may(Permission.SEAL_REQUEST),
        "may_grant": by.may(Permission.SEAL_GRANT),
        "own_account": by.account_id,
        "refuse_form": RefuseForm(),
    }
    return render(request, "access/seals.html", context)


@require_safe
@permission_required(Permission.CERTIFICATE_OWN)
def show_picture(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Give the picture of a seal to those of its organization."""
    seal = queries.get_seal(require_any(request), seal_id)
    return handed_out(content_of(seal.picture), "image/png", "seal.png")


@require_http_methods(["GET", "POST"])
@permission_required(Permission.SEAL_REQUEST)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a seal to be made."""
    by = actor_of(request)
    form = SealForm(*sent(request))
    if request.method == "POST" and acted(
        form,
        lambda values: actions.request_seal(
            by, name=values["name"], picture=values["picture"].read(seal_pictures.MAX_BYTES + 1)
        ),
    ):
        messages.success(request, _("已提交，等待本单位另一人批准"))
        return redirect("access:seals")
    context = {"form": form, "title": _("申请制作印章"), "lead": ""}
    return render(request, "access/seal_form.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.SEAL_GRANT)
def grant(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Grant a seal and have it certified."""
    actions.grant_seal(actor_of(request), seal_id=seal_id)
    messages.success(request, _("印章已启用"))
    return redirect("access:seals")


@require_http_methods(["GET", "POST"])
@permission_required(Permission.SEAL_REQUEST)
def ask_use(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Ask that a document bear the seal."""
    by = actor_of(request)
    seal = queries.get_seal(by, seal_id)
    form = SealUseForm(*sent(request))
    if request.method == "POST" and acted(
        form,
        lambda values: actions.request_seal_use(
            by,
            seal_id=seal_id,
            title=values["title"],
            document=values["document"].read(signing.MAX_BYTES + 1),
        ),
    ):
        messages.success(request, _("已提交，等待本单位另一人批准"))
        return redirect("access:seals")
    context = {
        "form": form,
        "title": _("申请用印：%(name)s") % {"name": seal.name},
        "lead": _("印章盖在最后一页的落款处，文件原文一字不变。"),
    }
    return render(request, "access/seal_form.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.SEAL_GRANT)
def decide_use(request: HttpRequest, use_id: int, answer: str) -> HttpResponse:
    """Let a document bear the seal, or not and say why."""
    by = actor_of(request)
    if answer == "approve":
        actions.grant_seal_use(by, use_id=use_id)
        messages.success(request, _("已用印"))
    elif answer == "refuse":
        form = RefuseForm(request.POST)
        if form.is_valid():
            actions.refuse_seal_use(by, use_id=use_id, reason=form.cleaned_data["reason"])
        else:
            messages.error(request, _("请写明不批准的理由"))
    else:
        raise NotFound(_("步骤"), answer)
    return redirect("access:seals")


@require_safe
@permission_required(Permission.CERTIFICATE_OWN)
def show_document(request: HttpRequest, use_id: int) -> HttpResponse:
    """Give the document, sealed once it is."""
    use = queries.get_seal_use(require_any(request), use_id)
    file = use.sealed or use.document
    return pdf(content_of(file), f"{use.title}.pdf")


def require_any(request: HttpRequest) -> Actor:
    """Return the actor, who asks for seals or grants them.

    Raises:
        Forbidden: neither.
    """
    by = actor_of(request)
    if not (by.may(Permission.SEAL_REQUEST) or by.may(Permission.SEAL_GRANT)):
        raise Forbidden(Permission.SEAL_REQUEST)
    return by
