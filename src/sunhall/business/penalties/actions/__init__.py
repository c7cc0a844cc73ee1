"""Every act of the penalties system: on benchmarks, and on cases step by step."""

from sunhall.business.penalties.actions.asking import grant_approval, return_approval
from sunhall.business.penalties.actions.clues import (
    ask_clue_extension,
    ask_filing,
    ask_no_filing,
    describe_clue,
    reconsider_clue,
    register_clue,
)
from sunhall.business.penalties.actions.counting import count_officers
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
from sunhall.business.penalties.actions.evidence import (
    add_evidence,
    record_inquiry,
    record_inspection,
)
from sunhall.business.penalties.actions.facts import (
    finish_investigation,
    record_fact,
    record_facts,
    reopen_investigation,
)
from sunhall.business.penalties.actions.importing import receive_file, take_over_file
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
from sunhall.business.penalties.actions.parties import correct_party
from sunhall.business.penalties.actions.pauses import (
    ask_case_extension,
    ask_suspension,
    resume_case,
)
from sunhall.business.penalties.actions.publishing import publish_benchmarks
from sunhall.business.penalties.actions.rectifying import order_rectification, recheck_rectification
from sunhall.business.penalties.actions.watching import watch_obligations

__all__ = [
    "Drafted",
    "TakeOver",
    "add_evidence",
    "ask_case_extension",
    "ask_clue_extension",
    "ask_filing",
    "ask_measure",
    "ask_no_filing",
    "ask_recusal",
    "ask_seizure_extension",
    "ask_suspension",
    "ask_termination",
    "ask_transfer",
    "ask_withdrawal",
    "assign_officers",
    "check_own",
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
    "finish_investigation",
    "grant_approval",
    "order_rectification",
    "publish_benchmarks",
    "receive_file",
    "recheck_rectification",
    "reconsider_clue",
    "record_fact",
    "record_facts",
    "record_inquiry",
    "record_inspection",
    "register_clue",
    "reopen_investigation",
    "resolve_measure",
    "resume_case",
    "return_approval",
    "revise_benchmark",
    "take_over_file",
    "watch_obligations",
]
