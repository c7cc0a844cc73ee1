"""What kinds of things the portal keeps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Whom a navigation leads."""

    CITIZENS = "citizens", _("个人")
    ENTERPRISES = "enterprises", _("企业")


class NavigationFault(TextChoices):
    """What keeps a navigation from being published."""

    NO_QUESTION = "no_question", _("一个问题也没有")
    NO_ANSWER = "no_answer", _("问题没有答案，走到这里就走不下去了")
    NO_TARGET = "no_target", _("答案没有去处")
    UNKNOWN_QUESTION = "unknown_question", _("答案指向的问题不存在")
    ITEM_NOT_IN_FORCE = "item_not_in_force", _("答案指向的服务事项没有在施行")
    UNREACHABLE = "unreachable", _("从第一个问题走不到这里")
    CYCLE = "cycle", _("问题绕成了圈")
    NO_TEXT = "no_text", _("没有写文字")
