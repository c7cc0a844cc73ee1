"""What the penalties system lends to the shell."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.business.penalties import queries
from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    CorrectionGround,
    ExemptionGround,
    NoFilingReason,
    PartyKind,
    Procedure,
    Queue,
    ServiceWay,
    SuspensionReason,
    TerminationReason,
    TransferTarget,
    WithdrawalReason,
)
from sunhall.business.penalties.events import (
    BenchmarkPublished,
    DecisionPublished,
    DecisionRetracted,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import following, queues
from sunhall.directory.queries import reorganizations
from sunhall.directory.queries.reorganizations import Followers
from sunhall.directory.rules.reorganizing import Part
from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.classification import classify
from sunhall.kernel.hooks import Area, Card, Figure, MenuEntry, SearchHit
from sunhall.kernel.ledger.disclosure import disclose

disclose(BenchmarkPublished)
disclose(DecisionPublished)
disclose(DecisionRetracted)

for fact, choices in {
    "concern": Concern.choices,
    "ending": CaseState.choices,
    "ground": [*CorrectionGround.choices, *ExemptionGround.choices],
    "party_kind": PartyKind.choices,
    "procedure": Procedure.choices,
    "reason_code": [
        *NoFilingReason.choices,
        *WithdrawalReason.choices,
        *TerminationReason.choices,
        *SuspensionReason.choices,
    ],
    "state": CaseState.choices,
    "target": TransferTarget.choices,
    "way": ServiceWay.choices,
}.items():
    hooks.name_values(fact, choices)

hooks.name_facts(
    {
        "party_identifier": gettext_lazy("当事人证件号码"),
        "reason": gettext_lazy("理由"),
        "relation": gettext_lazy("关系"),
    }
)

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


@hooks.search_sources.register
def search_cases(by: Actor, query: str, limit: int) -> Sequence[SearchHit]:
    """Find cases by number or party, among those the actor may see."""
    return [
        SearchHit(
            title=str(case),
            url=reverse("cases:case", args=[case.pk]),
            summary=case.get_state_display(),
            kind=_("案件"),
        )
        for case in queues.search_cases(by, query, limit)
    ]


def count_followers(by: Actor, part: Part, matter_ids: Sequence[int]) -> Followers:
    """Count the open cases that follow whoever takes over an organization's powers."""
    count = following.count_followers(part.organization_id, None if part.is_whole else matter_ids)
    return Followers(_("未办结的处罚案件"), count)


def my_figures(by: Actor) -> Sequence[Figure]:
    """Return how many cases an officer has, and how many are due."""
    return _queue_figures(by, Queue.MINE, Queue.DUE_SOON, Queue.OVERDUE)


def approval_figures(by: Actor) -> Sequence[Figure]:
    """Return how much waits for the head, and how many cases are due."""
    waiting = Figure(
        value=queues.written(queues.count_approvals(by)),
        label=_("待审批"),
        url=reverse("cases:approvals"),
    )
    return [waiting, *_queue_figures(by, Queue.DUE_SOON, Queue.OVERDUE)]


def _queue_figures(by: Actor, *names: Queue) -> list[Figure]:
    counts = queues.count_queues(by, names)
    return [
        Figure(
            value=queues.written(counts[name]),
            label=capfirst(str(name.label)),
            url=f"{reverse('cases:list')}?queue={name}",
        )
        for name in names
    ]


hooks.cards.register(
    Card(
        title=gettext_lazy("我的案件"),
        text=gettext_lazy("先办就要到期的。即将到期和已超期的，是本单位的案件。"),
        url_name="cases:list",
        permission=Permission.CASE_HANDLE,
        icon="file",
        order=5,
        figures=my_figures,
    )
)
hooks.cards.register(
    Card(
        title=gettext_lazy("等我审批的"),
        text=gettext_lazy("批准或者退回，都写明意见。即将到期和已超期的，是本单位的案件。"),
        url_name="cases:approvals",
        permission=Permission.CASE_APPROVE,
        icon="check",
        order=5,
        figures=approval_figures,
    )
)
hooks.cards.register(
    Card(
        title=gettext_lazy("处罚决定公示"),
        text=gettext_lazy("谁被罚、罚什么、凭什么，一看就知；每一份都可以查验。"),
        url_name="hall:decisions",
        icon="gavel",
        order=12,
    )
)
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
reorganizations.counters.register(count_followers)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL, label=gettext_lazy("执法大厅"), url_name="hall:home", icon="scale", order=20
    )
)
hooks.menu.register(
    MenuEntry(
        area=Area.HALL,
        label=gettext_lazy("处罚公示"),
        url_name="hall:decisions",
        icon="gavel",
        order=21,
    )
)
for order, (label, url_name, permission, icon) in enumerate(
    [
        (gettext_lazy("案件"), "cases:list", Permission.CASE_VIEW, "file"),
        (gettext_lazy("全市案件"), "cases:list", Permission.CASE_WATCH, "file"),
        (gettext_lazy("待审批"), "cases:approvals", Permission.CASE_APPROVE, "check"),
        (gettext_lazy("登记线索"), "cases:register", Permission.CASE_HANDLE, "plus"),
        (gettext_lazy("当场处罚"), "cases:on_the_spot", Permission.CASE_HANDLE, "gavel"),
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
            order=35 + order,
        )
    )

