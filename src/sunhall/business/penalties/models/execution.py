"""After the decision: service, payment, rectification, enforcement, publication."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import (
    Concern,
    DocumentKind,
    OnSiteGround,
    PaymentWay,
    ServiceWay,
)
from sunhall.business.penalties.models.cases import Case
from sunhall.business.penalties.models.deciding import PenaltyDecision
from sunhall.centers.access.choices import SealUseState
from sunhall.centers.access.models import SealUse
from sunhall.kernel.models import StoredFile

STAND_STILL_WITH_CASE = (Concern.VERIFICATION, Concern.DECISION)
"""What the organ need not do while the case is suspended."""


class Document(models.Model):
    """A document of a case; append-only. `sheet` are the facts it was made of, kept as they were.

    The PDF follows from template, sheet and `made_at`: the same bytes each time. `wording` are the
    parts an officer worded.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(_("文书种类"), max_length=30, choices=DocumentKind)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    sheet = models.JSONField(_("文书内容"))
    wording = models.JSONField(_("填写内容"), default=dict)
    made_by_name = models.CharField(_("制作人"), max_length=100)
    made_at = models.DateTimeField(_("制作时间"))

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=~Q(number=""), name="document_number"
            ),
        ]


class DocumentSeal(models.Model):
    """A document is to bear the organ's seal, or does; `sealed` are then its bytes for good.

    Law: 行政处罚法 第五十九条第二款 (the decision must bear the seal).
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="seals")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    use = models.OneToOneField(SealUse, models.PROTECT, related_name="+")
    state = models.CharField(
        _("用印"), max_length=10, choices=SealUseState, default=SealUseState.REQUESTED
    )
    sealed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("文书用印")
        verbose_name_plural = _("文书用印")
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=~Q(state=SealUseState.REFUSED),
                name="document_sealed_once",
            ),
            models.CheckConstraint(
                condition=Q(state=SealUseState.SEALED) ^ Q(sealed__isnull=True),
                name="document_seal_has_bytes",
            ),
        ]


class Service(models.Model):
    """A document has reached the party; append-only. Law: 行政处罚法 第六十一条."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="services")
    document = models.OneToOneField(Document, models.PROTECT, related_name="service")
    way = models.CharField(_("送达方式"), max_length=20, choices=ServiceWay)
    served_on = models.DateField(_("送达日期"))
    receiver = models.CharField(_("签收人"), max_length=100, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("送达")
        verbose_name_plural = _("送达")


class Installment(models.Model):
    """A part of a fine and the day it is due, approved by the head; a deferral is one of them.

    Law: 行政处罚法 第六十六条第二款.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="installments")
    number = models.PositiveSmallIntegerField(_("期次"))
    amount_yuan = models.DecimalField(_("应缴金额"), max_digits=17, decimal_places=2)
    due_date = models.DateField(_("应缴日期"))

    class Meta:
        verbose_name = _("分期缴纳")
        verbose_name_plural = _("分期缴纳")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="installment_number"),
        ]


class Payment(models.Model):
    """What was paid, as the receipt says; append-only but for handing in and banking.

    `amount_yuan` is what was due at `paid_on`, reckoned, never typed. Law: 行政处罚法 第六十七条 to
    第七十二条.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="payments")
    way = models.CharField(_("缴纳方式"), max_length=10, choices=PaymentWay)
    amount_yuan = models.DecimalField(_("金额"), max_digits=17, decimal_places=2)
    additional_yuan = models.DecimalField(
        _("其中加处罚款"), max_digits=17, decimal_places=2, default=0
    )
    paid_on = models.DateField(_("缴纳日期"))
    voucher = models.CharField(_("票据号码"), max_length=60)
    ground = models.CharField(_("当场收缴情形"), max_length=20, choices=OnSiteGround, blank=True)
    handed_over_at = models.DateTimeField(_("上交机关时间"), null=True)
    banked_at = models.DateTimeField(_("缴付银行时间"), null=True)
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("缴款")
        verbose_name_plural = _("缴款")
        constraints = [
            models.UniqueConstraint(fields=["voucher"], name="payment_voucher"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="payment_is_positive"),
        ]


