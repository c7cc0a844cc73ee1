"""What happens to a case from the proposal to the served decision."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.events.cases import CaseEvent


@dataclass(frozen=True, kw_only=True)
class PenaltyProposed(CaseEvent):
    """A penalty has been proposed. `engine_fine_yuan` is what the engine says to the same facts.

    The statutory range is that of the facts; none where the statute names no fine.
    """

    name = "penalties.penalty.proposed"
    words = _("处罚意见提出")
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
    words = _("作出法制审核")
    passed: bool
    reviewer_is_officer: bool
    reviewer_is_licensed: bool
    is_first_review: bool


@dataclass(frozen=True, kw_only=True)
class DeliberationHeld(CaseEvent):
    """The heads of the organ have deliberated."""

    name = "penalties.deliberation.held"
    words = _("举行集体讨论")


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(CaseEvent):
    """The party is to be told of the proposal and of its rights."""

    name = "penalties.notice.issued"
    words = _("事先告知书制作")
    fine_yuan: Decimal
    needs_hearing: bool
    tells_hearing: bool


@dataclass(frozen=True, kw_only=True)
class NoticeServed(CaseEvent):
    """The prior notice has reached the party."""

    name = "penalties.notice.served"
    words = _("事先告知书送达")


@dataclass(frozen=True, kw_only=True)
class StatementReceived(CaseEvent):
    """The party has spoken in its defense."""

    name = "penalties.statement.received"
    words = _("收到陈述申辩")


@dataclass(frozen=True, kw_only=True)
class StatementReviewed(CaseEvent):
    """What the party said has been reviewed."""

    name = "penalties.statement.reviewed"
    words = _("陈述申辩复核")
    is_adopted: bool


@dataclass(frozen=True, kw_only=True)
class HearingAsked(CaseEvent):
    """The party asks for a hearing."""

    name = "penalties.hearing.asked"
    words = _("当事人申请听证")


@dataclass(frozen=True, kw_only=True)
class RightsWaived(CaseEvent):
    """The party has expressly given up its defense and its hearing."""

    name = "penalties.hearing.waived"
    words = _("当事人放弃陈述申辩和听证")


@dataclass(frozen=True, kw_only=True)
class HearingArranged(CaseEvent):
    """A hearing has a day, a place and a host."""

    name = "penalties.hearing.arranged"
    words = _("听证安排")
    working_days_ahead: int
    host_is_officer: bool
    host_is_qualified: bool


@dataclass(frozen=True, kw_only=True)
class HearingHeld(CaseEvent):
    """A hearing has taken place, or the party stayed away."""

    name = "penalties.hearing.held"
    words = _("听证举行")
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
    words = _("作出行政处罚决定")
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
    words = _("作出当场处罚决定")
    fine_yuan: Decimal
    suspected_crime: bool
    number: str
    proof_hash: str


@dataclass(frozen=True, kw_only=True)
class PenaltyReported(CaseEvent):
    """A penalty on the spot has been reported to the organ."""

    name = "penalties.penalty.reported"
    words = _("当场处罚备案")


@dataclass(frozen=True, kw_only=True)
class DocumentServed(CaseEvent):
    """A document has reached the party."""

    name = "penalties.document.served"
    words = _("文书送达")
    kind: str
    way: str


@dataclass(frozen=True, kw_only=True)
class DecisionServed(CaseEvent):
    """A decision has reached the party."""

    name = "penalties.decision.served"
    words = _("处罚决定书送达")
    way: str


@dataclass(frozen=True, kw_only=True)
class DecisionCorrected(CaseEvent):
    """A decision has been changed or revoked; none is the fine of a revocation."""

    name = "penalties.decision.corrected"
    words = _("处罚决定变更、撤销")
    ground: str
    was_served: bool
    fine_before_yuan: Decimal
    fine_after_yuan: Decimal
