"""What one may be allowed to do in supervision."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Codes of the form scope:resource:action."""

    FINDING_VIEW = "supervision:finding:view"
    CARD_HANDLE = "supervision:card:handle"
    CARD_ANSWER = "supervision:card:answer"
    RULE_PROPOSE = "supervision:rule:propose"
    RULE_ENABLE = "supervision:rule:enable"


NAMES = {
    Permission.FINDING_VIEW: _("查看监督发现"),
    Permission.CARD_HANDLE: _("办理监督牌"),
    Permission.CARD_ANSWER: _("答复本单位的监督牌"),
    Permission.RULE_PROPOSE: _("起草监督规则"),
    Permission.RULE_ENABLE: _("启用监督规则"),
}
