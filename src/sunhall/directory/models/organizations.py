"""Where things are, and who is responsible: divisions and organizations."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import DivisionKind, OrganizationKind
from sunhall.directory.models.dated import Dated, DatedQuerySet
from sunhall.kernel.actor import Actor


class Division(Dated):
    """An administrative division (行政区划) while it carries one code. Law: GB/T 2260."""

    code = models.CharField(_("区划码"), max_length=6, unique=True)
    name = models.CharField(_("名称"), max_length=50)
    kind = models.CharField(_("类别"), max_length=20, choices=DivisionKind)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("承接区划"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    source = models.CharField(_("来源"), max_length=200, blank=True)

    objects = DatedQuerySet["Division"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the division's name."""
        return self.name


def of_organizations(organizations: Collection[int], prefix: str = "") -> Q:
    """Return the condition that a row is of one of these organizations; one is asked for plainly.

    An equality lets an index keep its order; a set of one would not.
    """
    if len(organizations) == 1:
        return Q((f"{prefix}organization_id", next(iter(organizations))))
    return Q((f"{prefix}organization_id__in", sorted(organizations)))


class OrganizationQuerySet(DatedQuerySet["Organization"]):
    """Organizations; they are public by law."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: all of them."""
        return self.all()


class Organization(Dated):
    """An administrative organ or another unit of the city."""

    code = models.CharField(_("单位编码"), max_length=20, unique=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    kind = models.CharField(_("类别"), max_length=20, choices=OrganizationKind)
    domain_code = models.CharField(_("领域代码"), max_length=2, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级单位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    division = models.ForeignKey(
        Division, verbose_name=_("行政区划"), on_delete=models.PROTECT, related_name="organizations"
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["code"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code="") & Q(valid_to__isnull=True),
                name="directory_organization_one_credit_code",
            ),
        ]

    def __str__(self) -> str:
        """Return the organization's name."""
        return self.name
