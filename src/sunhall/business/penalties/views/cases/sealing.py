"""A document of a case is to bear the organ's seal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.business.penalties.actions.sealing import ask_for_seal
from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.forms.sealing import SealForm
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.views.cases.documents import VERIFIABLE, verify_address
from sunhall.business.penalties.views.cases.page import header_of
from sunhall.centers.access import queries as access
from sunhall.centers.access.permissions import Permission as AccessPermission
from sunhall.kernel.errors import Forbidden, NotFound, Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of, permission_required


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CASE_HANDLE)
@once
def ask(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """Choose the seal, and ask another of the organ to let the document bear it."""
    by = actor_of(request)
    if not by.may(AccessPermission.SEAL_REQUEST):
        raise Forbidden(AccessPermission.SEAL_REQUEST)
    file = CaseFile(by, case_id)
    document = next((one for one in file.documents if one.pk == document_id), None)
    if document is None:
        raise NotFound(_("文书"), document_id)
    seals = access.list_ready_seals(by)
    form = SealForm(*([request.POST] if request.method == "POST" else []), seals=seals)
    if request.method == "POST" and form.is_valid():
        at = verify_address(request, file, document.number)
        try:
            ask_for_seal(
                by,
                document_id=document_id,
                seal_id=form.cleaned_data["seal"],
                verify_at=at if DocumentKind(document.kind) in VERIFIABLE else "",
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已报请用印，等待本单位另一人批准"))
            return redirect(f"{reverse('cases:case', args=[case_id])}?tab=documents")
    context = {**header_of(file), "document": document, "form": form, "seals": seals}
    status = 422 if form.errors else 200
    return render(request, "penalties/cases/seal.html", context, status=status)
