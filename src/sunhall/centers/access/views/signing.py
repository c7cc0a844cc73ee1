"""Signing a PDF by one's own certificate; anyone checks what was signed."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sunhall.centers.access import actions, queries
from sunhall.centers.access.forms import PdfForm, SignForm
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules.signing import MAX_BYTES
from sunhall.centers.access.views.certificates import sent
from sunhall.kernel.errors import Refusal
from sunhall.kernel.files import handed_out
from sunhall.kernel.views import actor_of, permission_required


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
@permission_required(Permission.CERTIFICATE_OWN)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign a PDF and give it back; the city does not keep it."""
    by = actor_of(request)
    certificates = queries.list_signing_certificates(by)
    form = SignForm(*sent(request), certificates=certificates)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            signed = actions.sign_document(
                by,
                certificate_id=int(values["certificate"]),
                passphrase=values["passphrase"],
                document=values["document"].read(MAX_BYTES + 1),
                reason=values["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return pdf(signed, _("已签署-%(name)s") % {"name": values["document"].name})
    context = {"form": form, "certificates": certificates}
    return render(request, "access/sign.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Let anyone see who signed a PDF, when, and whether it is as it was; nothing is kept."""
    form = PdfForm(*sent(request))
    context: dict[str, Any] = {"form": form, "reports": None}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["document"]
        content = file.read(MAX_BYTES + 1)
        try:
            context["reports"] = queries.check_document(content, timezone.now())
        except Refusal as refusal:
            form.add_error("document", str(refusal))
        context |= {"name": file.name, "sha256": sha256(content).hexdigest()}
    status = 422 if form.errors else 200
    return render(request, "access/verify_signatures.html", context, status=status)


def pdf(content: bytes, name: str) -> HttpResponse:
    """Give a PDF as a file."""
    return handed_out(content, "application/pdf", name)
