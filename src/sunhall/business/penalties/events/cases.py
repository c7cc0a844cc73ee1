"""What happens to a case. The fields are the facts that supervision asks about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sunhall.kernel.events import Event, SupervisedEvent


@dataclass(frozen=True, kw_only=True)
class CaseEvent(SupervisedEvent):
    """Something happened to a case.

    The officers counted are those on the case after the act: all of them, those without a valid
    certificate (行政处罚法 第四十二条), those certified for another field, those who are not civil
    servants, and those with a declared tie to the party who have not been recused.
    """

    subject: ClassVar[str] = "penalties.case"
    procedure: str
    party_kind: str
    state: str
    officer_count: int
    unqualified_officers: int
    out_of_scope_officers: int
    contract_officers: int
    conflicted_officers: int
    today: date


@dataclass(frozen=True, kw_only=True)
class ClueRegistered(CaseEvent):
    """A clue has come up. `earlier_refusals` were of the same party and matter, in 12 months."""

    name = "penalties.clue.registered"
    evidence_count: int
    is_matched: bool
    earlier_refusals: int


@dataclass(frozen=True, kw_only=True)
class CaseDescribed(CaseEvent):
    """What is known of a clue, or of a case's party, has been written anew; `fields` name it."""

    name = "penalties.case.described"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClueReconsidered(CaseEvent):
    """A clue that was not filed is verified again."""

    name = "penalties.clue.reconsidered"
    personal = ("reason",)
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClueExtended(CaseEvent):
    """The time to verify a clue has been extended."""

    name = "penalties.clue.extended"


@dataclass(frozen=True, kw_only=True)
class CaseNotFiled(CaseEvent):
    """A clue has been judged not to be a case; `reason_length` counts characters."""

    name = "penalties.case.not_filed"
    reason_code: str
    reason_length: int
    evidence_count: int
    is_matched: bool
    is_time_barred: bool
    earlier_refusals: int


@dataclass(frozen=True, kw_only=True)
class CaseFiled(CaseEvent):
    """A case has been filed.

    `similar_fines` are decided fines on the same party within a day and at the same place.
    `prescription_date` is the last day to discover the violation; none while it goes on.
    """

    name = "penalties.case.filed"
    registered_on: date
    first_evidence_on: date | None
    discovered_on: date
    prescription_date: date | None
    similar_fines: int


@dataclass(frozen=True, kw_only=True)
class OfficersAssigned(CaseEvent):
    """The officers of a case have changed."""

    name = "penalties.officers.assigned"


@dataclass(frozen=True, kw_only=True)
class EvidenceCollected(CaseEvent):
    """A piece of evidence has been put on file."""

    name = "penalties.evidence.collected"
    kind: str
    has_file: bool
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class FactRecorded(CaseEvent):
    """A fact of the benchmark has been recorded, and what the fine would be before and after."""

    name = "penalties.fact.recorded"
    key: str
    is_after_proposal: bool
    has_evidence: bool
    fine_before_yuan: Decimal | None
    fine_after_yuan: Decimal | None


@dataclass(frozen=True, kw_only=True)
class MeasureTaken(CaseEvent):
    """Things have been preserved or seized."""

    name = "penalties.measure.taken"
    kind: str


@dataclass(frozen=True, kw_only=True)
class MeasureExtended(CaseEvent):
    """A seizure has been extended."""

    name = "penalties.measure.extended"


@dataclass(frozen=True, kw_only=True)
class MeasureResolved(CaseEvent):
    """What was preserved or seized has been dealt with."""

    name = "penalties.measure.resolved"
    kind: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(Event):
    """An officer has declared a tie to a party; to whom and what tie is personal."""

    name = "penalties.interest.declared"
    subject: ClassVar[str] = "directory.person"
    personal = ("party_identifier", "relation")
    party_identifier: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class RecusalAsked(CaseEvent):
    """Somebody asks that an officer stand aside."""

    name = "penalties.recusal.asked"


@dataclass(frozen=True, kw_only=True)
class RecusalDecided(CaseEvent):
    """A request for recusal has been answered."""

    name = "penalties.recusal.decided"
    is_granted: bool


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(CaseEvent):
    """The head of the organ has been asked to approve something."""

    name = "penalties.approval.asked"
    kind: str


@dataclass(frozen=True, kw_only=True)
class ApprovalReturned(CaseEvent):
    """The head of the organ has sent a request back."""

    name = "penalties.approval.returned"
    kind: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseEvent):
    """The clock of a case stands still."""

    name = "penalties.case.suspended"
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseEvent):
    """The clock of a case runs again."""

    name = "penalties.case.resumed"


@dataclass(frozen=True, kw_only=True)
class CaseExtended(CaseEvent):
    """The time to decide has been extended."""

    name = "penalties.case.extended"


