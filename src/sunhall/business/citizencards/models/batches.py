"""Batches at the producer's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.business.citizencards.choices import BatchState, Outcome
from sunhall.business.citizencards.models.cards import Card
from sunhall.directory.models.dated import LockableQuerySet


class Batch(models.Model):
    """Cards that were handed to the producer together; `sha256` is that of the file they got."""

    number = models.CharField(_("批次号"), max_length=40, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=BatchState, default=BatchState.SENT)
    count = models.PositiveIntegerField(_("张数"))
    made_on = models.DateField(_("送制日期"))
    sha256 = models.CharField(max_length=64)
    made_by_name = models.CharField(_("经办人"), max_length=100)

    objects = LockableQuerySet["Batch"].as_manager()

    class Meta:
        verbose_name = _("制卡批次")
        verbose_name_plural = _("制卡批次")

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class BatchLine(models.Model):
    """One card of a batch, and what came of it."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines", db_index=False)
    line = models.PositiveSmallIntegerField(_("行"))
    card = models.ForeignKey(Card, models.PROTECT, related_name="lines")
    valid_until = models.DateField(_("有效期至"))
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    fault = models.CharField(_("问题"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("制卡明细")
        verbose_name_plural = _("制卡明细")
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="batch_line_once"),
        ]
