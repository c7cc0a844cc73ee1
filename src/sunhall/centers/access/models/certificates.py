"""Digital certificates: requests, certificates, lists of the revoked, and the key ceremony."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.choices import (
    CertificateStatus,
    Profile,
    RequestState,
    RevocationReason,
)
from sunhall.centers.access.models.accounts import Account
from sunhall.directory.models import Organization
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class CertificateRequestQuerySet(LockableQuerySet["CertificateRequest"]):
    """Requests; seen by who made them."""

    def within(self, by: Actor) -> Self:
        """Keep those of the actor's own account."""
        return self.filter(account=by.account_id or 0)


class CertificateRequest(models.Model):
    """Somebody asks for a certificate and has proved to possess its key; decided by another.

    Whom the certificate will name is what the city knew at that moment, never what was typed.
    `sealed_key` is the key itself, where the city keeps it under its holder's passphrase.
    Law: 电子签名法 第二十条.
    """

    profile = models.CharField(_("证书种类"), max_length=20, choices=Profile)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("持有人账号")
    )
    enterprise_id = models.BigIntegerField(_("企业编号"), null=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("单位")
    )
    common_name = models.CharField(_("证书名称"), max_length=100)
    serial_number = models.CharField(_("人员编号"), max_length=40, blank=True)
    organization_name = models.CharField(_("单位名称"), max_length=100, blank=True)
    organization_code = models.CharField(_("单位编码"), max_length=40, blank=True)
    public_key = models.BinaryField(_("公钥"))
    sealed_key = models.BinaryField(_("托管的密钥"), null=True)
    renews = models.ForeignKey(
        "Certificate", models.PROTECT, null=True, related_name="renewals", verbose_name=_("更新")
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=RequestState, default=RequestState.REQUESTED
    )
    requested_by = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    requested_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人")
    )
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    reason = models.CharField(_("不批准的理由"), max_length=500, blank=True)

    objects = CertificateRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("证书申请")
        verbose_name_plural = _("证书申请")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("requested_by")), name="certificate_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.REQUESTED, decided_by__isnull=True)
                | (~Q(state=RequestState.REQUESTED) & Q(decided_by__isnull=False)),
                name="certificate_request_decided",
            ),
            models.UniqueConstraint(
                fields=["account", "profile"],
                condition=Q(state=RequestState.REQUESTED),
                name="certificate_request_once",
            ),
        ]


class CertificateQuerySet(LockableQuerySet["Certificate"]):
    """Certificates; seen by who holds them."""

    def within(self, by: Actor) -> Self:
        """Keep those of the actor's own account."""
        return self.filter(account=by.account_id or 0)


class Certificate(models.Model):
    """A certificate this city has issued; `der` is the certificate, `status` may change.

    `serial` is its number in hexadecimal digits. `key_place` is where the city keeps the key that
    signs by it unattended; a person's own key is never there.
    """

    profile = models.CharField(_("证书种类"), max_length=20, choices=Profile)
    serial = models.CharField(_("序列号"), max_length=40, unique=True)
    sha256 = models.CharField(_("指纹"), max_length=64, unique=True)
    issuer = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("签发者")
    )
    request = models.OneToOneField(
        CertificateRequest,
        models.PROTECT,
        null=True,
        related_name="certificate",
        verbose_name=_("申请"),
    )
    account = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        related_name="certificates",
        verbose_name=_("持有人账号"),
    )
    enterprise_id = models.BigIntegerField(_("企业编号"), null=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("单位")
    )
    common_name = models.CharField(_("证书名称"), max_length=100)
    valid_from = models.DateTimeField(_("生效时间"))
    valid_to = models.DateTimeField(_("失效时间"))
    status = models.CharField(
        _("状态"), max_length=10, choices=CertificateStatus, default=CertificateStatus.GOOD
    )
    status_at = models.DateTimeField(_("状态变更时间"), null=True)
    reason = models.CharField(
        _("吊销原因"), max_length=30, choices=RevocationReason, blank=True, default=""
    )
    warned_at = models.DateTimeField(_("到期提醒时间"), null=True)
    der = models.BinaryField()
    key_place = models.CharField(_("密钥所在"), max_length=200, blank=True, default="")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("数字证书")
        verbose_name_plural = _("数字证书")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=CertificateStatus.REVOKED) ^ Q(reason=""),
                name="certificate_revoked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=CertificateStatus.GOOD) | Q(status_at__isnull=False),
                name="certificate_status_since",
            ),
        ]
        indexes = [
            models.Index(
                fields=["issuer", "id"],
                condition=~Q(status=CertificateStatus.GOOD),
                name="certificate_not_good",
            ),
            models.Index(
                fields=["valid_to"],
                condition=Q(status=CertificateStatus.GOOD, warned_at__isnull=True),
                name="certificate_expiring",
            ),
        ]

    def __str__(self) -> str:
        """Return whom it names."""
        return self.common_name


class RevocationList(models.Model):
    """A signed list of what an authority has revoked or suspended; numbered, append-only."""

    issuer = models.ForeignKey(Certificate, models.PROTECT, related_name="lists")
    number = models.PositiveBigIntegerField(_("编号"))
    made_at = models.DateTimeField(_("签发时间"))
    next_at = models.DateTimeField(_("下次签发"))
    der = models.BinaryField()

    class Meta:
        verbose_name = _("吊销列表")
        verbose_name_plural = _("吊销列表")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="revocation_list_number")
        ]


class KeyCeremony(models.Model):
    """The city's root key was made before witnesses; `threshold` custodians open it together."""

    held_at = models.DateTimeField(_("举行时间"))
    algorithm = models.CharField(_("签名算法"), max_length=40)
    threshold = models.PositiveSmallIntegerField(_("开启所需人数"))
    custodians = models.JSONField(_("保管人"))
    witness = models.CharField(_("见证人"), max_length=100)
    root = models.OneToOneField(Certificate, models.PROTECT, related_name="ceremony")

    class Meta:
        verbose_name = _("密钥仪式")
        verbose_name_plural = _("密钥仪式")
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=2), name="ceremony_needs_two")
        ]
