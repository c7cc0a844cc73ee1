"""What departments did with the functions of cards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.business.citizencards.choices import Function
from sunhall.business.citizencards.models.cards import Card
from sunhall.business.citizencards.rules.numbers import number_of


class FunctionSwitch(models.Model):
    """A department switched its function of a card on or off, and said what for; append-only."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="switches")
    function = models.SmallIntegerField(_("功能"), choices=Function)
    is_on = models.BooleanField(_("开通"))
    purpose = models.CharField(_("用途"), max_length=200)
    at = models.DateTimeField(_("时间"))
    organization_id = models.BigIntegerField(_("单位编号"))
    organization_name = models.CharField(_("单位"), max_length=100)
    person_name = models.CharField(_("经办人"), max_length=100)

    class Meta:
        verbose_name = _("卡功能开关")
        verbose_name_plural = _("卡功能开关")
        indexes = [models.Index(fields=["organization_id", "-id"], name="card_switch_organization")]

    @property
    def number(self) -> str:
        """Return the number of the card."""
        return number_of(self.card_id)
