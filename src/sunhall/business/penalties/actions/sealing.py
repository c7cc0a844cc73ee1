"""A document of a case gets the organ's seal: the officer asks, another of the organ grants."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.errors import NotForASeal, SealedAlready
from sunhall.business.penalties.models import DocumentSeal
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.sheets import get_document, pdf_of
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.centers.access import actions as access
from sunhall.centers.access.choices import SealUseState
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.models import StoredFile


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十九条第二款")
def ask_for_seal(by: Actor, *, document_id: int, seal_id: int, verify_at: str = "") -> DocumentSeal:
    """Ask that a document bear a seal of the organ; its bytes are settled by this.

    `verify_at` is the address that the QR code leads to.

    Raises:
        NotFound: no such document or seal in the actor's organization.
        NotForASeal: the document stays inside the organ.
        SealedAlready: it bears the seal, or waits for it.
        SealNotReady: the seal is not granted, or its certificate not good.
        Forbidden: the actor may not ask for seals.
    """
    document = get_document(by, document_id)
    case = steps.begin(by, document.case_id, _("报请用印"), even_suspended=True)
    paper = PAPERS[DocumentKind(document.kind)]
    if not paper.is_served:
        raise NotForASeal(title=paper.title)
    title = f"{paper.title} {document.number}".strip()
    content = pdf_of(by, document, verify_at=verify_at)
    use = access.request_seal_use(by, seal_id=seal_id, title=title, document=content)
    try:
        with transaction.atomic():
            asked = DocumentSeal.objects.create(document=document, case=case, use=use)
    except IntegrityError as error:
        raise SealedAlready(title=paper.title, number=document.number) from error
    steps.tell(by, case, events.SealAsked, number=document.number)
    return asked


def keep_sealed(by: Actor, use_id: int, sealed: StoredFile) -> None:
    """Let a document be the bytes that bear the seal, if the seal was asked for a document."""
    asked = _asked(use_id)
    if asked is None:
        return
    asked.state, asked.sealed = SealUseState.SEALED, sealed
    asked.save(update_fields=["state", "sealed"])
    number = asked.document.number
    steps.tell(by, asked.case, events.PaperSealed, number=number, sealed_sha256=sealed.sha256)


def take_back_seal(by: Actor, use_id: int) -> None:
    """Let a document go without the seal that was asked for it, if it was."""
    asked = _asked(use_id)
    if asked is None:
        return
    asked.state = SealUseState.REFUSED
    asked.save(update_fields=["state"])
    steps.tell(by, asked.case, events.SealRefused, number=asked.document.number)


def _asked(use_id: int) -> DocumentSeal | None:
    rows = DocumentSeal.objects.filter(use_id=use_id).select_related("document")
    return rows.select_related("case__organization", "case__matter", "case__party").first()
