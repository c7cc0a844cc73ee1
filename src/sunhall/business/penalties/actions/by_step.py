"""Which act carries a step of a case out: a row for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sunhall.business.penalties.actions import (
    closing,
    clues,
    correcting,
    deciding,
    ending,
    enforcing,
    evidence,
    exposing,
    facts,
    hearings,
    informing,
    measures,
    officers,
    on_the_spot,
    parties,
    pauses,
    paying,
    proposing,
    rectifying,
    reviewing,
    serving,
)
from sunhall.business.penalties.choices import CaseStep as C


@dataclass(frozen=True, slots=True)
class StepAct:
    """An act; `takes` names its parameter for the case, or for the thing the step is about."""

    call: Callable[..., Any]
    takes: str = "case_id"

    def named(self, key: int) -> dict[str, int]:
        """Return what the step is about as the act's parameter."""
        return {self.takes: key} if self.takes else {}


ACTS: Mapping[C, StepAct] = {
    C.DESCRIBE_CLUE: StepAct(clues.describe_clue),
    C.CORRECT_PARTY: StepAct(parties.correct_party),
    C.ASK_CLUE_EXTENSION: StepAct(clues.ask_clue_extension),
    C.ASK_FILING: StepAct(clues.ask_filing),
    C.ASK_NO_FILING: StepAct(clues.ask_no_filing),
    C.RECONSIDER_CLUE: StepAct(clues.reconsider_clue),
    C.ASSIGN_OFFICERS: StepAct(officers.assign_officers),
    C.DECLARE_INTEREST: StepAct(officers.declare_interest, ""),
    C.ASK_RECUSAL: StepAct(officers.ask_recusal),
    C.DECIDE_RECUSAL: StepAct(officers.decide_recusal, "recusal_id"),
    C.ADD_EVIDENCE: StepAct(evidence.add_evidence),
    C.RECORD_INQUIRY: StepAct(evidence.record_inquiry),
    C.RECORD_INSPECTION: StepAct(evidence.record_inspection),
    C.RECORD_FACTS: StepAct(facts.record_facts),
    C.ASK_MEASURE: StepAct(measures.ask_measure),
    C.ASK_SEIZURE_EXTENSION: StepAct(measures.ask_seizure_extension, "measure_id"),
    C.RESOLVE_MEASURE: StepAct(measures.resolve_measure, "measure_id"),
    C.ASK_SUSPENSION: StepAct(pauses.ask_suspension),
    C.RESUME_CASE: StepAct(pauses.resume_case),
    C.ASK_CASE_EXTENSION: StepAct(pauses.ask_case_extension),
    C.FINISH_INVESTIGATION: StepAct(facts.finish_investigation),
    C.REOPEN_INVESTIGATION: StepAct(facts.reopen_investigation),
    C.ASK_WITHDRAWAL: StepAct(ending.ask_withdrawal),
    C.ASK_TERMINATION: StepAct(ending.ask_termination),
    C.ASK_TRANSFER: StepAct(ending.ask_transfer),
    C.ORDER_RECTIFICATION: StepAct(rectifying.order_rectification),
    C.RECHECK_RECTIFICATION: StepAct(rectifying.recheck_rectification, "rectification_id"),
    C.PROPOSE_PENALTY: StepAct(proposing.propose_penalty),
    C.ASK_EXEMPTION: StepAct(proposing.ask_exemption),
    C.GIVE_LEGAL_REVIEW: StepAct(reviewing.give_legal_review),
    C.RECORD_DELIBERATION: StepAct(reviewing.record_deliberation),
    C.ISSUE_NOTICE: StepAct(informing.issue_notice),
    C.RECORD_STATEMENT: StepAct(informing.record_statement),
    C.REVIEW_STATEMENT: StepAct(informing.review_statement, "statement_id"),
    C.WAIVE_RIGHTS: StepAct(informing.waive_rights),
    C.ASK_HEARING: StepAct(hearings.ask_hearing),
    C.ARRANGE_HEARING: StepAct(hearings.arrange_hearing, "hearing_id"),
    C.HOLD_HEARING: StepAct(hearings.hold_hearing, "hearing_id"),
    C.ASK_DECISION: StepAct(deciding.ask_decision),
    C.SERVE_DOCUMENT: StepAct(serving.serve_document, "document_id"),
    C.RECORD_PAYMENT: StepAct(paying.record_payment),
    C.COLLECT_ON_SITE: StepAct(paying.collect_on_site),
    C.HAND_OVER_CASH: StepAct(paying.hand_over_cash, "payment_id"),
    C.BANK_CASH: StepAct(paying.bank_cash, "payment_id"),
    C.CHARGE_ADDITIONAL_FINE: StepAct(paying.charge_additional_fine),
    C.ASK_DEFERRAL: StepAct(paying.ask_deferral),
    C.START_REMEDY: StepAct(enforcing.start_remedy),
    C.END_REMEDY: StepAct(enforcing.end_remedy, "remedy_id"),
    C.URGE_PARTY: StepAct(enforcing.urge_party),
    C.ASK_ENFORCEMENT: StepAct(enforcing.ask_enforcement),
    C.RECORD_ENFORCED: StepAct(enforcing.record_enforced),
    C.PUBLISH_DECISION: StepAct(exposing.publish_decision, "decision_id"),
    C.RETRACT_PUBLICATION: StepAct(exposing.retract_publication, "decision_id"),
    C.ASK_CORRECTION: StepAct(correcting.ask_correction),
    C.REPORT_ON_THE_SPOT: StepAct(on_the_spot.report_on_the_spot),
    C.ASK_CLOSING: StepAct(closing.ask_closing),
    C.ARCHIVE_CASE: StepAct(closing.archive_case),
}
