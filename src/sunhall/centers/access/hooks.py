"""What the access center lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.permissions import NAMES, Permission
from sunhall.kernel.hooks import Area, MenuEntry, menu, name_permissions

name_permissions({code.value: name for code, name in NAMES.items()})

menu.register(
    MenuEntry(
        area=Area.HALL, label=_("验证签章"), url_name="authority:verify", icon="shield", order=60
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (_("我的证书"), "access:certificates", Permission.CERTIFICATE_OWN, "shield"),
        (_("单位印章"), "access:seals", Permission.SEAL_REQUEST, "pencil"),
        (_("用印审批"), "access:seals", Permission.SEAL_GRANT, "pencil"),
        (_("证书管理"), "access:certificate_desk", Permission.CERTIFICATE_ADMINISTER, "users"),
    ]
):
    menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            order=400 + order,
            group=_("认证授权"),
        )
    )
menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("账号"),
        url_name="access:accounts",
        permission=Permission.ACCOUNT_MAINTAIN,
        icon="login",
        order=310,
        group=_("目录"),
    )
)
menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("接入的应用"),
        url_name="access:applications",
        permission=Permission.APPLICATION_MAINTAIN,
        icon="globe",
        order=311,
        group=_("目录"),
    )
)
menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("目录订阅"),
        url_name="access:subscriptions",
        permission=Permission.APPLICATION_MAINTAIN,
        icon="link",
        order=312,
        group=_("目录"),
    )
)
menu.register(
    MenuEntry(
        area=Area.HALL,
        label=_("企业代理人"),
        url_name="access:agents",
        permission=Permission.AGENT_MAINTAIN,
        icon="users",
        order=90,
    )
)
