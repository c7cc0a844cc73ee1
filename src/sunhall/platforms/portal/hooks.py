"""What the portal lends to the shell."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sunhall.directory.queries import items
from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.classification import classify
from sunhall.kernel.erasure import ERASE
from sunhall.kernel.hooks import Area, Card, Figure, MenuEntry, SearchHit, name_permissions
from sunhall.platforms.portal.permissions import NAMES, Permission


def count_guides(by: Actor) -> list[Figure]:
    """Count the city's services of today."""
    total = sum(items.count_by(by, "organization").values())
    return [Figure(value=f"{total:,}", label=gettext("项服务"))] if total else []


def guide_of(item_code: str) -> str:
    """Return the address of an item's guide."""
    return reverse("portal:guide", args=[item_code])


def find_guides(by: Actor, query: str, limit: int) -> list[SearchHit]:
    """Find guides for the city-wide search."""
    return [
        SearchHit(
            title=version.name,
            url=guide_of(version.item.code),
            summary=version.item.organization.name,
            kind=gettext("办事指南"),
        )
        for version in items.find_items(by, query=query, limit=limit).items
    ]


name_permissions({code.value: name for code, name in NAMES.items()})

hooks.menu.register(
    MenuEntry(area=Area.HALL, label=_("首页"), url_name="portal:home", icon="home", order=0)
)
hooks.menu.register(
    MenuEntry(area=Area.HALL, label=_("办事指南"), url_name="portal:guides", icon="file", order=10)
)
hooks.cards.register(
    Card(
        title=_("办事指南"),
        text=_("我是谁、我想办什么：答几个问题，就到要办的事；带什么、多久、到哪里，一页说清。"),
        url_name="portal:guides",
        icon="file",
        order=5,
        figures=count_guides,
    )
)
hooks.search_sources.register(find_guides)
hooks.guide_addresses.register(guide_of)
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
hooks.menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("办事导航"),
        url_name="portal:navigations",
        permission=Permission.NAVIGATION_VIEW,
        icon="arrow-right",
        group=_("目录"),
        order=302,
    )
)

classify("portal.NavigationTree", public="code audience")
classify(
    "portal.NavigationVersion",
    public="status document document_hash source name summary",
    internal="findings drafter_ids",
    personal="drafted_by_name published_by_name",
    why="who drafted and who approved how people are led",
    seen_by="everyone, once published",
)
