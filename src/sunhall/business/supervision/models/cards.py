"""Cards and their steps."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.business.supervision.choices import OPEN, CardState, Move, Severity
from sunhall.business.supervision.models.findings import Finding, within
from sunhall.business.supervision.rules import OVERDUE_IN
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class CardQuerySet(LockableQuerySet["Card"]):
    """Cards."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see."""
        return self.filter(within(by, "finding__"))


class Card(models.Model):
    """A yellow or red card (黄牌、红牌) for one finding, and how far it has come.

    `number` runs without a gap per organization and year. `due_on` is the last day for what the
    organization owes next. `orders` counts the formal orders so far: the opinion, the decision.
    The database lets a card move only along its paths and never lets one be taken away.
    """

    finding = models.OneToOneField(
        Finding, models.PROTECT, primary_key=True, related_name="card", verbose_name=_("发现")
    )
    number = models.CharField(_("牌号"), max_length=80, unique=True)
    severity = models.CharField(_("颜色"), max_length=10, choices=Severity)
    state = models.CharField(_("状态"), max_length=10, choices=CardState, default=CardState.ISSUED)
    issued_at = models.DateTimeField(_("亮牌时间"))
    appeal_until = models.DateField(_("申诉截止"))
    due_on = models.DateField(_("整改截止"), null=True)
    orders = models.PositiveSmallIntegerField(_("督办次数"), default=0)
    escalated_at = models.DateTimeField(_("升级时间"), null=True)
    ended_at = models.DateTimeField(_("了结时间"), null=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("监督牌")
        verbose_name_plural = _("监督牌")
        indexes = [
            models.Index(fields=["state", "-finding"], name="card_state"),
            models.Index(
                fields=["due_on", "finding"],
                condition=models.Q(state__in=sorted(OVERDUE_IN)),
                name="card_due",
            ),
            models.Index(
                fields=["severity", "-finding"],
                condition=models.Q(state__in=OPEN),
                name="card_open",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number

    @property
    def is_ended(self) -> bool:
        """Tell whether nothing more can be done with it."""
        return self.state not in OPEN


class CardStep(models.Model):
    """One step of a card: who did what, with what words; append-only.

    A step without a person was made by the city itself.
    """

    card = models.ForeignKey(Card, models.PROTECT, related_name="steps")
    move = models.CharField(_("步骤"), max_length=10, choices=Move)
    state = models.CharField(_("之后的状态"), max_length=10, choices=CardState)
    severity = models.CharField(_("颜色"), max_length=10, choices=Severity)
    words = models.TextField(_("说明"), blank=True)
    due_on = models.DateField(_("截止"), null=True)
    at = models.DateTimeField(_("时间"))
    person_id = models.BigIntegerField(_("人员编号"), null=True)
    person_name = models.CharField(_("人员"), max_length=100, blank=True)
    organization_name = models.CharField(_("单位"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("监督步骤")
        verbose_name_plural = _("监督步骤")
        ordering = ["id"]
