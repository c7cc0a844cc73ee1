"""Kinds of licenses, and the dated templates that say what a license of a kind states."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sunhall.centers.data.choices import HolderKind
from sunhall.centers.data.rules.elements import Element, read_elements
from sunhall.directory.models import Dated, DatedQuerySet, LockableQuerySet


class LicenseKind(models.Model):
    """A kind of license (证照类型); its code is that of whoever defined it with a serial.

    `issuer_fields` are the fields of the organs that issue it (none: any organ); `aliases` other
    names that guides call it by. Law: GB/T 36903-2018, GB/T 36904-2018.
    """

    code = models.CharField(_("证照类型代码"), max_length=21, unique=True)
    name = models.CharField(_("证照类型名称"), max_length=60, unique=True)
    aliases = ArrayField(
        models.CharField(max_length=60), verbose_name=_("别名"), default=list, blank=True
    )
    issuer_fields = ArrayField(
        models.CharField(max_length=2), verbose_name=_("颁发机构领域"), default=list, blank=True
    )
    holder_kinds = ArrayField(
        models.CharField(max_length=10, choices=HolderKind), verbose_name=_("持证主体类型")
    )
    is_synthetic = models.BooleanField(_("合成数据"), default=False)

    objects = LockableQuerySet["LicenseKind"].as_manager()

    class Meta:
        verbose_name = _("证照类型")
        verbose_name_plural = _("证照类型")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return its name."""
        return self.name

    @property
    def holders_in_words(self) -> str:
        """Return who may hold it."""
        return gettext("、").join(str(HolderKind(kind).label) for kind in self.holder_kinds)


class LicenseTemplate(Dated):
    """What licenses of a kind state from a day on; drafted by one, published by another.

    Published, it is never changed but by the day on which the next takes its place. `elements`
    are those of `rules/elements.py`; `validity_years` is none for licenses without an end.
    """

    kind = models.ForeignKey(LicenseKind, models.PROTECT, related_name="templates")
    version = models.PositiveSmallIntegerField(_("版次"))
    elements = models.JSONField(_("照面属性"))
    validity_years = models.PositiveSmallIntegerField(_("有效年数"), null=True)
    is_inspected = models.BooleanField(_("需要年检"), default=False)
    drafted_by_id = models.BigIntegerField(_("起草人编号"))
    drafted_by_name = models.CharField(_("起草人"), max_length=100)
    drafted_at = models.DateTimeField(_("起草时间"))
    published_by_id = models.BigIntegerField(_("发布人编号"), null=True)
    published_by_name = models.CharField(_("发布人"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("发布时间"), null=True)

    objects = DatedQuerySet["LicenseTemplate"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("证照模板")
        verbose_name_plural = _("证照模板")
        ordering = ["kind", "-version"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["kind", "version"], name="license_template_version"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(published_at__isnull=True),
                name="license_template_one_draft",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(published_at__isnull=False, valid_to__isnull=True),
                name="license_template_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(published_by_id=F("drafted_by_id")),
                name="license_template_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(published_by_id__isnull=False, valid_from__isnull=False),
                name="license_template_published_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Return the kind with the version."""
        return f"{self.kind} {self.version}"

    @property
    def is_published(self) -> bool:
        """Tell whether licenses may be issued by it, from its day on."""
        return self.published_at is not None

    def is_current(self, day: date) -> bool:
        """Tell whether licenses are issued by it on a day."""
        return self.is_published and self.is_valid_on(day)

    @property
    def fields(self) -> tuple[Element, ...]:
        """Return the data elements."""
        return read_elements(self.elements)
