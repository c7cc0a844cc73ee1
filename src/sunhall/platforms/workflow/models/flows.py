"""Flows: as they are being drawn, and as they are in use."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.directory.models import LockableQuerySet, Organization, Person
from sunhall.kernel.actor import Actor

KEY_LENGTH = 100


class Definition(models.Model):
    """One version of a flow; the database refuses to change it. Public: this is how work is done.

    `calls` are the versions of the flows it calls, by key, as they were when it was deployed.
    """

    key = models.CharField(_("流程编号"), max_length=KEY_LENGTH)
    version = models.PositiveIntegerField(_("版本"))
    name = models.CharField(_("流程名称"), max_length=200)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("绘制单位"), related_name="+"
    )
    xml = models.TextField(_("流程图"))
    hash = models.CharField(_("指纹"), max_length=64)
    calls = models.JSONField(_("调用的流程"), default=dict)
    deployed_at = models.DateTimeField(_("部署时间"))
    deployed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, verbose_name=_("部署人"), related_name="+"
    )

    objects = LockableQuerySet["Definition"].as_manager()

    class Meta:
        verbose_name = _("流程")
        verbose_name_plural = _("流程")
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="workflow_definition_version")
        ]

    def __str__(self) -> str:
        """Return the flow's name."""
        return self.name


class DraftQuerySet(LockableQuerySet["Draft"]):
    """Drafts; seen by the organization that draws them."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see."""
        return self.filter(organization_id=by.own_organization_id)


class Draft(models.Model):
    """A flow that an organization is drawing."""

    key = models.CharField(_("流程编号"), max_length=KEY_LENGTH)
    name = models.CharField(_("流程名称"), max_length=200)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("绘制单位"), related_name="+"
    )
    xml = models.TextField(_("流程图"))
    drawn_at = models.DateTimeField(_("最后修改"))
    drawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, verbose_name=_("绘制人"), related_name="+"
    )
    revision = models.PositiveIntegerField(_("修订次数"), default=1)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程草稿")
        verbose_name_plural = _("流程草稿")
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="workflow_draft_key")
        ]
