"""What became of organizations: reorganizations, who continued whose powers, former names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import ReorganizationKind
from sunhall.directory.models.dated import Dated, DatedQuerySet
from sunhall.directory.models.organizations import Organization


class Reorganization(models.Model):
    """A reorganization (机构改革) as it was carried out; `basis` is the document it rests on."""

    kind = models.CharField(_("改革方式"), max_length=10, choices=ReorganizationKind)
    effective_date = models.DateField(_("施行日期"))
    basis = models.CharField(_("改革依据"), max_length=200)
    carried_out_at = models.DateTimeField(_("办理时间"))

    class Meta:
        verbose_name = _("机构改革")
        verbose_name_plural = _("机构改革")

    def __str__(self) -> str:
        """Return the kind and the document."""
        return f"{self.get_kind_display()} {self.basis}"


class Succession(models.Model):
    """An organization continues the powers of another: all of them (`is_whole`) or some.

    Law: 行政诉讼法 第二十六条第六款.
    """

    reorganization = models.ForeignKey(
        Reorganization, on_delete=models.PROTECT, related_name="successions"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="predecessions"
    )
    is_whole = models.BooleanField(_("全部职权"))
    post_count = models.PositiveIntegerField(_("岗位数"))
    matter_count = models.PositiveIntegerField(_("事项数"))

    class Meta:
        verbose_name = _("职权承接")
        verbose_name_plural = _("职权承接")
        constraints = [
            models.CheckConstraint(
                condition=~Q(organization=F("successor")),
                name="directory_succession_of_another",
            )
        ]


class FormerName(Dated):
    """What an organization was called until it was renamed."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="former_names"
    )
    reorganization = models.ForeignKey(
        Reorganization, on_delete=models.PROTECT, related_name="former_names"
    )
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)

    objects = DatedQuerySet["FormerName"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("曾用名")
        verbose_name_plural = _("曾用名")
        ordering = ["valid_to"]
