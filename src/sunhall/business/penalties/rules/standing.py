"""Where a case stands: all that its next step depends on, as plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sunhall.business.penalties.choices import CaseState


class NoticeStage(StrEnum):
    """How far the party has been told of what is proposed now."""

    NONE = "none"
    ISSUED = "issued"
    SERVED = "served"
    WAIVED = "waived"


class HearingStage(StrEnum):
    """How far a hearing has come."""

    NONE = "none"
    ASKED = "asked"
    ARRANGED = "arranged"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is recorded of a case, as far as what comes next depends on it.

    `waiting` are the kinds of approval asked for and not answered. `missing_facts` names
    what the benchmark asks for and nobody has recorded. `hearing_until` is the last day on
    which the party may ask for a hearing, where it may. `unserved` are the documents made that
    the party must get. `left_to_do` names what is open before the case
    may be closed. `imposes_nothing` tells that the facts
    lead to no penalty.
    """

    number: str
    state: CaseState
    today: date
    is_summary: bool = False
    is_suspended: bool = False
    waiting: tuple[str, ...] = ()
    has_matter: bool = False
    has_party: bool = False
    evidence_count: int = 0
    missing_facts: str = ""
    open_measures: int = 0
    open_recusals: int = 0
    open_rectifications: int = 0
    suspected_crime: bool = False
    imposes_nothing: bool = False
    needs_legal_review: bool = False
    is_legally_reviewed: bool = False
    needs_deliberation: bool = False
    is_deliberated: bool = False
    notice: NoticeStage = NoticeStage.NONE
    hearing: HearingStage = HearingStage.NONE
    hearing_until: date | None = None
    open_statements: int = 0
    has_decision: bool = False
    is_published: bool = False
    owes_publication: bool = False
    left_to_do: str = ""
    is_urged: bool = False
    is_reported: bool = True
    due_yuan: Decimal = Decimal(0)
    late_days: int = 0
    open_remedies: int = 0
    cash_held: int = 0
    unserved: tuple[str, ...] = ()

    @property
    def is_hearing_open(self) -> bool:
        """Tell whether the party may still ask for a hearing."""
        return (
            self.notice is NoticeStage.SERVED
            and self.hearing is HearingStage.NONE
            and self.hearing_until is not None
            and self.today <= self.hearing_until
        )
