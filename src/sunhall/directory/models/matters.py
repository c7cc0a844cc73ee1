"""What the city has the power or the duty to do: matters and their legal bases."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import Certainty, Level, MatterKind
from sunhall.directory.models.dated import Dated, DatedQuerySet
from sunhall.directory.models.organizations import Organization
from sunhall.kernel.actor import Actor


class MatterQuerySet(DatedQuerySet["Matter"]):
    """Matters; they are public by law."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: all of them."""
        return self.all()


class Matter(Dated):
    """A power or service of an organization (职权与服务事项).

    `code` is the city's own (QD-CG-001), `task_code` the national 31 digits where there is one.
    `keywords` are everyday words people search by. `search` is kept by the actions.
    """

    code = models.CharField(_("事项编码"), max_length=30, unique=True)
    task_code = models.CharField(_("实施编码"), max_length=31, blank=True)
    name = models.CharField(_("名称"), max_length=300)
    kind = models.CharField(_("事项类型"), max_length=2, choices=MatterKind)
    level = models.CharField(_("行使层级"), max_length=1, choices=Level, default=Level.CITY)
    organization = models.ForeignKey(
        Organization, verbose_name=_("实施单位"), on_delete=models.PROTECT, related_name="matters"
    )
    keywords = models.CharField(_("常用说法"), max_length=300, blank=True)
    is_synthetic = models.BooleanField(_("合成数据"), default=False)
    search = SearchVectorField(null=True, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("事项")
        verbose_name_plural = _("事项")
        ordering = ["code"]
        indexes = [
            GinIndex(fields=["search"], name="directory_matter_search"),
            models.Index(fields=["organization", "code"], name="directory_matter_organization"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["task_code"],
                condition=~Q(task_code=""),
                name="directory_matter_one_task_code",
            ),
        ]

    def __str__(self) -> str:
        """Return the matter's name."""
        return self.name


class LegalBasis(Dated):
    """An article a matter rests on (法律依据), while it does."""

    matter = models.ForeignKey(
        Matter, verbose_name=_("事项"), on_delete=models.CASCADE, related_name="legal_bases"
    )
    law = models.CharField(_("法律法规"), max_length=200)
    year = models.PositiveSmallIntegerField(_("版本年份"), null=True, blank=True)
    article = models.CharField(_("条款项"), max_length=100)
    role = models.CharField(_("作用"), max_length=20, blank=True)
    certainty = models.CharField(
        _("核对情况"), max_length=20, choices=Certainty, default=Certainty.VERIFIED
    )
    source = models.CharField(_("来源"), max_length=300, blank=True)
    gist = models.TextField(_("要旨"), blank=True)

    objects = DatedQuerySet["LegalBasis"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("法律依据")
        verbose_name_plural = _("法律依据")
        ordering = ["id"]
        indexes = [models.Index(fields=["law", "matter"], name="directory_basis_law")]

    def __str__(self) -> str:
        """Return the article as it is cited."""
        return f"《{self.law}》{self.article}"
