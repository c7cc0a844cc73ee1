"""The journal and the city's calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One thing that happened: who, in which post, when, to what, with what facts.

    Append-only: a database trigger refuses UPDATE, DELETE and TRUNCATE.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("时间"))
    channel = models.CharField(_("渠道"), max_length=10)
    person_id = models.BigIntegerField(_("人员编号"), null=True)
    person_name = models.CharField(_("人员"), max_length=100, blank=True)
    post_id = models.BigIntegerField(_("岗位编号"), null=True)
    organization_id = models.BigIntegerField(_("单位编号"), null=True)
    event = models.CharField(_("事件"), max_length=100)
    subject = models.CharField(_("对象"), max_length=50)
    subject_id = models.BigIntegerField(_("对象编号"))
    facts = models.JSONField(_("事实"), default=dict)

    class Meta:
        verbose_name = _("日志")
        verbose_name_plural = _("日志")
        indexes = [models.Index(fields=["subject", "subject_id", "id"], name="journal_subject")]


class CalendarDay(models.Model):
    """One day of the city's calendar: announced by a yearly notice, or the city's own difference.

    The note of an announced day names its holiday.
    """

    date = models.DateField(_("日期"), primary_key=True)
    is_working = models.BooleanField(_("是否工作日"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    is_own = models.BooleanField(_("是否本市自定"), default=True)

    class Meta:
        verbose_name = _("日历特例")
        verbose_name_plural = _("日历特例")