class RemedyProceeding(models.Model):
    """A reconsideration or a lawsuit about a decision; no additional fine runs meanwhile.

    Law: 行政处罚法 第七十三条第三款.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    ground = models.CharField(_("救济途径"), max_length=20)
    start_date = models.DateField(_("开始日期"))
    end_date = models.DateField(_("结束日期"), null=True)

    class Meta:
        verbose_name = _("复议诉讼")
        verbose_name_plural = _("复议诉讼")


class Rectification(models.Model):
    """An order to correct, and the check whether it was obeyed. Law: 行政处罚法 第二十八条."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rectifications")
    demand = models.TextField(_("改正要求"))
    due_date = models.DateField(_("改正期限"))
    ordered_at = models.DateTimeField(_("责令时间"))
    rechecked_at = models.DateTimeField(_("复查时间"), null=True)
    is_corrected = models.BooleanField(_("已改正"), null=True)
    result = models.TextField(_("复查情况"), blank=True)

    class Meta:
        verbose_name = _("责令改正")
        verbose_name_plural = _("责令改正")


class Enforcement(models.Model):
    """Urging a party, and asking the court to enforce. Law: 行政强制法 第五十三条, 第五十四条."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="enforcement")
    urged_at = models.DateTimeField(_("催告时间"))
    urge_served_on = models.DateField(_("催告书送达日期"), null=True)
    applied_at = models.DateTimeField(_("申请时间"), null=True)
    court = models.CharField(_("人民法院"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("强制执行")
        verbose_name_plural = _("强制执行")


class Publication(models.Model):
    """A decision in the public hall: what is shown, since when, until when.

    `summary` holds only what may be public, masked by rule. `search` is over it.
    Law: 行政处罚法 第四十八条.
    """

    decision = models.OneToOneField(PenaltyDecision, models.PROTECT, related_name="publication")
    organization_id = models.BigIntegerField(_("单位编号"))
    matter_code = models.CharField(_("事项编码"), max_length=30)
    summary = models.JSONField(_("公示内容"))
    published_at = models.DateTimeField(_("公示时间"))
    published_until = models.DateField(_("公示至"))
    retracted_at = models.DateTimeField(_("撤回时间"), null=True)
    retraction_reason = models.CharField(_("撤回理由"), max_length=500, blank=True)
    journal_entry_id = models.BigIntegerField(_("日志编号"), null=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("处罚公示")
        verbose_name_plural = _("处罚公示")
        indexes = [
            GinIndex(fields=["search"], name="publication_search"),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(retracted_at__isnull=True),
                name="publication_shown",
            ),
            models.Index(
                fields=["organization_id", "-published_at", "-id"],
                condition=Q(retracted_at__isnull=True),
                name="publication_organization",
            ),
            models.Index(
                fields=["matter_code", "-published_at", "-id"],
                condition=Q(retracted_at__isnull=True),
                name="publication_matter",
            ),
        ]


class Obligation(models.Model):
    """Something that must be done by a day, and why by that day.

    `limit` is a time limit as `TimeLimit.parse` reads it, of `article`; `extensions` are pairs of
    limit and article. The due date is reckoned by the calendar of the city and kept here.
    `threshold` is the last one the daily watch announced, `watch_on` the day of the next.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="obligations")
    concern = models.CharField(_("事项"), max_length=20, choices=Concern)
    subject_id = models.BigIntegerField(_("对象编号"), default=0)
    start_date = models.DateField(_("起算日"))
    limit = models.CharField(_("期限"), max_length=10)
    article = models.CharField(_("依据"), max_length=200)
    extensions = models.JSONField(_("延长"), default=list)
    due_date = models.DateField(_("到期日"))
    met_on = models.DateField(_("完成日期"), null=True)
    watch_on = models.DateField(_("下次提醒"), null=True)

    class Meta:
        verbose_name = _("时限")
        verbose_name_plural = _("时限")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "concern", "subject_id"],
                condition=Q(met_on__isnull=True),
                name="obligation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("start_date")), name="obligation_due_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["watch_on"],
                condition=Q(met_on__isnull=True, watch_on__isnull=False),
                name="obligation_watch",
            ),
            models.Index(
                fields=["concern", "case"],
                condition=Q(met_on__isnull=True),
                name="obligation_open",
            ),
        ]

    @property
    def stands_still_with_case(self) -> bool:
        """Tell whether the limit does not count the days on which the case stands still."""
        return self.concern in STAND_STILL_WITH_CASE
