"""What the city does for people: service items and their versions."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import Handling, VersionStatus
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.directory.models.matters import Matter
from sunhall.directory.models.organizations import Organization
from sunhall.directory.models.versions import Version, VersionQuerySet
from sunhall.kernel.actor import Actor


class ServiceItem(models.Model):
    """A matter as a service of one organization (政务服务事项); its guide is its version in force.

    A city item has no template. A district's item follows the template of the city: the same but
    for what may differ.
    """

    code = models.CharField(_("事项编码"), max_length=40, unique=True)
    matter = models.ForeignKey(
        Matter, verbose_name=_("权责事项"), on_delete=models.PROTECT, related_name="service_items"
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("实施单位"),
        on_delete=models.PROTECT,
        related_name="service_items",
    )
    template = models.ForeignKey(
        "self",
        verbose_name=_("全市统一事项"),
        on_delete=models.PROTECT,
        null=True,
        related_name="adoptions",
    )

    objects = LockableQuerySet["ServiceItem"].as_manager()

    class Meta:
        verbose_name = _("服务事项")
        verbose_name_plural = _("服务事项")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "organization"], name="directory_item_once_an_organization"
            )
        ]

    def __str__(self) -> str:
        """Return the item's code."""
        return self.code


class ServiceItemVersionQuerySet(VersionQuerySet["ServiceItemVersion"]):
    """Versions of service items; the public ones are public by law."""

    def of_organizations(self, by: Actor, permission: str) -> Self:
        """Keep those of the organizations a permission of the actor extends to."""
        return self.filter(item__organization__in=by.organizations(permission))


class ServiceItemVersion(Version):
    """One version of a service item; `document` holds every element of the national standard.

    A district's version keeps its `differences` and the template's version it was made of.
    `subjects`, `themes` and `life_events` repeat the document, to be found by.
    """

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="versions")
    name = models.CharField(_("名称"), max_length=300)
    handling = models.CharField(_("办件类型"), max_length=10, choices=Handling)
    subjects = ArrayField(models.CharField(max_length=20), verbose_name=_("服务对象"))
    themes = ArrayField(models.CharField(max_length=20), verbose_name=_("主题"))
    life_events = ArrayField(models.CharField(max_length=20), verbose_name=_("人生与企业大事"))
    differences = models.JSONField(_("与全市不同之处"), default=dict)
    template_version = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="local_versions"
    )
    is_synthetic = models.BooleanField(_("合成数据"), default=False)
    search = SearchVectorField(null=True, editable=False)

    objects = ServiceItemVersionQuerySet.as_manager()

    class Meta(Version.Meta):
        verbose_name = _("服务事项版本")
        verbose_name_plural = _("服务事项版本")
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint(fields=["item", "version"], name="directory_item_version"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status=VersionStatus.DRAFT),
                name="directory_item_one_draft",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status=VersionStatus.PUBLISHED, valid_to__isnull=True),
                name="directory_item_one_latest",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="directory_item_search"),
            models.Index(
                fields=["status", "valid_from", "valid_to"], name="directory_item_in_force"
            ),
        ]

    def __str__(self) -> str:
        """Return code, name and version."""
        return f"{self.item.code} {self.name} v{self.version}"


class ItemRevision(models.Model):
    """A number that grows with each change of the public guides; the key of all kept from them.

    One row. It is advanced in the transaction of each publication.
    """

    number = models.BigIntegerField(default=0)
