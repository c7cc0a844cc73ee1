"""Making the documents of a case."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import translation

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.models import Case, Document
from sunhall.business.penalties.queries.sheets import case_sheet, organ_mark
from sunhall.business.penalties.rules.papers import NO_WORDS, PAPERS
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.numbers import next_number, written_number

UNKNOWN = "—"


def make_document(
    by: Actor,
    case: Case,
    kind: DocumentKind,
    *,
    wording: Mapping[str, str] = NO_WORDS,
    number: str = "",
    **parts: Any,
) -> Document:
    """Make a document of what the case says now, and keep the facts it was made of.

    `parts` are sections of the case sheet that no row of the case holds. The number is taken here
    unless the act has taken it already; call it late in the act.

    Raises:
        SheetIncomplete: the case does not say all that the law demands of the document.
        WordingTooLong: an officer worded more than the document holds.
    """
    paper = PAPERS[kind]
    sheet = replace(case_sheet(by, case), **parts)
    with translation.override(DOCUMENTS_LANGUAGE):
        if not number:
            paper.facts(replace(sheet, number=UNKNOWN), wording)
        taken = number or take_number(by, case, paper.mark)
        facts = paper.facts(replace(sheet, number=taken), wording)
    return Document.objects.create(
        case=case,
        kind=kind,
        number=taken,
        sheet=facts,
        wording=facts["words"],
        made_by_name=by.name,
        made_at=by.moment,
    )


def take_number(by: Actor, case: Case, mark: str) -> str:
    """Take the next number of a series of the case's organ; none without a mark."""
    if not mark:
        return ""
    number = next_number(case.organization_id, mark, by.today.year)
    return written_number(organ_mark(case.organization) + mark, by.today.year, number)
