"""What anybody can check a card by without asking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatusList(models.Model):
    """The statuses of 2²⁰ cards: two bits each, and the signed token that was published last.

    `revision` grows with every publication.
    """

    number = models.SmallIntegerField(_("编号"), primary_key=True)
    content = models.BinaryField()
    token = models.TextField()
    revision = models.PositiveIntegerField(_("版次"), default=0)
    signed_at = models.DateTimeField(_("签署时间"))

    class Meta:
        verbose_name = _("状态清单")
        verbose_name_plural = _("状态清单")


class PendingStatus(models.Model):
    """A card whose state has changed since the lists were published; a trigger writes it."""

    card_id = models.IntegerField(primary_key=True)

    class Meta:
        verbose_name = _("待入清单的卡")
        verbose_name_plural = _("待入清单的卡")
