"""What the citizen card announces. No event names a person: the holder is behind the card."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CardEvent(Event):
    """Something happened to one card."""

    subject: ClassVar[str] = "citizencards.card"


@dataclass(frozen=True, kw_only=True)
class CardAppliedFor(CardEvent):
    """A card has been applied for; `replaces_id` is the card it takes the place of."""

    name = "citizencards.card.applied_for"
    words = _("申领市民卡")
    division: str
    replaces_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CardFaulty(CardEvent):
    """The producer could not make a card; it waits for the next batch."""

    name = "citizencards.card.faulty"
    words = _("制卡有问题，退回待制")
    batch: str
    fault: str


@dataclass(frozen=True, kw_only=True)
class CardActivated(CardEvent):
    """A card has been activated by its holder."""

    name = "citizencards.card.activated"
    words = _("激活市民卡")


@dataclass(frozen=True, kw_only=True)
class LossReported(CardEvent):
    """A card has been reported lost, with immediate effect; an oral report holds `until`."""

    name = "citizencards.card.loss_reported"
    words = _("挂失")
    kind: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class LossLifted(CardEvent):
    """A report of loss has been lifted, or, being oral, has lapsed."""

    name = "citizencards.card.loss_lifted"
    words = _("解除挂失")
    has_lapsed: bool


@dataclass(frozen=True, kw_only=True)
class CardReplaced(CardEvent):
    """A card has been replaced by another, which has been applied for."""

    name = "citizencards.card.replaced"
    words = _("补换市民卡")
    reason: str
    successor_id: int


@dataclass(frozen=True, kw_only=True)
class CardCancelled(CardEvent):
    """A card has been cancelled for good."""

    name = "citizencards.card.cancelled"
    words = _("注销市民卡")
    reason: str


@dataclass(frozen=True, kw_only=True)
class CardExpired(CardEvent):
    """A card has reached the end of its validity."""

    name = "citizencards.card.expired"
    words = _("市民卡到期")


@dataclass(frozen=True, kw_only=True)
class FunctionSwitched(CardEvent):
    """A department has switched its function of a card on or off."""

    name = "citizencards.card.function_switched"
    words = _("开通或者关闭卡功能")
    function: str
    is_on: bool
    purpose: str


@dataclass(frozen=True, kw_only=True)
class HolderRevealed(CardEvent):
    """An officer has looked at the name and the number behind a card."""

    name = "citizencards.card.holder_revealed"
    words = _("查看持卡人身份信息")
    purpose: str


@dataclass(frozen=True, kw_only=True)
class BatchEvent(Event):
    """Something happened to a batch of cards."""

    subject: ClassVar[str] = "citizencards.batch"
    number: str


@dataclass(frozen=True, kw_only=True)
class BatchMade(BatchEvent):
    """Cards have been handed to the producer; `sha256` is that of the file."""

    name = "citizencards.batch.made"
    words = _("送制卡")
    count: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BatchHandedOut(BatchEvent):
    """The file of a batch, which names people, has been handed out."""

    name = "citizencards.batch.handed_out"
    words = _("下载制卡文件")


@dataclass(frozen=True, kw_only=True)
class BatchReturned(BatchEvent):
    """The producer's result has been taken."""

    name = "citizencards.batch.returned"
    words = _("收回制卡结果")
    made: int
    faulty: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BatchDelivered(BatchEvent):
    """The cards of a batch have reached the counters."""

    name = "citizencards.batch.delivered"
    words = _("送达窗口")
    count: int


@dataclass(frozen=True, kw_only=True)
class PurposeEvent(Event):
    """Something happened to a purpose for which a department may look at cards."""

    subject: ClassVar[str] = "citizencards.purpose"
    organization: str
    code: str


@dataclass(frozen=True, kw_only=True)
class PurposeGranted(PurposeEvent):
    """A department may look at cards for a purpose; `basis` is the article."""

    name = "citizencards.purpose.granted"
    words = _("登记核验用途")
    basis: str
    shows_name: bool


@dataclass(frozen=True, kw_only=True)
class PurposeEnded(PurposeEvent):
    """A department may no longer look at cards for a purpose."""

    name = "citizencards.purpose.ended"
    words = _("终止核验用途")
