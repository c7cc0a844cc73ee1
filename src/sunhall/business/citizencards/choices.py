"""Enumerations of the citizen card."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CardState(TextChoices):
    """How far a card has come; its last act."""

    APPLIED = "applied", _("待制卡")
    PRODUCING = "producing", _("制卡中")
    MADE = "made", _("已制成")
    AT_COUNTER = "at_counter", _("待领取")
    IN_USE = "in_use", _("使用中")
    LOST_ORALLY = "lost_orally", _("口头挂失")
    LOST = "lost", _("书面挂失")
    REPLACED = "replaced", _("已补换")
    CANCELLED = "cancelled", _("已注销")
    EXPIRED = "expired", _("已到期")


ENDED = (CardState.REPLACED, CardState.CANCELLED, CardState.EXPIRED)
"""Where nothing more can be done with a card; a person may have one card that is not there."""


class LossKind(TextChoices):
    """How a loss is reported: by word of mouth it holds for a few days only."""

    ORAL = "oral", _("口头挂失")
    WRITTEN = "written", _("书面挂失")


class ReplaceReason(TextChoices):
    """Why a card is replaced."""

    LOST = "lost", _("遗失")
    DAMAGED = "damaged", _("损坏")
    RENEWED = "renewed", _("到期换发")


class CancelReason(TextChoices):
    """Why a card is cancelled."""

    DIED = "died", _("持卡人死亡")
    MOVED = "moved", _("迁出本市")
    FRAUD = "fraud", _("冒领或者冒用")


class Function(IntegerChoices):
    """What a department uses the card for; the values are bits, so that a card keeps them in one.

    Source: the article of 2011: 社保、民政、卫生、公积金、审批.
    """

    SOCIAL_SECURITY = 1, _("社会保障")
    CIVIL_AFFAIRS = 2, _("民政救助")
    HEALTH = 4, _("医疗卫生")
    HOUSING_FUND = 8, _("住房公积金")
    APPROVALS = 16, _("行政审批")

    @property
    def code(self) -> str:
        """Return the name by which programs know it."""
        return str(self.name).lower()


class Way(TextChoices):
    """How somebody looked at a card."""

    NUMBER = "number", _("按卡号核验")
    QR = "qr", _("扫码核验")
    BATCH = "batch", _("批量核验")
    REVEAL = "reveal", _("查看身份信息")


class BatchState(TextChoices):
    """How far a batch has come at the producer's."""

    SENT = "sent", _("已送制卡")
    RETURNED = "returned", _("已收回结果")
    DELIVERED = "delivered", _("已送达窗口")


class Outcome(TextChoices):
    """What came of one card of a batch."""

    WAITING = "waiting", _("等待结果")
    MADE = "made", _("制成")
    FAULTY = "faulty", _("有问题")
