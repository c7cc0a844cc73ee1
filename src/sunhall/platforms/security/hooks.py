"""What the security platform lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.kernel import hooks
from sunhall.kernel.hooks import Area, MenuEntry
from sunhall.platforms.security.permissions import NAMES, Permission

hooks.name_permissions({str(code): name for code, name in NAMES.items()})
hooks.let_citizens(Permission.LOOKS_OWN)

for order, (label, url_name, permission, icon) in enumerate(
    [
        (_("安全状况"), "security:status", Permission.STATUS_VIEW, "shield"),
        (_("审计台"), "security:journal", Permission.JOURNAL_AUDIT, "eye"),
        (_("异常查看和登录"), "security:unusual", Permission.JOURNAL_AUDIT, "alert"),
    ]
):
    hooks.menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            order=500 + order,
            group=_("安全"),
        )
    )
hooks.menu.register(
    MenuEntry(
        area=Area.HALL,
        label=_("谁看过我的信息"),
        url_name="security:mine",
        permission=Permission.LOOKS_OWN,
        icon="eye",
        order=95,
    )
)
