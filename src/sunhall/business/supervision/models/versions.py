"""Rules of supervision and their versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.supervision.choices import Effect, Severity
from sunhall.business.supervision.rules import Draft
from sunhall.directory.models.dated import LockableQuerySet


class Rule(models.Model):
    """A rule (监督规则): what it is for, and which of its versions watches.

    `source` is the whole record it was taken from. The version in force also says whether the
    rule watches at all; without one the rule has only been proposed.
    """

    code = models.CharField(_("编号"), max_length=20, unique=True)
    domain = models.CharField(_("领域"), max_length=20)
    stage = models.CharField(_("阶段"), max_length=10, blank=True)
    key_point = models.CharField(_("关键环节"), max_length=50)
    name = models.CharField(_("名称"), max_length=100)
    condition = models.TextField(_("情形"))
    basis = models.TextField(_("依据"))
    certainty = models.CharField(_("依据的把握"), max_length=100, blank=True)
    source = models.JSONField(_("来源记录"), default=dict)
    version = models.ForeignKey(
        "RuleVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("现行版本")
    )

    objects = LockableQuerySet["Rule"].as_manager()

    class Meta:
        verbose_name = _("监督规则")
        verbose_name_plural = _("监督规则")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return code and name."""
        return f"{self.code} {self.name}"


class RuleVersion(models.Model):
    """One version of what a rule watches, asks and does.

    Once enabled or rejected it never changes, and who proposed it may not enable it; the database
    holds both. Versions that came with the product have no proposer.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    on = ArrayField(models.CharField(max_length=100), verbose_name=_("监督的事件"), default=list)
    when = models.TextField(_("条件"), blank=True)
    red_when = models.TextField(_("升为红牌的条件"), blank=True)
    block_when = models.TextField(_("阻断的条件"), blank=True)
    effect = models.CharField(_("效果"), max_length=10, choices=Effect, default=Effect.RECORD)
    severity = models.CharField(_("颜色"), max_length=10, choices=Severity)
    notify = ArrayField(models.CharField(max_length=50), verbose_name=_("通知"), default=list)
    remedy_working_days = models.PositiveSmallIntegerField(_("整改期限（工作日）"), default=0)
    way_out = models.CharField(_("应当怎样办"), max_length=200, blank=True)
    lacks = models.CharField(_("尚缺"), max_length=200, blank=True)
    is_watching = models.BooleanField(_("启用"), default=True)
    reason = models.TextField(_("修改理由"), blank=True)
    proposed_by_id = models.BigIntegerField(_("起草人编号"), null=True)
    proposed_by_name = models.CharField(_("起草人"), max_length=100, blank=True)
    proposed_at = models.DateTimeField(_("起草时间"), null=True)
    enabled_by_id = models.BigIntegerField(_("启用人编号"), null=True)
    enabled_by_name = models.CharField(_("启用人"), max_length=100, blank=True)
    enabled_at = models.DateTimeField(_("启用时间"), null=True)
    rejected_at = models.DateTimeField(_("否决时间"), null=True)

    objects = LockableQuerySet["RuleVersion"].as_manager()

    class Meta:
        verbose_name = _("监督规则版本")
        verbose_name_plural = _("监督规则版本")
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_number"),
            models.CheckConstraint(
                condition=Q(enabled_by_id__isnull=True) | ~Q(enabled_by_id=F("proposed_by_id")),
                name="rule_version_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(enabled_at__isnull=True) | Q(rejected_at__isnull=True),
                name="rule_version_decided_once",
            ),
        ]

    def __str__(self) -> str:
        """Return the rule and the number."""
        return f"{self.rule.code} v{self.number}"

    @property
    def draft(self) -> Draft:
        """Return what this version watches, asks and does."""
        return Draft(
            on=tuple(self.on),
            when=self.when,
            red_when=self.red_when,
            block_when=self.block_when,
            effect=self.effect,
            severity=self.severity,
            notify=tuple(self.notify),
            remedy_working_days=self.remedy_working_days,
            way_out=self.way_out,
            lacks=self.lacks,
            is_watching=self.is_watching,
        )

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be decided upon."""
        return self.enabled_at is None and self.rejected_at is None


class RuleSetRevision(models.Model):
    """A number that grows with each change of the rules in force; one row."""

    number = models.BigIntegerField(default=0)
