"""What an investigation collects: evidence, facts, measures, recusals, pauses."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import (
    EvidenceKind,
    MeasureKind,
    MeasureOutcome,
    SuspensionReason,
)
from sunhall.business.penalties.models.cases import Case
from sunhall.directory.models import Person
from sunhall.kernel.models import StoredFile


class Evidence(models.Model):
    """One piece of evidence; append-only. `number` counts within the case.

    Law: 行政处罚法 第四十六条 (kinds), 第四十一条 (monitoring devices are reviewed first).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("证据种类"), max_length=20, choices=EvidenceKind)
    title = models.CharField(_("名称"), max_length=200)
    description = models.TextField(_("证明内容"), blank=True)
    obtained_on = models.DateField(_("取得日期"))
    place = models.CharField(_("取得地点"), max_length=200, blank=True)
    provider = models.CharField(_("提供人"), max_length=100, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    filename = models.CharField(_("文件名"), max_length=200, blank=True)
    is_from_device = models.BooleanField(_("电子监控设备取得"), default=False)
    is_reviewed = models.BooleanField(_("经法制和技术审核"), default=False)
    recorded_by_name = models.CharField(_("登记人"), max_length=100)
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("证据")
        verbose_name_plural = _("证据")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="evidence_number"),
        ]


class CaseFact(models.Model):
    """A fact the benchmark asks about, and the evidence it rests on; append-only.

    The last row of a key counts. `key` and `value` are those of the benchmark's factor.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    key = models.CharField(_("要素"), max_length=50)
    value = models.JSONField(_("取值"))
    evidence_ids = models.JSONField(_("证据编号"), default=list)
    reason = models.CharField(_("变更理由"), max_length=500, blank=True)
    recorded_by_id = models.BigIntegerField(_("认定人编号"))
    recorded_by_name = models.CharField(_("认定人"), max_length=100)
    recorded_at = models.DateTimeField(_("认定时间"))

    class Meta:
        verbose_name = _("案件事实")
        verbose_name_plural = _("案件事实")
        indexes = [models.Index(fields=["case", "key", "-id"], name="case_fact_last")]


class Measure(models.Model):
    """Things preserved or seized, with their list.

    `items` are rows of name, quantity and remark. Law: 行政处罚法 第五十六条 (7 working days);
    行政强制法 第二十四条, 第二十五条 (30 days, and 30 more).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="measures")
    kind = models.CharField(_("措施"), max_length=20, choices=MeasureKind)
    items = models.JSONField(_("物品清单"))
    place = models.CharField(_("存放地点"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("实施时间"))
    outcome = models.CharField(_("处理结果"), max_length=20, choices=MeasureOutcome, blank=True)
    resolved_at = models.DateTimeField(_("处理时间"), null=True)

    class Meta:
        verbose_name = _("保存与强制措施")
        verbose_name_plural = _("保存与强制措施")


class Recusal(models.Model):
    """A request that an officer stand aside, and the answer. Law: 行政处罚法 第四十三条."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.CharField(_("提出人"), max_length=100)
    reason = models.CharField(_("理由"), max_length=500)
    asked_at = models.DateTimeField(_("提出时间"))
    is_granted = models.BooleanField(_("准予回避"), null=True)
    decided_by_name = models.CharField(_("决定人"), max_length=100, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True)

    class Meta:
        verbose_name = _("回避")
        verbose_name_plural = _("回避")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(is_granted__isnull=True),
                name="recusal_asked_once",
            ),
        ]


class Pause(models.Model):
    """A stretch in which the clock of a case stands still; both days belong to it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    reason = models.CharField(_("事由"), max_length=20, choices=SuspensionReason)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    start_date = models.DateField(_("开始日期"))
    end_date = models.DateField(_("结束日期"), null=True)

    class Meta:
        verbose_name = _("中止")
        verbose_name_plural = _("中止")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(end_date__isnull=True), name="pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="pause_ends_after_it_starts",
            ),
        ]
