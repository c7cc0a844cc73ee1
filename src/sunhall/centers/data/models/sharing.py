"""Who may use licenses and what for; what holders allow and show; and every use."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.data.choices import Way
from sunhall.centers.data.models.holders import Holder
from sunhall.centers.data.models.kinds import LicenseKind
from sunhall.centers.data.models.licenses import License
from sunhall.directory.models import Dated, DatedQuerySet, Organization
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class SharingPurpose(Dated):
    """What a department may look kinds of licenses up for, for a time, by which article.

    Law: 个人信息保护法 第六条, 第三十四条; 国务院关于在线政务服务的若干规定 第十一条.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    code = models.CharField(_("编码"), max_length=40)
    name = models.CharField(_("用途"), max_length=100)
    basis = models.CharField(_("依据"), max_length=200)
    kinds = models.ManyToManyField(LicenseKind, related_name="+", verbose_name=_("证照类型"))
    shows_sensitive = models.BooleanField(_("答复含敏感内容"), default=False)

    objects = DatedQuerySet["SharingPurpose"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("调用用途")
        verbose_name_plural = _("调用用途")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "code"],
                condition=Q(valid_to__isnull=True),
                name="sharing_purpose_once",
            ),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class ConsentQuerySet(LockableQuerySet["Consent"]):
    """Consents."""

    def own(self, by: Actor) -> Self:
        """Keep those of the citizen or enterprise that acts."""
        return self.filter(holder__in=list(Holder.objects.own(by)))

    def at(self, moment: datetime) -> Self:
        """Keep what holds at a moment."""
        return self.filter(withdrawn_at__isnull=True, given_at__lte=moment, until__gt=moment)


class Consent(models.Model):
    """A holder lets their licenses of some kinds be used for one matter, until a moment.

    `subject` and `subject_id` name the thing it is for, such as an application; `purpose` says so
    in words. It may be withdrawn at any time. Law: 个人信息保护法 第十三条至第十五条.
    """

    holder = models.ForeignKey(Holder, models.PROTECT, related_name="consents")
    kinds = models.ManyToManyField(LicenseKind, related_name="+", verbose_name=_("证照类型"))
    subject = models.CharField(_("事项类型"), max_length=60)
    subject_id = models.BigIntegerField(_("事项编号"))
    purpose = models.CharField(_("用途"), max_length=200)
    given_at = models.DateTimeField(_("同意时间"))
    until = models.DateTimeField(_("有效至"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("使用同意")
        verbose_name_plural = _("使用同意")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("given_at")), name="consent_lasts_a_while"
            )
        ]
        indexes = [models.Index(fields=["subject", "subject_id"], name="consent_subject")]


class DisclosureQuerySet(LockableQuerySet["Disclosure"]):
    """Disclosures."""

    def own(self, by: Actor) -> Self:
        """Keep those of the citizen or enterprise that acts."""
        return self.filter(license__holder__in=list(Holder.objects.own(by)))

    def at(self, moment: datetime) -> Self:
        """Keep what is shown at a moment."""
        return self.filter(ended_at__isnull=True, expires_at__gt=moment)


class Disclosure(models.Model):
    """A holder shows chosen data elements of a license to whoever has the link, for some hours.

    The `token` in the link cannot be guessed. What is shown is the license as it stands then.
    """

    license = models.ForeignKey(License, models.PROTECT, related_name="disclosures")
    elements = ArrayField(models.CharField(max_length=40), verbose_name=_("出示的内容"))
    shows_name = models.BooleanField(_("出示姓名或者名称"), default=False)
    token = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField(_("生成时间"))
    expires_at = models.DateTimeField(_("有效至"))
    ended_at = models.DateTimeField(_("收回时间"), null=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("证照出示")
        verbose_name_plural = _("证照出示")
        ordering = ["-id"]


class LicenseUse(models.Model):
    """A department used a license: which, who, when, what for; append-only (使用回执)."""

    license = models.ForeignKey(License, models.PROTECT, related_name="uses")
    at = models.DateTimeField(_("时间"))
    way = models.CharField(_("方式"), max_length=10, choices=Way)
    purpose = models.CharField(_("用途"), max_length=200)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(_("经办人"), max_length=100, blank=True)
    elements = ArrayField(models.CharField(max_length=40), verbose_name=_("提供的内容"))

    class Meta:
        verbose_name = _("证照使用记录")
        verbose_name_plural = _("证照使用记录")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["license", "-id"], name="license_use_license"),
            models.Index(fields=["organization", "-id"], name="license_use_organization"),
        ]
