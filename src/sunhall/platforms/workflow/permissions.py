"""What one may be allowed to do on the workflow platform."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    FLOW_DRAW = "workflow:flow:draw"
    FLOW_DEPLOY = "workflow:flow:deploy"
    STEP_WORK = "workflow:step:work"
    CASE_WATCH = "workflow:case:watch"
    TIMER_FIRE = "workflow:timer:fire"


NAMES = {
    Permission.FLOW_DRAW: _("绘制流程"),
    Permission.FLOW_DEPLOY: _("部署流程，迁移在办事项"),
    Permission.STEP_WORK: _("办理待办环节，指定替班人"),
    Permission.CASE_WATCH: _("查看全市流程运行"),
    Permission.TIMER_FIRE: _("触发到时的定时，重算期限"),
}
