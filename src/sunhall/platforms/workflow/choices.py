"""What a case's flow, a step and a clock can be in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """How a case's flow stands."""

    RUNNING = "running", _("办理中")
    SUSPENDED = "suspended", _("已中止")
    ENDED = "ended", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class StepEnd(TextChoices):
    """How somebody's turn came to its end."""

    DONE = "done", _("办完")
    RETURNED = "returned", _("退回")
    FAILED = "failed", _("办理不成")
    REMOVED = "removed", _("取消")


class ClockUnit(TextChoices):
    """What a clock counts."""

    WORKING = "working", _("工作日")
    CALENDAR = "calendar", _("自然日")
