"""What happens to a decision: paid, deferred, enforced, published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sunhall.business.penalties.events.cases import CaseEvent


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
