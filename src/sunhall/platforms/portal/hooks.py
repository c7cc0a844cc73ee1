"""What the portal lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.kernel import hooks
from sunhall.kernel.erasure import ERASE
from sunhall.kernel.hooks import Area, MenuEntry, name_permissions
from sunhall.platforms.portal.permissions import NAMES

name_permissions({code.value: name for code, name in NAMES.items()})

hooks.menu.register(
    MenuEntry(area=Area.HALL, label=_("首页"), url_name="portal:home", icon="home", order=0)
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL, label=_("可验证账本"), url_name="portal:ledger", icon="hash", order=80
    )
)
hooks.menu.register(
    MenuEntry(area=Area.HALL, label=_("三个承诺"), url_name="portal:about", icon="sun", order=90)
)
hooks.menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("日志里的个人信息"),
        url_name="portal:private_facts",
        permission=ERASE,
        icon="trash",
        group=_("账本"),
        order=400,
    )
)