@dataclass(frozen=True, kw_only=True)
class CaseInvestigated(CaseEvent):
    """An investigation is finished."""

    name = "penalties.case.investigated"
    suspected_crime: bool


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseEvent):
    """A change of facts has taken a case back to investigation; a new notice is needed."""

    name = "penalties.case.reopened"
    personal = ("reason",)
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """A filed case has been withdrawn; `is_approved` by a head who is not who asked."""

    name = "penalties.case.withdrawn"
    is_approved: bool
    reason_code: str
    is_notice_served: bool
    is_deliberated: bool


@dataclass(frozen=True, kw_only=True)
class CaseTerminated(CaseEvent):
    """A case has ended without being carried out."""

    name = "penalties.case.terminated"
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class CaseTransferred(CaseEvent):
    """A case has gone to another organ or to the police."""

    name = "penalties.case.transferred"
    target: str


@dataclass(frozen=True, kw_only=True)
class CaseExempted(CaseEvent):
    """No penalty is imposed."""

    name = "penalties.case.exempted"
    ground: str


@dataclass(frozen=True, kw_only=True)
class PenaltyProposed(CaseEvent):
    """A penalty has been proposed. `engine_fine_yuan` is what the engine says to the same facts.

    The statutory range is that of the facts; none where the statute names no fine.
    """

    name = "penalties.penalty.proposed"
    tier: int | None
    fine_yuan: Decimal
    engine_fine_yuan: Decimal
    statutory_min_yuan: Decimal | None
    statutory_max_yuan: Decimal | None
    is_mitigated: bool
    suspected_crime: bool
    proof_hash: str


@dataclass(frozen=True, kw_only=True)
class LegalReviewGiven(CaseEvent):
    """A legal reviewer has given an opinion."""

    name = "penalties.legal_review.given"
    passed: bool
    reviewer_is_officer: bool
    reviewer_is_licensed: bool
    is_first_review: bool


@dataclass(frozen=True, kw_only=True)
class DeliberationHeld(CaseEvent):
    """The heads of the organ have deliberated."""

    name = "penalties.deliberation.held"


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(CaseEvent):
    """The party is to be told of the proposal and of its rights."""

    name = "penalties.notice.issued"
    fine_yuan: Decimal
    needs_hearing: bool
    tells_hearing: bool


@dataclass(frozen=True, kw_only=True)
class NoticeServed(CaseEvent):
    """The prior notice has reached the party."""

    name = "penalties.notice.served"


@dataclass(frozen=True, kw_only=True)
class StatementReceived(CaseEvent):
    """The party has spoken in its defense."""

    name = "penalties.statement.received"


@dataclass(frozen=True, kw_only=True)
class StatementReviewed(CaseEvent):
    """What the party said has been reviewed."""

    name = "penalties.statement.reviewed"
    is_adopted: bool


@dataclass(frozen=True, kw_only=True)
class HearingAsked(CaseEvent):
    """The party asks for a hearing."""

    name = "penalties.hearing.asked"


@dataclass(frozen=True, kw_only=True)
class RightsWaived(CaseEvent):
    """The party has expressly given up its defense and its hearing."""

    name = "penalties.hearing.waived"


@dataclass(frozen=True, kw_only=True)
class HearingArranged(CaseEvent):
    """A hearing has a day, a place and a host."""

    name = "penalties.hearing.arranged"
    working_days_ahead: int
    host_is_officer: bool
    host_is_qualified: bool


@dataclass(frozen=True, kw_only=True)
class HearingHeld(CaseEvent):
    """A hearing has taken place, or the party stayed away."""

    name = "penalties.hearing.held"
    is_abandoned: bool
    is_adopted: bool


@dataclass(frozen=True, kw_only=True)
class PenaltyDecided(CaseEvent):
    """The penalty of a case has been fixed; it follows from the facts.

    `is_noticed` tells that a notice of just these facts has reached the party. `deviates` tells
    that the outcome is not that of the benchmark's tier but an exemption or mitigation, for which
    there `has_statutory_ground`.
    """

    name = "penalties.penalty.decided"
    tier: int | None
    fine_yuan: Decimal
    noticed_fine_yuan: Decimal | None
    first_noticed_fine_yuan: Decimal | None
    is_noticed: bool
    has_spoken: bool
    is_adopted: bool
    needs_hearing: bool
    hearing_window_ends_on: date | None
    is_hearing_waived: bool
    is_hearing_held: bool
    needs_legal_review: bool
    is_legally_reviewed: bool
    needs_deliberation: bool
    is_deliberated: bool
    deviates: bool
    has_statutory_ground: bool
    suspected_crime: bool
    number: str
    proof_hash: str


@dataclass(frozen=True, kw_only=True)
class PenalizedOnTheSpot(CaseEvent):
    """A penalty has been imposed on the spot."""

    name = "penalties.penalty.on_the_spot"
    fine_yuan: Decimal
    suspected_crime: bool
    number: str
    proof_hash: str


@dataclass(frozen=True, kw_only=True)
class PenaltyReported(CaseEvent):
    """A penalty on the spot has been reported to the organ."""

    name = "penalties.penalty.reported"


