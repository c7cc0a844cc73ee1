"""What citizens and enterprises did that others need to know (信用、行为记录)."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.data.choices import ConductKind
from sunhall.centers.data.models.holders import Holder
from sunhall.centers.data.permissions import Permission
from sunhall.directory.models import Organization
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class ConductQuerySet(LockableQuerySet["ConductRecord"]):
    """Conduct records."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: all, to those who examine and inspect, or their own."""
        if by.may(Permission.CONDUCT_VIEW):
            return self.all()
        return self.filter(holder__in=list(Holder.objects.own(by)))

    def standing(self) -> Self:
        """Keep those that no later decision has ended."""
        return self.filter(ended_on__isnull=True)


class ConductRecord(models.Model):
    """A decision about a citizen or an enterprise that other departments must heed.

    `source` names the kind of thing it comes from and `source_id` its key: one decision is recorded
    once. It holds from `starts_on` until `ends_on`; `ended_on` is when a later decision ended it
    before its time. What it does to whom is a table of the rules (law/effects.yaml).

    Law: 行政许可法 第六十四条 (who penalizes tells who granted); 行政处罚法 第四十八条.
    """

    holder = models.ForeignKey(Holder, models.PROTECT, related_name="conduct")
    kind = models.CharField(_("行为类别"), max_length=20, choices=ConductKind)
    summary = models.CharField(_("事由"), max_length=200)
    outcome = models.CharField(_("处理结果"), max_length=500, blank=True)
    source = models.CharField(_("来源"), max_length=60)
    source_id = models.BigIntegerField(_("来源编号"))
    decision_number = models.CharField(_("决定书文号"), max_length=60)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    field = models.CharField(_("领域"), max_length=2, blank=True)
    starts_on = models.DateField(_("生效日期"))
    ends_on = models.DateField(_("到期日期"))
    ended_on = models.DateField(_("提前终止日期"), null=True)
    ended_reason = models.CharField(_("终止理由"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("记录时间"))

    objects = ConductQuerySet.as_manager()

    class Meta:
        verbose_name = _("行为记录")
        verbose_name_plural = _("行为记录")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=Q(ended_on__isnull=True),
                name="conduct_recorded_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="conduct_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Return the number of the decision."""
        return self.decision_number
