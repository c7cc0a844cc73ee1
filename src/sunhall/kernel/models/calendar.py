"""The city's calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
