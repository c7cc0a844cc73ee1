"""What a step is, and what may keep one from being taken."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from sunhall.business.penalties.choices import ApprovalKind, CaseState, CaseStep, Doer
from sunhall.business.penalties.errors import (
    CaseSuspendedNow,
    FactsMissing,
    HearingPending,
    NoMatter,
    NoParty,
    NotExecuted,
    StatementPending,
)
from sunhall.business.penalties.errors.hindrances import (
    DeliberationMissing,
    NoEvidence,
    PartyMaySpeak,
    ReviewMissing,
    StillPending,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.business.penalties.rules.standing import HearingStage, Standing
from sunhall.kernel.errors import Refusal

Holds = Callable[[Standing], bool]
Hindrance = Callable[[Standing], Refusal | None]
"""Why a step cannot be taken yet; none if it can."""

BEFORE_DECISION = UNDER_INVESTIGATION
COLLECTING = (CaseState.CLUE, *UNDER_INVESTIGATION)
AFTER_SERVICE = (CaseState.SERVED, CaseState.ENFORCEMENT, CaseState.EXECUTED)
DEAD_ENDS = (
    CaseState.EXEMPTED,
    CaseState.WITHDRAWN,
    CaseState.TERMINATED,
    CaseState.TRANSFERRED,
)
CLOSING = (CaseState.EXECUTED, *DEAD_ENDS)
OPEN = tuple(
    state
    for state in CaseState
    if state not in (CaseState.NOT_FILED, CaseState.CLOSED, CaseState.ARCHIVED)
)


class Subject(StrEnum):
    """What a step is about, where it is not the case as a whole."""

    MEASURE = "measure"
    RECUSAL = "recusal"
    STATEMENT = "statement"
    HEARING = "hearing"
    RECTIFICATION = "rectification"
    DOCUMENT = "document"
    PAYMENT = "payment"
    REMEDY = "remedy"
    DECISION = "decision"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that may be done: by holders of which permission, by what article, in what state.

    `leads` tells when it is what comes next; `fits` when it makes sense at all. `asks` is the
    approval it asks for. `about` is the kind of thing its address names besides the case.
    """

    key: CaseStep
    law: str
    permissions: tuple[Permission, ...] = (Permission.CASE_HANDLE,)
    doer: Doer = Doer.OFFICER
    states: Collection[str]
    leads: Holds = lambda at: False
    fits: Holds = lambda at: True
    hindrances: tuple[Hindrance, ...] = ()
    asks: ApprovalKind | None = None
    about: Subject | None = None
    even_suspended: bool = False

    def hindrance(self, at: Standing) -> Refusal | None:
        """Return the first reason why it cannot be done now."""
        if at.is_suspended and not self.even_suspended:
            return CaseSuspendedNow(number=at.number)
        if self.asks and self.asks in at.waiting:
            return StillPending(kind=self.asks.label)
        found = (hindrance(at) for hindrance in self.hindrances)
        return next((reason for reason in found if reason is not None), None)


def _unless(holds: Holds, refuse: Callable[[Standing], Refusal]) -> Hindrance:
    return lambda at: None if holds(at) else refuse(at)


MATTER = _unless(lambda at: at.has_matter, lambda at: NoMatter())
PARTY = _unless(lambda at: at.has_party, lambda at: NoParty())
EVIDENCE = _unless(lambda at: at.evidence_count > 0, lambda at: NoEvidence())
FACTS = _unless(lambda at: not at.missing_facts, lambda at: FactsMissing(names=at.missing_facts))
REVIEWED = _unless(
    lambda at: at.is_legally_reviewed or not at.needs_legal_review, lambda at: ReviewMissing()
)
DELIBERATED = _unless(
    lambda at: at.is_deliberated or not at.needs_deliberation, lambda at: DeliberationMissing()
)
HEARD = _unless(lambda at: not at.open_statements, lambda at: StatementPending())
HEARING_OVER = _unless(
    lambda at: at.hearing in (HearingStage.NONE, HearingStage.HELD), lambda at: HearingPending()
)
WINDOW_OVER = _unless(
    lambda at: not at.is_hearing_open, lambda at: PartyMaySpeak(date=at.hearing_until)
)
DONE = _unless(lambda at: not at.left_to_do, lambda at: NotExecuted(left=at.left_to_do))
