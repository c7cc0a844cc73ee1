"""What the penalties system lends to the shell."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.penalties import queries
from sunhall.business.penalties.events import BenchmarkPublished
from sunhall.business.penalties.permissions import Permission
from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.hooks import Area, Card, Figure, MenuEntry, SearchHit
from sunhall.kernel.ledger.disclosure import disclose

disclose(BenchmarkPublished)

SUPERVISION = gettext_lazy("执法")

hooks.name_permissions(
    {
        Permission.BENCHMARK_VIEW: gettext_lazy("查看本单位裁量基准"),
        Permission.BENCHMARK_DRAFT: gettext_lazy("起草裁量基准"),
        Permission.BENCHMARK_PUBLISH: gettext_lazy("公布裁量基准"),
        Permission.SANCTION_DETERMINE: gettext_lazy("认定处罚"),
        Permission.CASE_VIEW: gettext_lazy("查看本单位案件"),
        Permission.CASE_WATCH: gettext_lazy("监督全市案件"),
        Permission.CASE_HANDLE: gettext_lazy("办理案件"),
        Permission.CASE_APPROVE: gettext_lazy("审批案件"),
        Permission.CASE_REVIEW: gettext_lazy("法制审核"),
        Permission.CASE_PUBLISH: gettext_lazy("公示处罚决定"),
        Permission.CASE_CORRECT: gettext_lazy("纠正处罚决定"),
    }
)


def library_figures(by: Actor) -> Sequence[Figure]:
    """Return the figures of the library in effect."""
    figures = queries.library_statistics(by)
    return [
        Figure(value=f"{figures.items:,}", label=_("处罚事项")),
        Figure(value=f"{figures.departments:,}", label=_("执法部门")),
        Figure(value=str(figures.mean_tiers), label=_("平均阶次")),
        Figure(value=f"{figures.no_discretion:,}", label=_("无裁量空间")),
    ]


@hooks.search_sources.register
def search_benchmarks(by: Actor, query: str, limit: int) -> Sequence[SearchHit]:
    """Find benchmarks in effect."""
    page = queries.list_in_effect(by, query=query, limit=limit)
    return [
        SearchHit(
            title=benchmark.name,
            url=reverse("hall:matter", args=[benchmark.matter.code]),
            summary=benchmark.matter.organization.name,
            kind=_("处罚裁量基准"),
        )
        for benchmark in page.rows
    ]


hooks.cards.register(
    Card(
        title=gettext_lazy("网上行政执法大厅"),
        text=gettext_lazy("查处罚标准，自己算一算：同样的事实，只有一个结果。"),
        url_name="hall:home",
        icon="scale",
        order=10,
        figures=library_figures,
    )
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL, label=gettext_lazy("执法大厅"), url_name="hall:home", icon="scale", order=20
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (gettext_lazy("裁量基准"), "benchmarks:list", Permission.BENCHMARK_VIEW, "table"),
        (gettext_lazy("导入基准"), "benchmarks:import", Permission.BENCHMARK_DRAFT, "upload"),
        (gettext_lazy("处罚认定"), "benchmarks:desk", Permission.SANCTION_DETERMINE, "gavel"),
    ]
):
    hooks.menu.register(
        MenuEntry(
            area=Area.WORKBENCH,
            label=label,
            url_name=url_name,
            permission=permission,
            icon=icon,
            group=SUPERVISION,
            order=40 + order,
        )
    )
