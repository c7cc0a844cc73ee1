"""How people are led to services: question trees and their versions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import VersionStatus
from sunhall.directory.models import LockableQuerySet, Version, VersionQuerySet
from sunhall.platforms.portal.choices import Audience


class NavigationTree(models.Model):
    """A way of asking people until they stand before the right guide (办事导航)."""

    code = models.SlugField(_("编码"), max_length=40, unique=True)
    audience = models.CharField(_("给谁用"), max_length=20, choices=Audience)

    objects = LockableQuerySet["NavigationTree"].as_manager()

    class Meta:
        verbose_name = _("办事导航")
        verbose_name_plural = _("办事导航")
        ordering = ["audience", "code"]

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class NavigationVersion(Version):
    """One version of a navigation; `document` holds its questions and answers."""

    tree = models.ForeignKey(NavigationTree, models.PROTECT, related_name="versions")
    name = models.CharField(_("名称"), max_length=100)
    summary = models.CharField(_("说明"), max_length=300, blank=True)

    objects = VersionQuerySet["NavigationVersion"].as_manager()

    class Meta(Version.Meta):
        verbose_name = _("办事导航版本")
        verbose_name_plural = _("办事导航版本")
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint(fields=["tree", "version"], name="portal_navigation_version"),
            models.UniqueConstraint(
                fields=["tree"],
                condition=Q(status=VersionStatus.DRAFT),
                name="portal_navigation_one_draft",
            ),
            models.UniqueConstraint(
                fields=["tree"],
                condition=Q(status=VersionStatus.PUBLISHED, valid_to__isnull=True),
                name="portal_navigation_one_latest",
            ),
        ]

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} v{self.version}"
