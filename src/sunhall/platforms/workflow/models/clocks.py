"""Clocks: the time limits of a business, beside its flow and never inside it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.models import LockableQuerySet
from sunhall.platforms.workflow.choices import ClockUnit


class Clock(models.Model):
    """A time limit (期限) of anything: how many days of which unit, since when, until when.

    The day it starts on is not counted. `consumed` are the days counted when it was paused last,
    or stopped; `due_on` was reckoned by the `calendar` of that revision. `extensions` are further
    limits, each with its article. Law: 行政许可法 第四十二条, 第四十五条, 第八十二条.
    """

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(_("事项种类"), max_length=50)
    subject_id = models.BigIntegerField(_("事项"))
    kind = models.CharField(_("期限"), max_length=50)
    unit = models.CharField(_("单位"), max_length=10, choices=ClockUnit)
    budget = models.PositiveIntegerField(_("天数"))
    statute = models.CharField(_("依据"), max_length=200)
    started_on = models.DateField(_("起算日"))
    consumed = models.PositiveIntegerField(_("已用天数"), default=0)
    extensions = models.JSONField(_("延长"), default=list)
    paused_since = models.DateField(_("中止自"), null=True)
    due_on = models.DateField(_("届满日"), null=True)
    stopped_on = models.DateField(_("停止日"), null=True)
    calendar = models.BigIntegerField(_("所依日历"), default=0)

    objects = LockableQuerySet["Clock"].as_manager()

    class Meta:
        verbose_name = _("期限")
        verbose_name_plural = _("期限")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=Q(stopped_on__isnull=True),
                name="workflow_clock_one_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="workflow_clock_due",
                condition=Q(stopped_on__isnull=True),
            )
        ]


class ClockPause(models.Model):
    """A stretch of days a clock did not count; both ends belong to it. Open: it still stands."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    start_date = models.DateField(_("起"))
    end_date = models.DateField(_("止"), null=True)
    cause = models.CharField(_("事由"), max_length=200)
    legal_basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = _("期限中止")
        verbose_name_plural = _("期限中止")
        ordering = ["start_date", "pk"]
