"""What may be done about a case now, what cannot and why, and what comes next.

The tables here are the only place that says so: pages read them. They do not decide whether an
act is lawful; the act and supervision do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sunhall.business.penalties.choices import CaseState, CaseStep, Doer
from sunhall.business.penalties.rules.next_steps.aside import AFTERWARDS, ASIDE
from sunhall.business.penalties.rules.next_steps.line import LINE
from sunhall.business.penalties.rules.next_steps.step import DEAD_ENDS, Step, Subject
from sunhall.business.penalties.rules.standing import Standing
from sunhall.kernel.errors import Refusal

STEPS: dict[CaseStep, Step] = {step.key: step for step in (*LINE, *ASIDE, *AFTERWARDS)}

__all__ = [
    "STEPS",
    "Next",
    "Offer",
    "Stage",
    "Step",
    "Subject",
    "next_of",
    "offer_of",
    "offers_of",
    "progress_of",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that fits the case, and why it cannot be taken yet, if so."""

    step: Step
    hindrance: Refusal | None

    @property
    def is_open(self) -> bool:
        """Tell whether nothing keeps it from being taken."""
        return self.hindrance is None


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, and who must do it; `step` is none where only waiting is left."""

    step: Step | None
    doer: Doer
    hindrance: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the procedure: `done`, `current`, or still to come (empty)."""

    state: CaseState
    progress: str


def offers_of(at: Standing) -> list[Offer]:
    """Return every step of the state the case is in, in the order of the procedure."""
    return [
        Offer(step, step.hindrance(at))
        for step in STEPS.values()
        if at.state in step.states and step.fits(at)
    ]


def offer_of(at: Standing, key: CaseStep) -> Offer | None:
    """Return one step; none where the case stands elsewhere or it makes no sense."""
    return next((offer for offer in offers_of(at) if offer.step.key == key), None)


def next_of(at: Standing) -> Next | None:
    """Return what comes next: an answer if one is waited for, or the first step that leads.

    A step that can be taken goes before one that cannot be taken yet.
    """
    if at.waiting:
        return Next(None, Doer.HEAD)
    leading = [offer for offer in offers_of(at) if offer.step.leads(at)]
    if not leading:
        return None
    offer = next((one for one in leading if one.is_open), leading[0])
    is_partys_turn = offer.step.key == CaseStep.ASK_DECISION and at.is_hearing_open
    return Next(offer.step, Doer.PARTY if is_partys_turn else offer.step.doer, offer.hindrance)


ORDINARY = (
    CaseState.CLUE,
    CaseState.FILED,
    CaseState.INVESTIGATED,
    CaseState.PROPOSED,
    CaseState.INFORMED,
    CaseState.DECIDED,
    CaseState.SERVED,
    CaseState.EXECUTED,
    CaseState.CLOSED,
    CaseState.ARCHIVED,
)
SUMMARY = ORDINARY[5:]


def progress_of(at: Standing, *, was_filed: bool = True) -> list[Stage]:
    """Return the stages of a case's procedure, as far as it has come and will go."""
    line = _line(at, was_filed)
    here = line.index(at.state)
    last = at.state == CaseState.ARCHIVED
    return [
        Stage(state, "done" if place < here or last else "current" if place == here else "")
        for place, state in enumerate(line)
    ]


def _line(at: Standing, was_filed: bool) -> Sequence[CaseState]:
    usual = SUMMARY if at.is_summary else ORDINARY
    if at.state in usual:
        return usual
    if at.state == CaseState.ENFORCEMENT:
        after = usual.index(CaseState.SERVED) + 1
        return (*usual[:after], CaseState.ENFORCEMENT, *usual[after:])
    if at.state == CaseState.NOT_FILED:
        return (CaseState.CLUE, CaseState.NOT_FILED)
    begun = usual[:2] if was_filed and at.state in DEAD_ENDS else usual[:1]
    return (*begun, at.state, CaseState.CLOSED, CaseState.ARCHIVED)
