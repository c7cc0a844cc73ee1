"""What the directory lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.directory.permissions import NAMES, Permission
from sunhall.kernel.hooks import Area, MenuEntry, menu, name_permissions

name_permissions({code.value: name for code, name in NAMES.items()})

menu.register(
    MenuEntry(
        area=Area.HALL, label=_("权责目录"), url_name="directory:matters", icon="list", order=30
    )
)
menu.register(
    MenuEntry(
        area=Area.HALL,
        label=_("工作日历"),
        url_name="directory:calendar",
        icon="calendar",
        order=40,
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (_("权责事项"), "directory:matters", "", "list"),
        (_("单位"), "directory:organizations", "", "building"),
        (_("行政区划"), "directory:divisions", "", "map"),
        (_("工作日历"), "directory:maintain_calendar", Permission.CALENDAR_MAINTAIN, "calendar"),
        (_("人员"), "directory:persons", Permission.PERSON_VIEW, "users"),
        (_("角色"), "directory:roles", Permission.ROLE_GRANT, "shield"),
        (_("谁有权办"), "directory:who_could", Permission.AUTHORITY_VIEW, "search"),
        (_("委托代理"), "directory:delegations", Permission.GRANT_DELEGATE, "users"),
        (_("导入导出"), "directory:workbook", Permission.WORKBOOK_EXPORT, "table"),
    ]
):
    menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            order=300 + order,
            group=_("目录"),
        )
    )
