"""Every act of the penalties system: on benchmarks, and on cases step by step."""

from sunhall.business.penalties.actions.asking import grant_approval, return_approval
from sunhall.business.penalties.actions.bulk import (
    BulkResult,
    Failure,
    archive_cases,
    grant_approvals,
    publish_cases,
    return_approvals,
)
from sunhall.business.penalties.actions.closing import (
    archive_case,
    ask_closing,
)
from sunhall.business.penalties.actions.clues import (
    ask_clue_extension,
    ask_filing,
    ask_no_filing,
    describe_clue,
    reconsider_clue,
    register_clue,
)
from sunhall.business.penalties.actions.correcting import (
    ask_correction,
)
from sunhall.business.penalties.actions.counting import count_officers
from sunhall.business.penalties.actions.deciding import (
    ask_decision,
)
from sunhall.business.penalties.actions.determining import determine_sanction
from sunhall.business.penalties.actions.drafting import (
    Drafted,
    TakeOver,
    check_own,
    discard_benchmark,
    draft_benchmarks,
    draft_first_version,
    draft_next_version,
    revise_benchmark,
)
from sunhall.business.penalties.actions.ending import ask_termination, ask_transfer, ask_withdrawal
from sunhall.business.penalties.actions.enforcing import (
    ask_enforcement,
    end_remedy,
    record_enforced,
    start_remedy,
    urge_party,
)
from sunhall.business.penalties.actions.evidence import (
    add_evidence,
    record_inquiry,
    record_inspection,
)
from sunhall.business.penalties.actions.exposing import (
    publish_decision,
    retract_publication,
    take_down_expired,
)
from sunhall.business.penalties.actions.facts import (
    finish_investigation,
    record_fact,
    record_facts,
    reopen_investigation,
)
from sunhall.business.penalties.actions.following import (
    follow_division,
    follow_successor,
    show_new_name,
)
from sunhall.business.penalties.actions.hearings import (
    arrange_hearing,
    ask_hearing,
    hold_hearing,
)
from sunhall.business.penalties.actions.importing import receive_file, take_over_file
from sunhall.business.penalties.actions.informing import (
    issue_notice,
    record_statement,
    review_statement,
    waive_rights,
)
from sunhall.business.penalties.actions.measures import (
    ask_measure,
    ask_seizure_extension,
    resolve_measure,
)
from sunhall.business.penalties.actions.officers import (
    ask_recusal,
    assign_officers,
    decide_recusal,
    declare_interest,
)
from sunhall.business.penalties.actions.on_the_spot import (
    penalize_on_the_spot,
    report_on_the_spot,
)
from sunhall.business.penalties.actions.parties import correct_party
from sunhall.business.penalties.actions.pauses import (
    ask_case_extension,
    ask_suspension,
    resume_case,
)
from sunhall.business.penalties.actions.paying import (
    ask_deferral,
    bank_cash,
    charge_additional_fine,
    collect_on_site,
    hand_over_cash,
    record_payment,
)
from sunhall.business.penalties.actions.proposing import (
    ask_exemption,
    propose_penalty,
)
from sunhall.business.penalties.actions.publishing import publish_benchmarks
from sunhall.business.penalties.actions.rectifying import order_rectification, recheck_rectification
from sunhall.business.penalties.actions.revealing import reveal_party, reveal_watched_party
from sunhall.business.penalties.actions.reviewing import (
    give_legal_review,
    record_deliberation,
)
from sunhall.business.penalties.actions.sealing import ask_for_seal, keep_sealed, take_back_seal
from sunhall.business.penalties.actions.serving import (
    serve_document,
)
from sunhall.business.penalties.actions.telling import take_conduct_back, tell_conduct
from sunhall.business.penalties.actions.watching import watch_obligations

__all__ = [
    "BulkResult",
    "Drafted",
    "Failure",
    "TakeOver",
    "add_evidence",
    "archive_case",
    "archive_cases",
    "arrange_hearing",
    "ask_case_extension",
    "ask_closing",
    "ask_clue_extension",
    "ask_correction",
    "ask_decision",
    "ask_deferral",
    "ask_enforcement",
    "ask_exemption",
    "ask_filing",
    "ask_for_seal",
    "ask_hearing",
    "ask_measure",
    "ask_no_filing",
    "ask_recusal",
    "ask_seizure_extension",
    "ask_suspension",
    "ask_termination",
    "ask_transfer",
    "ask_withdrawal",
    "assign_officers",
    "bank_cash",
    "charge_additional_fine",
    "check_own",
    "collect_on_site",
    "correct_party",
    "count_officers",
    "decide_recusal",
    "declare_interest",
    "describe_clue",
    "determine_sanction",
    "discard_benchmark",
    "draft_benchmarks",
    "draft_first_version",
    "draft_next_version",
    "end_remedy",
    "finish_investigation",
    "follow_division",
    "follow_successor",
    "give_legal_review",
    "grant_approval",
    "grant_approvals",
    "hand_over_cash",
    "hold_hearing",
    "issue_notice",
    "keep_sealed",
    "order_rectification",
    "penalize_on_the_spot",
    "propose_penalty",
    "publish_benchmarks",
    "publish_cases",
    "publish_decision",
    "receive_file",
    "recheck_rectification",
    "reconsider_clue",
    "record_deliberation",
    "record_enforced",
    "record_fact",
    "record_facts",
    "record_inquiry",
    "record_inspection",
    "record_payment",
    "record_statement",
    "register_clue",
    "reopen_investigation",
    "report_on_the_spot",
    "resolve_measure",
    "resume_case",
    "retract_publication",
    "return_approval",
    "return_approvals",
    "reveal_party",
    "reveal_watched_party",
    "review_statement",
    "revise_benchmark",
    "serve_document",
    "show_new_name",
    "start_remedy",
    "take_back_seal",
    "take_conduct_back",
    "take_down_expired",
    "take_over_file",
    "tell_conduct",
    "urge_party",
    "waive_rights",
    "watch_obligations",
]
