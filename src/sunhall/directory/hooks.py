"""What the directory lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.directory.permissions import NAMES, Permission
from sunhall.kernel.hooks import Area, MenuEntry, menu, name_permissions

name_permissions({code.value: name for code, name in NAMES.items()})

for order, (label, url_name, permission) in enumerate(
    [
        (_("事项"), "directory:matters", ""),
        (_("单位"), "directory:organizations", ""),
        (_("行政区划"), "directory:divisions", ""),
        (_("人员"), "directory:persons", Permission.PERSON_VIEW),
        (_("角色"), "directory:roles", Permission.ROLE_GRANT),
        (_("导入导出"), "directory:workbook", Permission.WORKBOOK_EXPORT),
    ]
):
    menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            order=300 + order,
            group=_("目录"),
        )
    )
