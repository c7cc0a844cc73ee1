"""Organs' electronic seals (电子印章), and each use of one."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.choices import SealUseState
from sunhall.centers.access.models.accounts import Account
from sunhall.centers.access.models.certificates import Certificate
from sunhall.directory.models import Organization
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor
from sunhall.kernel.models import StoredFile


class SealQuerySet(LockableQuerySet["Seal"]):
    """Seals; seen in the organ they belong to."""

    def within(self, by: Actor) -> Self:
        """Keep those of the actor's organization."""
        return self.filter(organization=by.own_organization_id)


class Seal(models.Model):
    """The picture of an organ's seal; asked for by one, granted by another, who has it certified.

    Law: 电子签名法 第十四条; 国务院关于在线政务服务的若干规定 第九条.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    name = models.CharField(_("印章名称"), max_length=60)
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("印模")
    )
    certificate = models.OneToOneField(
        Certificate, models.PROTECT, null=True, related_name="seal", verbose_name=_("印章证书")
    )
    requested_by = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    requested_at = models.DateTimeField(_("申请时间"))
    granted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    granted_at = models.DateTimeField(_("批准时间"), null=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("电子印章")
        verbose_name_plural = _("电子印章")
        constraints = [
            models.CheckConstraint(
                condition=~Q(granted_by=F("requested_by")), name="seal_granted_by_another"
            ),
            models.CheckConstraint(
                condition=Q(certificate__isnull=True, granted_by__isnull=True)
                | Q(certificate__isnull=False, granted_by__isnull=False),
                name="seal_certified_when_granted",
            ),
            models.UniqueConstraint(fields=["organization", "name"], name="seal_name"),
        ]

    def __str__(self) -> str:
        """Return the seal's name."""
        return self.name


class SealUseQuerySet(LockableQuerySet["SealUse"]):
    """Uses of seals; seen in the organ they belong to."""

    def within(self, by: Actor) -> Self:
        """Keep those of the actor's organization."""
        return self.filter(seal__organization=by.own_organization_id)


class SealUse(models.Model):
    """A document is to bear a seal: one asks, another grants, and only then it is sealed."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", verbose_name=_("印章"))
    title = models.CharField(_("文件名称"), max_length=200)
    document = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("待用印文件")
    )
    sealed = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("已用印文件")
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=SealUseState, default=SealUseState.REQUESTED
    )
    requested_by = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    requested_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人")
    )
    decided_at = models.DateTimeField(_("批准时间"), null=True)
    reason = models.CharField(_("不批准的理由"), max_length=500, blank=True)

    objects = SealUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("用印")
        verbose_name_plural = _("用印")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("requested_by")), name="seal_use_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state=SealUseState.SEALED) ^ Q(sealed__isnull=True),
                name="seal_use_sealed",
            ),
            models.CheckConstraint(
                condition=Q(state=SealUseState.REQUESTED) ^ Q(decided_by__isnull=False),
                name="seal_use_decided",
            ),
        ]
