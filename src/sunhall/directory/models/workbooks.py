"""Workbooks that wait for their import."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class UploadedWorkbookQuerySet(LockableQuerySet["UploadedWorkbook"]):
    """Workbooks; seen by whoever brought them."""

    def within(self, by: Actor) -> Self:
        """Keep the actor's own."""
        return self.filter(person_id=by.person_id)


class UploadedWorkbook(models.Model):
    """A workbook somebody has brought and not yet imported; gone with its import."""

    content = models.BinaryField(_("内容"))
    person_id = models.BigIntegerField(_("人员编号"), null=True)
    at = models.DateTimeField(_("时间"))

    objects = UploadedWorkbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("待导入的工作簿")
        verbose_name_plural = _("待导入的工作簿")
