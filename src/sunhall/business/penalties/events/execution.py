"""What happens to a decision: paid, deferred, enforced, published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.events.cases import CaseEvent


@dataclass(frozen=True, kw_only=True)
class PaymentRecorded(CaseEvent):
    """A fine, or a part of it, has been paid."""

    name = "penalties.payment.recorded"
    words = _("缴款登记")
    amount_yuan: Decimal
    additional_yuan: Decimal


@dataclass(frozen=True, kw_only=True)
class CollectedOnSite(CaseEvent):
    """A fine has been collected on the spot."""

    name = "penalties.payment.collected_on_site"
    words = _("罚款当场收缴")
    has_ground: bool
    fine_yuan: Decimal


@dataclass(frozen=True, kw_only=True)
class CashHandedOver(CaseEvent):
    """A collected fine has been handed to the organ."""

    name = "penalties.payment.handed_over"
    words = _("收缴的罚款上交机关")


@dataclass(frozen=True, kw_only=True)
class CashBanked(CaseEvent):
    """A collected fine has been paid into the bank."""

    name = "penalties.payment.banked"
    words = _("收缴的罚款缴付银行")


@dataclass(frozen=True, kw_only=True)
class PaymentDeferred(CaseEvent):
    """A fine may be paid later, or in parts."""

    name = "penalties.payment.deferred"
    words = _("批准延期、分期缴纳")
    installment_count: int


@dataclass(frozen=True, kw_only=True)
class AdditionalFineCharged(CaseEvent):
    """An additional fine has been charged; `lawful_yuan` is what the law allows."""

    name = "penalties.additional_fine.charged"
    words = _("计收加处罚款")
    charged_yuan: Decimal
    lawful_yuan: Decimal
    is_under_review: bool


@dataclass(frozen=True, kw_only=True)
class RemedyStarted(CaseEvent):
    """The party has gone to reconsideration or to court."""

    name = "penalties.remedy.started"
    words = _("当事人申请复议或者提起诉讼")
    ground: str


@dataclass(frozen=True, kw_only=True)
class RemedyEnded(CaseEvent):
    """A reconsideration or a lawsuit is over."""

    name = "penalties.remedy.ended"
    words = _("复议或者诉讼结束")


@dataclass(frozen=True, kw_only=True)
class PartyUrged(CaseEvent):
    """The party has been urged to pay."""

    name = "penalties.enforcement.urged"
    words = _("催告当事人")


@dataclass(frozen=True, kw_only=True)
class EnforcementApplied(CaseEvent):
    """The court has been asked to enforce; the urging lets the party 10 working days."""

    name = "penalties.enforcement.applied"
    words = _("申请人民法院强制执行")
    is_urged: bool
    urge_ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(CaseEvent):
    """A decision is shown in the public hall. All of it is public."""

    name = "penalties.decision.published"
    words = _("处罚决定公开")
    number: str
    decision_hash: str
    fine_yuan: Decimal
    proof_hash: str
    published_until: date


@dataclass(frozen=True, kw_only=True)
class DecisionRetracted(CaseEvent):
    """A published decision has been taken down. All of it is public."""

    name = "penalties.decision.retracted"
    words = _("公示撤回")
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SealAsked(CaseEvent):
    """A document of a case is to bear the organ's seal."""

    name = "penalties.document.seal_asked"
    words = _("文书报请用印")
    number: str


@dataclass(frozen=True, kw_only=True)
class SealRefused(CaseEvent):
    """A document of a case shall not bear the organ's seal."""

    name = "penalties.document.seal_refused"
    words = _("文书用印退回")
    number: str


@dataclass(frozen=True, kw_only=True)
class PaperSealed(CaseEvent):
    """A document of a case bears the organ's seal; from now on it is these bytes."""

    name = "penalties.document.sealed"
    words = _("文书用印")
    number: str
    sealed_sha256: str
