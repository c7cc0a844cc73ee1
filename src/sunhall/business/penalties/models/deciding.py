"""From the proposal to the decision: approvals, reviews, notices, the party's word, decisions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import (
    ApprovalKind,
    ApprovalStatus,
    CorrectionGround,
    DecisionStatus,
)
from sunhall.business.penalties.models.benchmarks import Determination
from sunhall.business.penalties.models.cases import Case
from sunhall.directory.models import Person


class Approval(models.Model):
    """What an officer asks the head of the organ to approve, and the answer.

    `details` are what the granted act needs, as plain JSON. Granting carries the act out.
    Law: 行政处罚法 第五十四条, 第五十六条, 第五十七条.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="approvals")
    kind = models.CharField(_("审批事项"), max_length=20, choices=ApprovalKind)
    status = models.CharField(
        _("状态"), max_length=10, choices=ApprovalStatus, default=ApprovalStatus.PENDING
    )
    reason_code = models.CharField(_("事由"), max_length=30, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    details = models.JSONField(_("内容"), default=dict)
    organization_id = models.BigIntegerField(_("单位编号"))
    asked_by_id = models.BigIntegerField(_("申请人编号"))
    asked_by_name = models.CharField(_("申请人"), max_length=100)
    asked_at = models.DateTimeField(_("申请时间"))
    decided_by_id = models.BigIntegerField(_("审批人编号"), null=True)
    decided_by_name = models.CharField(_("审批人"), max_length=100, blank=True)
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    opinion = models.CharField(_("审批意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("审批")
        verbose_name_plural = _("审批")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(status="pending"),
                name="approval_one_pending",
            ),
            models.CheckConstraint(
                condition=Q(status="pending")
                | Q(decided_at__isnull=False, decided_by_id__isnull=False),
                name="approval_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "id"],
                condition=Q(status="pending"),
                name="approval_pending",
            )
        ]

    @property
    def is_pending(self) -> bool:
        """Tell whether it still waits for an answer."""
        return self.status == ApprovalStatus.PENDING


class LegalReview(models.Model):
    """A legal reviewer's opinion on a proposal; append-only. Law: 行政处罚法 第五十八条."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_reviews")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_passed = models.BooleanField(_("通过"))
    opinion = models.TextField(_("审核意见"))
    reviewed_at = models.DateTimeField(_("审核时间"))

    class Meta:
        verbose_name = _("法制审核")
        verbose_name_plural = _("法制审核")


class Deliberation(models.Model):
    """A deliberation of the organ's heads; append-only. Law: 行政处罚法 第五十七条第二款."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deliberations")
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="+")
    held_on = models.DateField(_("讨论日期"))
    attendees = models.CharField(_("参加人员"), max_length=500)
    minutes = models.TextField(_("讨论记录"))
    conclusion = models.CharField(_("结论"), max_length=500)
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("集体讨论")
        verbose_name_plural = _("集体讨论")


class Notice(models.Model):
    """The prior notice of a penalty: what is proposed, why, and the party's rights.

    Law: 行政处罚法 第四十四条, 第六十三条, 第六十四条.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    number = models.CharField(_("文号"), max_length=60)
    tells_hearing = models.BooleanField(_("告知听证权利"))
    issued_at = models.DateTimeField(_("作出时间"))
    served_at = models.DateTimeField(_("送达时间"), null=True)
    waived_at = models.DateTimeField(_("当事人放弃陈述申辩与听证的时间"), null=True)

    class Meta:
        verbose_name = _("事先告知")
        verbose_name_plural = _("事先告知")
        constraints = [models.UniqueConstraint(fields=["number"], name="notice_number")]


class Statement(models.Model):
    """What a party said in its defense, and what the organ makes of it.

    Law: 行政处罚法 第四十五条 (heard in full, reviewed, never a reason for a heavier penalty).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="statements")
    text = models.TextField(_("陈述申辩内容"))
    received_at = models.DateTimeField(_("收到时间"))
    is_adopted = models.BooleanField(_("采纳"), null=True)
    reply = models.TextField(_("复核意见"), blank=True)
    reviewed_at = models.DateTimeField(_("复核时间"), null=True)

    class Meta:
        verbose_name = _("陈述申辩")
        verbose_name_plural = _("陈述申辩")


class Hearing(models.Model):
    """A hearing from the request to the record. Law: 行政处罚法 第六十三条 to 第六十五条."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="hearing")
    asked_at = models.DateTimeField(_("申请时间"))
    host = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    scheduled_on = models.DateField(_("举行日期"), null=True)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    notified_at = models.DateTimeField(_("通知时间"), null=True)
    held_at = models.DateTimeField(_("记录时间"), null=True)
    is_abandoned = models.BooleanField(_("当事人放弃"), default=False)
    is_adopted = models.BooleanField(_("采纳当事人意见"), default=False)
    minutes = models.TextField(_("听证笔录"), blank=True)

    class Meta:
        verbose_name = _("听证")
        verbose_name_plural = _("听证")


class PenaltyDecision(models.Model):
    """A decision to penalize, or the one that changes or revokes it.

    The sanction is that of `determination`; there is no other. `replaces` is the decision that
    this one changes or revokes; a revocation has no determination.

    Law: 行政处罚法 第五十七条, 第五十九条, 第七十五条第二款.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("决定书文号"), max_length=60)
    status = models.CharField(
        _("效力"), max_length=10, choices=DecisionStatus, default=DecisionStatus.IN_FORCE
    )
    decided_at = models.DateTimeField(_("决定时间"))
    decided_by_name = models.CharField(_("批准人"), max_length=100)
    served_at = models.DateTimeField(_("送达时间"), null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    correction_ground = models.CharField(
        _("变更依据"), max_length=20, choices=CorrectionGround, blank=True
    )
    correction_reason = models.TextField(_("变更理由"), blank=True)

    class Meta:
        verbose_name = _("处罚决定")
        verbose_name_plural = _("处罚决定")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="decision_number"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status="in_force"), name="decision_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(determination__isnull=False) | Q(replaces__isnull=False),
                name="decision_is_determined",
            ),
        ]
        indexes = [models.Index(fields=["decided_at", "id"], name="decision_decided")]
