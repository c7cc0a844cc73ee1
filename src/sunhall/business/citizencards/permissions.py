"""What one may be allowed to do with citizen cards."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Codes of the form scope:resource:action."""

    CARD_HANDLE = "citizencards:card:handle"
    CARD_CITY = "citizencards:card:city"
    CARD_PRODUCE = "citizencards:card:produce"
    CARD_VERIFY = "citizencards:card:verify"
    CARD_OWN = "citizencards:card:own"
    CARD_KEEP = "citizencards:card:keep"
    FUNCTION_SWITCH = "citizencards:function:switch"
    PURPOSE_GRANT = "citizencards:purpose:grant"


NAMES = {
    Permission.CARD_HANDLE: _("在窗口办理市民卡"),
    Permission.CARD_CITY: _("办理全市的市民卡"),
    Permission.CARD_PRODUCE: _("制作和送达市民卡"),
    Permission.CARD_VERIFY: _("核验市民卡"),
    Permission.CARD_OWN: _("使用本人的市民卡"),
    Permission.CARD_KEEP: _("按时限处理市民卡"),
    Permission.FUNCTION_SWITCH: _("开通和关闭本部门的卡功能"),
    Permission.PURPOSE_GRANT: _("登记部门的核验用途"),
}
