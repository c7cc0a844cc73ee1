"""What the city knows and runs: information resources and application resources."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import Classification, Sharing, UpdateCycle
from sunhall.directory.models.dated import Dated, DatedQuerySet
from sunhall.directory.models.organizations import Organization
from sunhall.directory.rules.resources import write_items
from sunhall.kernel.actor import Actor


class InformationResourceQuerySet(DatedQuerySet["InformationResource"]):
    """The catalog says what there is, not what it holds; it is public."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: all of them."""
        return self.all()


class InformationResource(Dated):
    """Information an organization keeps and answers for (信息资源).

    `items` are its data items, each with name and classification; `sharing_basis` is the
    condition of sharing, or the law that forbids it.
    """

    code = models.CharField(_("资源编码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    organization = models.ForeignKey(
        Organization, verbose_name=_("提供单位"), on_delete=models.PROTECT, related_name="+"
    )
    summary = models.CharField(_("摘要"), max_length=500, blank=True)
    classification = models.CharField(_("级别"), max_length=20, choices=Classification)
    update_cycle = models.CharField(_("更新周期"), max_length=20, choices=UpdateCycle)
    sharing = models.CharField(_("共享类型"), max_length=20, choices=Sharing)
    sharing_basis = models.CharField(_("共享条件或者依据"), max_length=300, blank=True)
    items = models.JSONField(_("信息项"), default=list)

    objects = InformationResourceQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("信息资源")
        verbose_name_plural = _("信息资源")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["organization", "code"], name="directory_information_owner")
        ]

    def __str__(self) -> str:
        """Return the resource's name."""
        return self.name

    @property
    def items_text(self) -> str:
        """Return the items as the text they are read from."""
        return write_items(self.items)

    @property
    def labelled_items(self) -> list[tuple[str, str]]:
        """Return the items with what their labels are called."""
        labels = dict(Classification.choices)
        return [(one["name"], str(labels[one["classification"]])) for one in self.items]


class ApplicationResourceQuerySet(DatedQuerySet["ApplicationResource"]):
    """The catalog of applications; it is public."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: all of them."""
        return self.all()


class ApplicationResource(Dated):
    """An application an organization runs (应用资源).

    `client_id` names the application as it signs people on with the city, where it does.
    """

    code = models.CharField(_("应用编码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    organization = models.ForeignKey(
        Organization, verbose_name=_("所属单位"), on_delete=models.PROTECT, related_name="+"
    )
    summary = models.CharField(_("摘要"), max_length=500, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    client_id = models.CharField(_("登录用的应用编号"), max_length=100, blank=True)

    objects = ApplicationResourceQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("应用资源")
        verbose_name_plural = _("应用资源")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["organization", "code"], name="directory_application_owner")
        ]

    def __str__(self) -> str:
        """Return the application's name."""
        return self.name
