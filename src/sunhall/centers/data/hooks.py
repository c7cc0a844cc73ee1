"""What the data center lends to the shell."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.centers.access.permissions import Permission as AccessPermission
from sunhall.centers.data import queries
from sunhall.centers.data.choices import LicenseState
from sunhall.centers.data.permissions import NAMES, Permission
from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.classification import classify
from sunhall.kernel.hooks import Area, Card, Figure, MenuEntry, SearchHit

GROUP = gettext_lazy("证照库")
COUNTED = 99

hooks.name_permissions({str(code): name for code, name in NAMES.items()})
hooks.let_citizens(Permission.LICENSE_OWN)
hooks.let_agents(AccessPermission.ENTERPRISE_APPLY, Permission.LICENSE_OWN)


@hooks.search_sources.register
def find_licenses(by: Actor, query: str, limit: int) -> Sequence[SearchHit]:
    """Return the licenses that a number or a whole name means, to those who issue them."""
    if not by.may(Permission.LICENSE_ISSUE) or not query.strip():
        return []
    page = queries.list_licenses(by, queries.Wanted(text=query), limit=limit)
    return [
        SearchHit(
            title=one.number,
            url=reverse("data:license", args=[one.pk]),
            summary=one.kind.name,
            kind=_("证照"),
        )
        for one in page.items
    ]


def license_figures(by: Actor) -> Sequence[Figure]:
    """Return how many licenses of the organization are suspended, and how many have run out."""
    states = (LicenseState.SUSPENDED, LicenseState.EXPIRED)
    counts = [(state, queries.count_in_state(by, state, COUNTED + 1)) for state in states]
    return [
        Figure(
            value=f"{COUNTED}+" if count > COUNTED else str(count),
            label=str(state.label),
            url=f"{reverse('data:list')}?state={state}",
        )
        for state, count in counts
    ]


hooks.cards.register(
    Card(
        title=gettext_lazy("证照库"),
        text=gettext_lazy("颁发、年检、变更、延续，每一版都留着；处罚记录当场看得见。"),
        url_name="data:list",
        permission=Permission.LICENSE_ISSUE,
        icon="file",
        order=6,
        figures=license_figures,
    )
)
hooks.cards.register(
    Card(
        title=gettext_lazy("核验证照"),
        text=gettext_lazy("凭编号和核验码，看一份证照是不是真的、现在还有没有效。"),
        url_name="data:check",
        icon="check",
        order=15,
    )
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL,
        label=gettext_lazy("核验证照"),
        url_name="data:check",
        icon="check",
        order=27,
    )
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL,
        label=gettext_lazy("我的证照"),
        url_name="data:mine",
        permission=Permission.LICENSE_OWN,
        icon="file",
        order=26,
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (gettext_lazy("证照"), "data:list", Permission.LICENSE_ISSUE, "file"),
        (gettext_lazy("颁发"), "data:choose", Permission.LICENSE_ISSUE, "plus"),
        (gettext_lazy("证照类型"), "data:kinds", Permission.LICENSE_ISSUE, "table"),
        (gettext_lazy("调用证照"), "data:lookup", Permission.LICENSE_USE, "search"),
        (gettext_lazy("证照调用用途"), "data:purposes", Permission.PURPOSE_GRANT, "scale"),
    ]
):
    hooks.menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            group=GROUP,
            order=50 + order,
        )
    )

classify("data.LicenseKind", public="code name aliases issuer_fields holder_kinds")
classify(
    "data.LicenseTemplate",
    public="elements",
    personal="drafted_by_name published_by_name",
    why="who drafted and published it",
    seen_by="everybody: four eyes are public",
)
classify(
    "data.Holder",
    internal="kind",
    personal="name",
    sensitive="identifier",
    why="whose license or record it is",
    seen_by="the holder; the issuer; departments by purpose",
)
classify(
    "data.License",
    internal="number serial state",
    sensitive="identifier code data conditions",
    why="what the license proves",
    seen_by="the holder; the issuer; departments by purpose",
)
classify(
    "data.LicenseVersion",
    internal="reason",
    personal="issued_by_name",
    sensitive="identifier code sheet",
    why="the license as it was issued",
    seen_by="the holder; the issuer",
)
classify("data.LicenseSeal", internal="state")
classify(
    "data.Inspection",
    internal="result remarks warnings",
    personal="person_name",
    why="who inspected",
    seen_by="the holder; the issuer",
)
classify(
    "data.ConductRecord",
    internal="kind source field decision_number ended_reason",
    sensitive="summary outcome",
    why="what others must heed",
    seen_by="the holder; who examines and inspects",
)
classify("data.SharingPurpose", public="code name basis")
classify(
    "data.Consent",
    internal="subject",
    personal="purpose",
    why="what the holder allows",
    seen_by="the holder",
)
classify(
    "data.Disclosure",
    internal="elements",
    sensitive="token",
    why="what the holder shows",
    seen_by="the holder; whoever has the link",
)
classify(
    "data.LicenseUse",
    internal="way basis elements",
    personal="purpose person_name",
    why="who used a license",
    seen_by="the holder; the department that used it",
)
