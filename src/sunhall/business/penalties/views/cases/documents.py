"""The documents of a case as PDF, and the files of its evidence."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.sheets import get_document, pdf_of
from sunhall.business.penalties.views.cases.access import for_case_readers, note_look
from sunhall.kernel.errors import NotFound
from sunhall.kernel.files import content_of, get_file, handed_out
from sunhall.kernel.views import actor_of

SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf")
"""Files that are handed out under their own type; all else goes as bytes alone."""

VERIFIABLE = (
    DocumentKind.DECISION,
    DocumentKind.SUMMARY_DECISION,
    DocumentKind.CORRECTION_DECISION,
)


@require_safe
@for_case_readers
def pdf(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """Show a document to who may see the case; decisions bear the address to verify them at."""
    by = actor_of(request)
    document = get_document(by, document_id)
    if document.case_id != case_id:
        raise NotFound(_("文书"), document_id)
    is_verifiable = document.kind in VERIFIABLE
    file = CaseFile(by, case_id)
    note_look(file)
    at = verify_address(request, file, document.number) if is_verifiable else ""
    content = pdf_of(by, document, verify_at=at)
    name = f"{DocumentKind(document.kind).label}{document.number}.pdf"
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@require_safe
@for_case_readers
def evidence_file(request: HttpRequest, case_id: int, number: int) -> HttpResponse:
    """Show the file of a piece of evidence to who may see the case."""
    file = CaseFile(actor_of(request), case_id)
    evidence = next((one for one in file.evidence if one.number == number), None)
    if evidence is None or evidence.file_id is None:
        raise NotFound(_("证据"), number)
    note_look(file)
    stored = get_file(evidence.file_id)
    is_known = stored.media_type in SHOWN
    media_type = stored.media_type if is_known else "application/octet-stream"
    return handed_out(content_of(stored), media_type, evidence.filename or stored.sha256)


def verify_address(request: HttpRequest, file: CaseFile, number: str) -> str:
    """Return where anybody can verify the decision of a number; empty if there is none."""
    made = next((one for one in file.decisions if number and one.number == number), None)
    return request.build_absolute_uri(reverse("hall:verify", args=[made.pk])) if made else ""
