"""The case sheet: what a case can say in its documents.

Queries fill it, templates print it. A section that a case does not have (yet) is `None`, a text
that nobody recorded is empty. Moments are in the city's local time; texts are in Chinese, the
language of the law, whatever the reader's language.
"""

from dataclasses import dataclass
from datetime import date

from sunhall.business.penalties.rules.particulars import (
    Approval,
    Citation,
    Clue,
    Evidence,
    Fact,
    IssuedPaper,
    Limit,
    Officer,
    Organ,
    Party,
    Penalty,
)
from sunhall.business.penalties.rules.proceedings import (
    CaseFile,
    Correction,
    Deliberation,
    Ending,
    Enforcement,
    Exemption,
    Hearing,
    LegalReview,
    Measure,
    Payment,
    Record,
    Rectification,
    Recusal,
    Service,
    Statement,
    Transfer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """All that a document may say about a case; `number` and `issued_on` are the document's own."""

    organ: Organ
    number: str = ""
    issued_on: date | None = None
    case_number: str = ""
    case_name: str = ""
    matter_code: str = ""
    matter_name: str = ""
    filed_on: date | None = None
    happened_on: date | None = None
    happened_at: str = ""
    party: Party | None = None
    officers: tuple[Officer, ...] = ()
    clue: Clue | None = None
    violation: str = ""
    facts: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    violated: tuple[Citation, ...] = ()
    penal_basis: tuple[Citation, ...] = ()
    penalty: Penalty | None = None
    needs_hearing: bool = False
    approvals: tuple[Approval, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()
    record: Record | None = None
    measure: Measure | None = None
    recusal: Recusal | None = None
    statement: Statement | None = None
    hearing: Hearing | None = None
    legal_review: LegalReview | None = None
    deliberation: Deliberation | None = None
    payment: Payment | None = None
    rectification: Rectification | None = None
    service: Service | None = None
    exemption: Exemption | None = None
    correction: Correction | None = None
    transfer: Transfer | None = None
    enforcement: Enforcement | None = None
    ending: Ending | None = None
    limits: tuple[Limit, ...] = ()
    case_file: CaseFile | None = None
