"""Many acts at a time, each in its own transaction: what fails leaves the others alone."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from sunhall.business.penalties.actions.asking import grant_approval, return_approval
from sunhall.business.penalties.actions.closing import archive_case
from sunhall.business.penalties.actions.exposing import publish_decision
from sunhall.business.penalties.errors import NothingToPublish
from sunhall.business.penalties.queries.publications import decisions_in_force
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import ConfirmationNeeded, SunhallError

MOST = 500
"""As many as one page sends; more is for the queue of a program."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One act that was turned down, and why, in the reader's language."""

    key: int
    reason: str


@dataclass(slots=True)
class BulkResult:
    """What came of many acts: the keys of what was done, and what was not."""

    done: list[int] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def grant_approvals(by: Actor, *, approval_ids: Iterable[int], opinion: str = "") -> BulkResult:
    """Approve many requests."""
    return _each(approval_ids, lambda key: grant_approval(by, approval_id=key, opinion=opinion))


def return_approvals(by: Actor, *, approval_ids: Iterable[int], opinion: str) -> BulkResult:
    """Send many requests back."""
    return _each(approval_ids, lambda key: return_approval(by, approval_id=key, opinion=opinion))


def publish_cases(by: Actor, *, case_ids: Collection[int]) -> BulkResult:
    """Show the decisions in force on many cases in the public hall."""
    decisions = decisions_in_force(by, case_ids)

    def publish(case_id: int) -> None:
        if case_id not in decisions:
            raise NothingToPublish()
        publish_decision(by, decision_id=decisions[case_id])

    return _each(case_ids, publish)


def archive_cases(by: Actor, *, case_ids: Iterable[int]) -> BulkResult:
    """Archive many closed cases."""
    return _each(case_ids, lambda key: archive_case(by, case_id=key))


def _each(keys: Iterable[int], act: Callable[[int], object]) -> BulkResult:
    """Do one act after the other, in the order of their keys, so that no two lists deadlock."""
    result = BulkResult()
    for key in sorted(set(keys))[:MOST]:
        try:
            act(key)
        except ConfirmationNeeded:
            raise
        except SunhallError as refusal:
            result.failed.append(Failure(key, str(refusal)))
        else:
            result.done.append(key)
    return result
