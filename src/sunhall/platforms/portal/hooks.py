"""What the portal lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.kernel import hooks
from sunhall.kernel.hooks import Area, MenuEntry

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
