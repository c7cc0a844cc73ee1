"""The case sheet: all that a case can say in its documents; and the documents as PDF."""

from dataclasses import replace

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import CaseState, DocumentKind, Procedure
from sunhall.business.penalties.models import Benchmark, Case, Determination, Document
from sunhall.business.penalties.queries import organs
from sunhall.business.penalties.queries.cases import get_case
from sunhall.business.penalties.queries.particulars import (
    approvals_section,
    citations,
    clue_section,
    evidence_section,
    facts_section,
    officers_section,
    papers_section,
    party_section,
    penalty_section,
)
from sunhall.business.penalties.queries.proceedings import (
    deliberation_section,
    hearing_section,
    legal_review_section,
    payment_code,
    payment_section,
    rectification_section,
    statement_section,
)
from sunhall.business.penalties.queries.safeguards import needs_hearing
from sunhall.business.penalties.queries.tables import get_table
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.proceedings import Payment
from sunhall.business.penalties.rules.sheet import CaseSheet
from sunhall.business.penalties.rules.wording import violation_in_words, written_day
from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.documents import render
from sunhall.kernel.errors import NotFound


def organ_mark(organization: Organization) -> str:
    """Return the mark (代字) that opens an organ's numbers, such as 青城管."""
    return organs.mark_of(organization)


def case_sheet(by: Actor, case: Case) -> CaseSheet:
    """Return what a case can say in a document made now, in the language of the law.

    Law: 国家通用语言文字法 第九条.
    """
    with translation.override(DOCUMENTS_LANGUAGE):
        return _proceedings(by, case, _particulars(by, case))


def benchmark_of(case: Case) -> Benchmark | None:
    """Return the benchmark the case was determined with, or the one it will be, if there is one."""
    determination = case.determination
    if determination is not None and Determination.benchmark.is_cached(determination):
        return determination.benchmark
    rows = Benchmark.objects.unread().select_related("matter").defer("matter__search")
    if determination is not None:
        return rows.filter(pk=determination.benchmark_id).first()
    if case.matter is None:
        return None
    return rows.filter(matter=case.matter).in_effect(case.occurred_on).first()


def pdf_of(by: Actor, document: Document, *, verify_at: str = "") -> bytes:
    """Return a document as PDF/A; the same document, the same bytes: once sealed, the sealed ones.

    `verify_at` is the address that the QR code leads to; a sealed one has its own.

    Raises:
        NotFound: its case is not in the actor's jurisdiction.
        Unprintable: a name has a character that no font at hand has.
    """
    get_case(by, document.case_id)
    seal = document.seals.filter(sealed__isnull=False).select_related("sealed").first()
    if seal is not None and seal.sealed is not None:
        return bytes(seal.sealed.content)
    paper = PAPERS[DocumentKind(document.kind)]
    return render(paper.template, document.sheet, document.made_at, verify_at)


def get_document(by: Actor, document_id: int) -> Document:
    """Return a document of a case the actor may see, with the case.

    Raises:
        NotFound: there is none in the actor's jurisdiction.
    """
    rows = Document.objects.filter(case__in=Case.objects.within(by)).select_related("case")
    found = rows.filter(pk=document_id).first()
    if found is None:
        raise NotFound(str(Document._meta.verbose_name), document_id)
    return found


def list_documents(by: Actor, case: Case) -> list[Document]:
    """Return a case's documents with the day each reached the party, the first made first."""
    rows = Document.objects.filter(case=case).annotate(served_on=F("service__served_on"))
    return list(rows.defer("sheet", "wording").order_by("pk"))


def _particulars(by: Actor, case: Case) -> CaseSheet:
    """Return who and what the case is about."""
    benchmark = benchmark_of(case)
    table = get_table(benchmark) if benchmark else None
    violated, punishing = citations(table) if table else ((), ())
    determination = case.determination
    evidence = list(case.evidence.order_by("number"))
    party, matter = case.party, case.matter
    return CaseSheet(
        organ=organs.organ_of(case.organization),
        issued_on=by.today,
        case_number=case.case_number,
        case_name=case.title,
        matter_code=matter.code if matter else "",
        matter_name=matter.name if matter else "",
        filed_on=timezone.localdate(case.filed_at) if case.filed_at else None,
        happened_on=case.occurred_on,
        happened_at=_("，").join(filter(None, (written_day(case.occurred_on), case.place))),
        party=party_section(party, case.occurred_on) if party else None,
        officers=officers_section(by, case),
        clue=clue_section(case),
        violation=(
            violation_in_words(party.name, matter.name, case.occurred_on, case.place)
            if party and matter
            else ""
        ),
        facts=facts_section(case, table, evidence) if table else (),
        evidence=evidence_section(evidence),
        violated=violated,
        penal_basis=punishing,
        penalty=penalty_section(determination, benchmark) if determination and benchmark else None,
        needs_hearing=needs_hearing(case, determination),
    )


def _proceedings(by: Actor, case: Case, sheet: CaseSheet) -> CaseSheet:
    """Add what happened, as far as it can have.

    On the spot nothing has before the decision; nobody speaks of a penalty before its facts.
    """
    if case.procedure == Procedure.SUMMARY and case.state == CaseState.DECIDED:
        return replace(sheet, payment=Payment(code=payment_code(case)))
    sheet = replace(
        sheet,
        approvals=approvals_section(case),
        papers=papers_section(case),
        payment=payment_section(by, case),
        rectification=rectification_section(case, sheet.violated),
    )
    if case.procedure == Procedure.SUMMARY or case.determination is None:
        return sheet
    return replace(
        sheet,
        statement=statement_section(case),
        hearing=hearing_section(case),
        legal_review=legal_review_section(case),
        deliberation=deliberation_section(case),
    )
