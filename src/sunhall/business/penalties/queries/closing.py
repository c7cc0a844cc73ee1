"""What is left to do before a case is closed, and what its file holds."""

import re
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import (
    ApprovalStatus,
    CaseState,
    Concern,
    DocumentKind,
    PaymentWay,
)
from sunhall.business.penalties.models import Case, Document, Publication
from sunhall.business.penalties.queries.dues import decision_in_force, due_of
from sunhall.business.penalties.queries.organs import official_name
from sunhall.business.penalties.queries.publications import may_be_shown
from sunhall.business.penalties.queries.sheets import pdf_of
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.proceedings import FileEntry
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE

DUTIES = (
    Concern.SERVICE,
    Concern.SUMMARY_REPORT,
    Concern.RETRACTION,
    Concern.PRESERVATION,
    Concern.SEIZURE,
    Concern.HANDOVER,
    Concern.BANKING,
    Concern.PUBLICATION,
)
"""What the organ must have done; the rest is the party's, or is named by what is open itself."""

FIRST_IN_FILE = (
    DocumentKind.DECISION,
    DocumentKind.SUMMARY_DECISION,
    DocumentKind.EXEMPTION_DECISION,
)
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


def left_to_do(by: Actor, case: Case) -> list[str]:
    """Name everything that is open in a case; empty if it may be closed."""
    open_duties = case.obligations.filter(met_on__isnull=True, concern__in=DUTIES)
    left = [str(Concern(one.concern).label) for one in open_duties.order_by("due_date")]
    due = due_of(by, case)
    if not due.is_settled and not is_excused(by, case):
        left.append(_("缴清罚款 %(yuan)s 元") % {"yuan": due.left_yuan + due.additional_left_yuan})
    left += [
        _("处理“%(measure)s”的物品") % {"measure": one.get_kind_display()}
        for one in case.measures.filter(resolved_at__isnull=True)
    ]
    if case.rectifications.filter(rechecked_at__isnull=True).exists():
        left.append(str(Concern.RECHECK.label))
    left += _unbanked(case)
    waiting = case.approvals.filter(status=ApprovalStatus.PENDING)
    left += [_("答复“%(kind)s”的申请") % {"kind": one.get_kind_display()} for one in waiting]
    if _is_owed_to_the_public(case):
        left.append(str(Concern.PUBLICATION.label))
    return list(dict.fromkeys(left))


def is_excused(by: Actor, case: Case) -> bool:
    """Tell whether a case may be closed with a fine that is not paid.

    It was terminated, the court has taken over, or the head lets the party pay in parts and none
    is overdue.
    """
    if case.state in (CaseState.TERMINATED, CaseState.ENFORCEMENT):
        return True
    return case.installments.exists() and not due_of(by, case).is_overdue(by.today)


def _unbanked(case: Case) -> list[str]:
    rows = case.payments.filter(way=PaymentWay.ON_SITE, banked_at__isnull=True)
    return [str(Concern.BANKING.label)] if rows.exists() else []


def _is_owed_to_the_public(case: Case) -> bool:
    """Tell whether the decision in force must be shown, and is not and never was."""
    if not case.obligations.filter(concern=Concern.PUBLICATION).exists():
        return False
    decision = decision_in_force(case)
    if decision is None or decision.determination is None or not may_be_shown(case):
        return False
    return not Publication.objects.filter(decision=decision).exists()


def file_entries(by: Actor, case: Case) -> tuple[FileEntry, ...]:
    """Return the file's index: the decision first, the documents, the evidence; pages counted."""
    entries: list[FileEntry] = []
    page = 1
    with translation.override(DOCUMENTS_LANGUAGE):
        author = official_name(case.organization)
        for title, number, by_whom, day, pages in (
            *(_document_line(by, one, author) for one in _documents(case)),
            *((one.title, "", one.provider, one.obtained_on, 1) for one in case.evidence.all()),
        ):
            entries.append(
                FileEntry(
                    number=len(entries) + 1,
                    title=title,
                    first_page=page,
                    last_page=page + pages - 1,
                    paper_number=number,
                    author=by_whom,
                    day=day,
                )
            )
            page += pages
    return tuple(entries)


def _documents(case: Case) -> list[Document]:
    rows = Document.objects.filter(case=case).exclude(kind=DocumentKind.FILE_INDEX)
    return sorted(rows.order_by("pk"), key=lambda one: one.kind not in FIRST_IN_FILE)


def _document_line(by: Actor, document: Document, author: str) -> tuple[str, str, str, date, int]:
    title = PAPERS[DocumentKind(document.kind)].title
    day = timezone.localdate(document.made_at)
    return title, document.number, author, day, page_count(pdf_of(by, document))


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a document as the house makes them."""
    found = _PAGES.search(pdf)
    return int(found[1]) if found else 1
