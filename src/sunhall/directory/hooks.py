"""What the directory lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.directory.permissions import NAMES, Permission
from sunhall.kernel.classification import classify
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
        (_("服务事项"), "directory:items", Permission.ITEM_VIEW, "file"),
        (_("单位"), "directory:organizations", "", "building"),
        (_("行政区划"), "directory:divisions", "", "map"),
        (
            _("机构改革"),
            "directory:reorganizations",
            Permission.ORGANIZATION_REORGANIZE,
            "arrow-right",
        ),
        (_("工作日历"), "directory:maintain_calendar", Permission.CALENDAR_MAINTAIN, "calendar"),
        (_("信息资源目录"), "directory:information_resources", "", "table"),
        (_("应用资源目录"), "directory:application_resources", "", "globe"),
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

classify("directory.Division", public="code name kind source")
classify("directory.Organization", public="code credit_code name short_name kind domain_code")
classify(
    "directory.Person",
    personal="employee_number name employment",
    why="who works for the city",
    seen_by="who may view persons; oneself",
)
classify("directory.Reorganization", public="kind basis")
classify("directory.FormerName", public="name short_name")
classify(
    "directory.InformationResource",
    public="code name summary classification update_cycle sharing sharing_basis items",
)
classify("directory.ApplicationResource", public="code name summary address", internal="client_id")
classify("directory.Post", public="code title")
classify("directory.Role", public="code name permissions")
classify("directory.Grant", internal="scope reason")
classify(
    "directory.EnforcementQualification",
    public="scope",
    personal="certificate_number",
    why="who may enforce",
    seen_by="public by law",
)
classify("directory.Matter", public="code task_code name kind level keywords")
classify("directory.LegalBasis", public="law article role certainty source gist")
classify("directory.ServiceItem", public="code")
classify(
    "directory.ServiceItemVersion",
    public="status document document_hash source name handling subjects themes life_events "
    "differences",
    internal="findings drafter_ids",
    personal="drafted_by_name published_by_name",
    why="who drafted and who approved what binds the city",
    seen_by="everyone, once published",
)
classify(
    "directory.UploadedWorkbook",
    personal="content",
    why="an import before it is carried out",
    seen_by="who uploaded it",
)
