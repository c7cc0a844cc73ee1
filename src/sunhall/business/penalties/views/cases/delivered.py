"""What to hand the party after a penalty on the spot: the decision, its QR, how to pay."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.views.cases.access import for_case_readers
from sunhall.business.penalties.views.cases.documents import verify_address
from sunhall.business.penalties.views.cases.page import header_of
from sunhall.kernel.views import actor_of

DECISIONS = (DocumentKind.SUMMARY_DECISION, DocumentKind.DECISION)


@require_safe
@for_case_readers
def delivered(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the decision's number, QR and payment, large enough to be held out."""
    file = CaseFile(actor_of(request), case_id)
    papers = [one for one in file.documents if one.kind in DECISIONS]
    paper = papers[-1] if papers else None
    link = verify_address(request, file, paper.number) if paper else ""
    context = {
        **header_of(file),
        "paper": paper,
        "may_handle": file.is_of_own_organization and file.by.may(Permission.CASE_HANDLE),
        "made": file.case.determination,
        "evidence": file.evidence,
        "link": link,
        "qr": qr_of(link) if link else "",
    }
    return render(request, "penalties/cases/on_the_spot/delivered.html", context)


def qr_of(address: str) -> str:
    """Draw an address as a QR code that follows the page's colors."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=2, omitsize=True, dark="#12262f", light="#ffffff", svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  drawn here, of an address of our own
