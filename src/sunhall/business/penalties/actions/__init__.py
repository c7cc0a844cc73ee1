"""Writing benchmarks: import, draft, check, publish; determining a sanction."""

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
from sunhall.business.penalties.actions.importing import receive_file, take_over_file
from sunhall.business.penalties.actions.publishing import publish_benchmarks

__all__ = [
    "Drafted",
    "TakeOver",
    "check_own",
    "determine_sanction",
    "discard_benchmark",
    "draft_benchmarks",
    "draft_first_version",
    "draft_next_version",
    "publish_benchmarks",
    "receive_file",
    "revise_benchmark",
    "take_over_file",
]