OURS = "the organ's own; supervisors"
classify(
    "penalties.Benchmark",
    internal="status name provenance document table_hash proof proof_hash findings "
    "source drafter_ids",
    personal="drafted_by_name published_by_name",
    why="who answers for a benchmark",
    seen_by="officers; public once published",
)
classify(
    "penalties.BenchmarkImport",
    internal="filename documents findings",
    personal="uploaded_by_name",
    why="who brought a file",
    seen_by="officers of the organ",
)
classify(
    "penalties.Determination",
    internal="proof_hash",
    personal="determined_by_name",
    sensitive="facts outcome",
    why="what a penalty rests on",
    seen_by=OURS,
)
classify(
    "penalties.Party",
    internal="kind",
    personal="representative address phone",
    sensitive="name identifier",
    why="whom a case is against",
    seen_by="who handles the case; others masked, and for a purpose whole",
)
classify(
    "penalties.Case",
    internal="division_code procedure state clue_number case_number source due_concern",
    sensitive="title story place",
    why="what happened",
    seen_by=OURS,
)
classify("penalties.CaseOfficer", personal="removal_reason", why="who is on a case", seen_by=OURS)
classify(
    "penalties.InterestDeclaration",
    personal="relation",
    sensitive="party_identifier",
    why="recusal",
    seen_by="the organ's own",
)
classify(
    "penalties.FirstViolation",
    sensitive="party_identifier",
    why="first violations are exempt once",
    seen_by="the program alone",
)
classify(
    "penalties.Approval",
    internal="kind status reason_code reason",
    personal="asked_by_name decided_by_name",
    sensitive="details opinion",
    why="who decided",
    seen_by=OURS,
)
classify("penalties.LegalReview", sensitive="opinion", why="legal review", seen_by=OURS)
classify(
    "penalties.Deliberation",
    personal="attendees",
    sensitive="minutes conclusion",
    why="collective deliberation",
    seen_by=OURS,
)
classify("penalties.Notice", internal="number")
classify("penalties.Statement", sensitive="text reply", why="what the party says", seen_by=OURS)
classify("penalties.Hearing", sensitive="minutes place", why="hearings", seen_by=OURS)
classify(
    "penalties.PenaltyDecision",
    internal="number status correction_ground",
    personal="decided_by_name",
    sensitive="correction_reason",
    why="the decision",
    seen_by="the organ's own; supervisors; the party",
)
classify(
    "penalties.Document",
    internal="kind number wording",
    personal="made_by_name",
    sensitive="sheet",
    why="papers of a case",
    seen_by="the organ's own; supervisors; the party",
)
classify("penalties.DocumentSeal", internal="state")
classify(
    "penalties.Service",
    internal="way",
    personal="receiver note",
    why="proof of service",
    seen_by=OURS,
)
classify(
    "penalties.Payment", internal="way ground", personal="voucher", why="payments", seen_by=OURS
)
classify(
    "penalties.RemedyProceeding",
    sensitive="ground",
    why="reconsideration and litigation",
    seen_by=OURS,
)
classify("penalties.Rectification", sensitive="demand result", why="rectification", seen_by=OURS)
classify("penalties.Enforcement", internal="court")
classify("penalties.Publication", public="matter_code summary retraction_reason")
classify("penalties.Obligation", internal="concern limit article extensions")
classify(
    "penalties.Evidence",
    internal="kind",
    personal="provider recorded_by_name filename",
    sensitive="title description place",
    why="evidence",
    seen_by=OURS,
)
classify(
    "penalties.CaseFact",
    internal="key evidence_ids",
    personal="recorded_by_name",
    sensitive="value reason",
    why="facts of a case",
    seen_by=OURS,
)
classify(
    "penalties.Measure",
    internal="kind",
    sensitive="items place outcome",
    why="coercive measures",
    seen_by=OURS,
)
classify(
    "penalties.Recusal",
    personal="asked_by decided_by_name",
    sensitive="reason",
    why="recusal",
    seen_by=OURS,
)
classify("penalties.Pause", sensitive="reason note", why="suspensions", seen_by=OURS)
