"""Licenses, each version as it was issued, their seals and their annual inspections."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.choices import SealUseState
from sunhall.centers.access.models import SealUse
from sunhall.centers.data.choices import InspectionResult, LicenseState
from sunhall.centers.data.models.holders import Holder
from sunhall.centers.data.models.kinds import LicenseKind, LicenseTemplate
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.rules.states import LIVE
from sunhall.directory.models import Organization, of_organizations
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor
from sunhall.kernel.models import StoredFile


class LicenseQuerySet(LockableQuerySet["License"]):
    """Licenses."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: those of the organs that issue, or their own.

        Other departments see none, but for the answers to their lookups.
        """
        for permission in (Permission.LICENSE_ISSUE, Permission.LICENSE_END):
            if by.may(permission):
                return self.filter(of_organizations(by.organizations(permission)))
        return self.own(by)

    def own(self, by: Actor) -> Self:
        """Keep those of the citizen or enterprise that acts."""
        return self.filter(holder__in=list(Holder.objects.own(by)))

    def live(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(state__in=LIVE)

    def good(self, day: date) -> Self:
        """Keep those that prove something on a day."""
        in_time = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(in_time, state=LicenseState.VALID, valid_from__lte=day)


class License(models.Model):
    """A license (证照) from its issue to its end, as its last version states it.

    `number` is what people call it, `identifier` what programs do; the `code` on it proves that
    one has seen it. `valid_to` is its last day, none for one without an end; `conditions` limit
    what it allows. It changes only along its paths, and is never taken away.

    Law: 行政许可法 第三十九条, 第七十条; GB/T 36903-2018.
    """

    kind = models.ForeignKey(LicenseKind, models.PROTECT, related_name="+")
    template = models.ForeignKey(LicenseTemplate, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="licenses")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.CharField(_("证照编号"), max_length=60, unique=True)
    serial = models.CharField(_("流水号"), max_length=32)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    identifier = models.CharField(_("电子证照标识"), max_length=96, unique=True)
    code = models.CharField(_("核验码"), max_length=8)
    data = models.JSONField(_("照面内容"))
    conditions = models.JSONField(_("许可条件"), default=list)
    issued_on = models.DateField(_("颁发日期"))
    valid_from = models.DateField(_("有效期自"))
    valid_to = models.DateField(_("有效期至"), null=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=LicenseState, default=LicenseState.VALID
    )
    inspected_year = models.PositiveSmallIntegerField(_("最近年检合格年度"), null=True)
    changed_at = models.DateTimeField(_("最近办理时间"))
    is_synthetic = models.BooleanField(_("合成数据"), default=False)

    objects = LicenseQuerySet.as_manager()

    class Meta:
        verbose_name = _("证照")
        verbose_name_plural = _("证照")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LicenseState.values), name="license_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="license_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-id"], name="license_organization"),
            models.Index(fields=["organization", "kind", "-id"], name="license_kind"),
            models.Index(fields=["organization", "state", "-id"], name="license_state"),
            models.Index(
                fields=["valid_to"],
                condition=Q(state__in=LIVE, valid_to__isnull=False),
                name="license_runs_out_on",
            ),
        ]

    def __str__(self) -> str:
        """Return the number, never words that may name somebody."""
        return self.number

    @property
    def is_live(self) -> bool:
        """Tell whether it has not ended."""
        return self.state in LIVE

    def is_good(self, day: date) -> bool:
        """Tell whether it proves something on a day."""
        in_time = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_time and self.state == LicenseState.VALID


class LicenseVersion(models.Model):
    """A license as it was issued, or issued anew; append-only. Its PDF follows from it."""

    license = models.ForeignKey(License, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField(_("版次"))
    template = models.ForeignKey(LicenseTemplate, models.PROTECT, related_name="+")
    identifier = models.CharField(_("电子证照标识"), max_length=96, unique=True)
    code = models.CharField(_("核验码"), max_length=8)
    sheet = models.JSONField(_("证照内容"))
    reason = models.CharField(_("变更理由"), max_length=200, blank=True)
    issued_at = models.DateTimeField(_("颁发时间"))
    issued_by_name = models.CharField(_("经办人"), max_length=100)

    class Meta:
        verbose_name = _("证照版本")
        verbose_name_plural = _("证照版本")
        constraints = [
            models.UniqueConstraint(fields=["license", "version"], name="license_version_once")
        ]

    def __str__(self) -> str:
        """Return the identifier."""
        return self.identifier

    @property
    def sealed(self) -> StoredFile | None:
        """Return the bytes that bear the organ's seal, if it has been put on."""
        sealed = self.seals.filter(sealed__isnull=False).select_related("sealed").first()
        return sealed.sealed if sealed is not None else None


class LicenseSeal(models.Model):
    """A version is to bear its organ's seal, or does; `sealed` are then its bytes for good.

    Law: 国务院关于在线政务服务的若干规定 第九条, 第十条.
    """

    version = models.ForeignKey(LicenseVersion, models.PROTECT, related_name="seals")
    use = models.OneToOneField(SealUse, models.PROTECT, related_name="+")
    state = models.CharField(
        _("用印"), max_length=10, choices=SealUseState, default=SealUseState.REQUESTED
    )
    sealed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("证照用印")
        verbose_name_plural = _("证照用印")
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=~Q(state=SealUseState.REFUSED),
                name="license_sealed_once",
            ),
            models.CheckConstraint(
                condition=Q(state=SealUseState.SEALED) ^ Q(sealed__isnull=True),
                name="license_seal_has_bytes",
            ),
        ]


class Inspection(models.Model):
    """A license's annual inspection (年检) of a year; append-only. Law: 行政许可法 第六十二条."""

    license = models.ForeignKey(License, models.PROTECT, related_name="inspections")
    year = models.PositiveSmallIntegerField(_("年度"))
    result = models.CharField(_("结果"), max_length=10, choices=InspectionResult)
    remarks = models.CharField(_("备注"), max_length=500, blank=True)
    warnings = models.JSONField(_("提示"), default=list)
    inspected_at = models.DateTimeField(_("年检时间"))
    person_name = models.CharField(_("经办人"), max_length=100)

    class Meta:
        verbose_name = _("年检")
        verbose_name_plural = _("年检")
        constraints = [
            models.UniqueConstraint(
                fields=["license", "year"],
                condition=Q(result="passed"),
                name="license_passes_once_a_year",
            )
        ]
