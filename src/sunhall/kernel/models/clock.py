"""What the clock has made the city do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskRun(models.Model):
    """One task's run for one day or one hour, which begins at `start`; tried until it is done."""

    id = models.BigAutoField(primary_key=True)
    task = models.CharField(_("任务"), max_length=100)
    start = models.DateTimeField(_("时段开始"))
    attempts = models.PositiveIntegerField(_("尝试次数"), default=0)
    due_at = models.DateTimeField(_("下次运行"))
    last_error = models.TextField(_("上次错误"), blank=True, default="")
    count = models.PositiveIntegerField(_("办理件数"), default=0)
    done_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        verbose_name = _("定时任务")
        verbose_name_plural = _("定时任务")
        constraints = [
            models.UniqueConstraint(fields=["task", "start"], name="task_run_once_a_period")
        ]