@dataclass(frozen=True, kw_only=True)
class DocumentServed(CaseEvent):
    """A document has reached the party."""

    name = "penalties.document.served"
    kind: str
    way: str


@dataclass(frozen=True, kw_only=True)
class DecisionServed(CaseEvent):
    """A decision has reached the party."""

    name = "penalties.decision.served"
    way: str


@dataclass(frozen=True, kw_only=True)
class DecisionCorrected(CaseEvent):
    """A decision has been changed or revoked; none is the fine of a revocation."""

    name = "penalties.decision.corrected"
    ground: str
    was_served: bool
    fine_before_yuan: Decimal
    fine_after_yuan: Decimal


@dataclass(frozen=True, kw_only=True)
class PaymentRecorded(CaseEvent):
    """A fine, or a part of it, has been paid."""

    name = "penalties.payment.recorded"
    amount_yuan: Decimal
    additional_yuan: Decimal


@dataclass(frozen=True, kw_only=True)
class CollectedOnSite(CaseEvent):
    """A fine has been collected on the spot."""

    name = "penalties.payment.collected_on_site"
    has_ground: bool
    fine_yuan: Decimal


@dataclass(frozen=True, kw_only=True)
class CashHandedOver(CaseEvent):
    """A collected fine has been handed to the organ."""

    name = "penalties.payment.handed_over"


@dataclass(frozen=True, kw_only=True)
class CashBanked(CaseEvent):
    """A collected fine has been paid into the bank."""

    name = "penalties.payment.banked"


@dataclass(frozen=True, kw_only=True)
class PaymentDeferred(CaseEvent):
    """A fine may be paid later, or in parts."""

    name = "penalties.payment.deferred"
    installment_count: int


@dataclass(frozen=True, kw_only=True)
class AdditionalFineCharged(CaseEvent):
    """An additional fine has been charged; `lawful_yuan` is what the law allows."""

    name = "penalties.additional_fine.charged"
    charged_yuan: Decimal
    lawful_yuan: Decimal
    is_under_review: bool


@dataclass(frozen=True, kw_only=True)
class RemedyStarted(CaseEvent):
    """The party has gone to reconsideration or to court."""

    name = "penalties.remedy.started"
    ground: str


@dataclass(frozen=True, kw_only=True)
class RemedyEnded(CaseEvent):
    """A reconsideration or a lawsuit is over."""

    name = "penalties.remedy.ended"


@dataclass(frozen=True, kw_only=True)
class PartyUrged(CaseEvent):
    """The party has been urged to pay."""

    name = "penalties.enforcement.urged"


@dataclass(frozen=True, kw_only=True)
class EnforcementApplied(CaseEvent):
    """The court has been asked to enforce; the urging lets the party 10 working days."""

    name = "penalties.enforcement.applied"
    is_urged: bool
    urge_ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class RectificationOrdered(CaseEvent):
    """The party has been ordered to correct its violation."""

    name = "penalties.rectification.ordered"
    due_date: date


@dataclass(frozen=True, kw_only=True)
class RectificationRechecked(CaseEvent):
    """It has been checked whether a violation was corrected."""

    name = "penalties.rectification.rechecked"
    is_corrected: bool


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(CaseEvent):
    """A decision is shown in the public hall. All of it is public."""

    name = "penalties.decision.published"
    number: str
    decision_hash: str
    fine_yuan: Decimal
    proof_hash: str
    published_until: date


@dataclass(frozen=True, kw_only=True)
class DecisionRetracted(CaseEvent):
    """A published decision has been taken down. All of it is public."""

    name = "penalties.decision.retracted"
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseEvent):
    """A case is closed; `is_excused` by an approved deferral, termination or court."""

    name = "penalties.case.closed"
    due_yuan: Decimal
    paid_yuan: Decimal
    is_excused: bool
    ending: str


@dataclass(frozen=True, kw_only=True)
class CaseArchived(CaseEvent):
    """The file of a case is complete and numbered."""

    name = "penalties.case.archived"
    page_count: int


@dataclass(frozen=True, kw_only=True)
class ObligationWatched(CaseEvent):
    """The day on which a time limit comes near, runs out, or has long run out.

    `days_left` are calendar days, negative when late; the days since the start do not count it.
    """

    name = "penalties.obligation.watched"
    concern: str
    days_left: int
    days_since_start: int
    working_days_since_start: int


@dataclass(frozen=True, kw_only=True)
class OfficerCounted(SupervisedEvent):
    """What an officer did with clues in a month and with cases in a quarter.

    Rates are shares from 0 to 1; mean and standard deviation are those of all officers.
    """

    name = "penalties.officer.counted"
    subject: ClassVar[str] = "directory.person"
    clues: int
    refusals: int
    refusal_rate: Decimal
    city_mean: Decimal
    city_deviation: Decimal
    quarter_cases: int
    quarter_withdrawals: int
    withdrawal_rate: Decimal
