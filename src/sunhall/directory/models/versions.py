"""What every versioned document of the house shares: four eyes, and never changed once public."""

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import VersionStatus
from sunhall.directory.models.dated import LockableQuerySet, valid_on

V = TypeVar("V", bound=models.Model, covariant=True)
PUBLIC = (VersionStatus.PUBLISHED, VersionStatus.SUPERSEDED)


class VersionQuerySet(LockableQuerySet[V]):
    """Versions of documents."""

    def public(self) -> Self:
        """Keep what has been published."""
        return self.filter(status__in=PUBLIC)

    def drafts(self) -> Self:
        """Keep what has not."""
        return self.filter(status=VersionStatus.DRAFT)

    def lasting(self, day: date) -> Self:
        """Keep what is in force on a day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def in_force(self, day: date) -> Self:
        """Keep what is in force on a day."""
        return self.public().filter(valid_on(day))


class Version(models.Model):
    """One version of a document: drafted by some, published by another, in force for a time.

    Once published it never changes but for the day on which its successor takes over; the
    database holds that, and that nobody who drafted it has published it. `drafter_ids` are all who
    ever changed it. `valid_from` and `valid_to` are half-open; null is no end.
    """

    version = models.PositiveIntegerField(_("版本"))
    status = models.CharField(
        _("状态"), max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT
    )
    document = models.JSONField(_("内容"))
    document_hash = models.CharField(_("指纹"), max_length=64)
    findings = models.JSONField(_("发现的问题"), default=list)
    source = models.CharField(_("导入自"), max_length=200, blank=True)
    drafter_ids = ArrayField(models.BigIntegerField(), verbose_name=_("起草人编号"))
    drafted_by_name = models.CharField(_("起草人"), max_length=100)
    drafted_at = models.DateTimeField(_("起草时间"))
    changed_at = models.DateTimeField(_("修改时间"))
    published_by_id = models.BigIntegerField(_("公布人编号"), null=True)
    published_by_name = models.CharField(_("公布人"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("公布时间"), null=True)
    valid_from = models.DateField(_("生效日期"), null=True)
    valid_to = models.DateField(_("失效日期"), null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT)
                | Q(published_at__isnull=False, valid_from__isnull=False),
                name="%(app_label)s_%(class)s_published_is_dated",
            )
        ]

    @property
    def is_public(self) -> bool:
        """Tell whether it has been published."""
        return self.status in PUBLIC

    def is_in_force_on(self, day: date) -> bool:
        """Tell whether it applies on a day."""
        if not self.is_public or self.valid_from is None or self.valid_from > day:
            return False
        return self.valid_to is None or day < self.valid_to
