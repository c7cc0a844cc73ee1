"""The demonstration's city: departments that occur in the law pack, bureaus, and a small cast."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.directory import actions, queries
from sunhall.directory.choices import Employment, Scope
from sunhall.directory.choices import OrganizationKind as Kind
from sunhall.directory.demo import items, resources
from sunhall.directory.demo.roles import ROLES
from sunhall.directory.models import Grant, Organization, Person, PostHolding
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.fields import HEARING_HOST, LEGAL_PROFESSION, field_of
from sunhall.kernel.actor import Actor, Channel

SINCE = date(2019, 4, 1)
CITY, GOVERNMENT = "370200", "QD"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organization of the demonstration."""

    code: str
    name: str
    short_name: str
    kind: Kind = Kind.CITY_DEPARTMENT
    domain_code: str = ""
    parent: str = GOVERNMENT
    division: str = CITY


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the cast: who they are, their post and its role.

    `certificate` is the number of their enforcement certificate in the field of their unit,
    `licenses` are further qualifications: field and number; all end with `licensed_until`. `scope`
    is how far their role reaches.
    """

    login: str
    number: str
    name: str
    unit: str
    title: str
    role: str
    note: str
    certificate: str = ""
    licenses: tuple[tuple[str, str], ...] = ()
    licensed_until: date | None = None
    more_roles: tuple[str, ...] = ()
    employment: Employment = Employment.CIVIL_SERVANT
    scope: Scope = Scope.OWN


UNITS = (
    Unit("QD", "青岛市人民政府", "市政府", Kind.GOVERNMENT, parent=""),
    Unit("QD-BG", "市政府办公厅", "市政府办公厅", Kind.GOVERNMENT_OFFICE),
    Unit("QD-CG", "市城市管理局（综合行政执法局）", "市城管局", domain_code="CG"),
    Unit("QD-GA", "市公安局", "市公安局", domain_code="GA"),
    Unit("QD-JJ", "市公安局交通警察支队", "市交警支队", Kind.DETACHMENT, "JJ", "QD-GA"),
    Unit("QD-SC", "市市场监督管理局", "市市场监管局", domain_code="SC"),
    Unit("QD-HB", "市生态环境局", "市生态环境局", domain_code="HB"),
    Unit("QD-JS", "市住房和城乡建设局", "市住建局", domain_code="JS"),
    Unit("QD-ZR", "市自然资源和规划局", "市自然资源局", domain_code="ZR"),
    Unit("QD-YL", "市园林和林业局", "市园林林业局", domain_code="YL"),
    Unit("QD-YS", "市交通运输局", "市交通局", domain_code="YS"),
    Unit("QD-RS", "市人力资源和社会保障局", "市人社局", domain_code="RS"),
    Unit("QD-WJ", "市卫生健康委员会", "市卫健委", domain_code="WJ"),
    Unit("QD-YJ", "市应急管理局", "市应急局", domain_code="AJ"),
    Unit("QD-WH", "市文化和旅游局", "市文旅局", domain_code="WH"),
    Unit("QD-XF", "市消防救援支队", "市消防支队", Kind.VERTICAL, "XF"),
    Unit("QD-YC", "市烟草专卖局", "市烟草局", Kind.VERTICAL, "YC"),
    Unit("QD-SW", "国家税务总局青岛市税务局", "市税务局", Kind.VERTICAL, "TA"),
    Unit("QD-MZ", "市民政局", "市民政局", domain_code="MZ"),
    Unit("QD-SF", "市司法局", "市司法局", domain_code="SF"),
    Unit("QD-DS", "市大数据发展管理局", "市大数据局", domain_code="DS"),
    Unit("QD-XZ", "市行政审批服务管理局", "市行政审批局", domain_code="XZ"),
    Unit("QD-FG", "市发展和改革委员会", "市发改委", domain_code="FG"),
)

# The law pack's other names of the same departments.
ALIASES = {
    "市市政工程行政管理部门": "QD-CG",
    "控制吸烟监督管理部门": "QD-WJ",
}

CAST = (
    Member("li", "QD0001", "李法规", "QD-CG", "政策法规处科员", "legal_officer",
           _("起草和导入裁量基准，逐条看清每一处缺口与重叠")),
    Member("wang", "QD0002", "王审核", "QD-CG", "政策法规处处长", "reviewer",
           _("复核李法规起草的基准，证明通过后发布；审核案件的合法性，主持听证"),
           licenses=((LEGAL_PROFESSION, "A20183702020001"), (HEARING_HOST, "37020020001"))),
    Member("sun", "QD0003", "孙执法", "QD-CG", "综合执法支队执法员", "enforcement_officer",
           _("从线索到归档办理案件：录入事实和证据，得到唯一的裁量结果"), "37020010001"),
    Member("zhao", "QD0004", "赵监督", "QD-SF", "行政执法监督处科员", "supervisor",
           _("当场看见每一处异常，发牌、督办、核销，用历史回测新规则")),
    Member("chen", "QD0005", "陈目录", "QD-DS", "目录管理员", "directory_administrator",
           _("维护单位、人员、岗位、授权和事项，导入导出目录；依法删除日志里的个人信息"),
           more_roles=("data_protection_officer", "certificate_officer")),
    Member("meng", "QD0024", "孟审计", "QD-DS", "安全审计员", "security_auditor",
           _("看谁查看过谁、为什么，找出异常的查看和登录；看全市的安全状况")),
    Member("qian", "QD0006", "钱执法", "QD-CG", "综合执法支队执法员", "enforcement_officer",
           _("与孙执法两人一组办理案件：执法人员不少于两人"), "37020010002"),
    Member("he", "QD0007", "何局长", "QD-CG", "局长", "head",
           _("审批立案、处罚决定和撤案，主持集体讨论，纠正错误的决定")),
    Member("zhou", "QD0008", "周督查", "QD-SF", "行政执法监督处处长", "supervisor",
           _("启用别人提出的监督规则：先回测，再由第二双眼睛启用")),
    Member("wu", "QD0009", "吴执法", "QD-CG", "综合执法支队执法员", "enforcement_officer",
           _("执法证件已经过期：一动手办案就被当场拦下，监督台同时看见"), "37020010003",
           licensed_until=date(2025, 12, 31)),
    Member("jiang", "QD0021", "姜窗口", "QD-RS", "市民卡服务中心窗口", "card_officer",
           _("在窗口办理市民卡：申领、激活、挂失、补换、注销；按登记的用途调用证照"),
           more_roles=("license_user",)),
    Member("pan", "QD0022", "潘制卡", "QD-RS", "市民卡服务中心制卡员", "card_producer",
           _("把待制的卡组批送制，逐行核对结果，送达窗口")),
    Member("lu", "QD0023", "陆卫生", "QD-WJ", "基层卫生处科员", "card_department_officer",
           _("凭登记过的用途核验市民卡，开通和关闭医疗卫生功能；颁发、年检、变更和延续证照"),
           more_roles=("license_officer",)),
    Member("kong", "QD0025", "孔处长", "QD-WJ", "行政审批处处长", "license_head",
           _("复核并发布证照模板，批准用印；暂停、撤销、撤回和注销证照")),
    Member("ji", "QD0031", "纪标准", "QD-XZ", "政务服务标准科科员", "standard_editor",
           _("起草全市的服务事项和办事导航：要素齐全、承诺不超法定"), scope=Scope.CITY),
    Member("ding", "QD0032", "丁审定", "QD-XZ", "政务服务标准科科长", "standard_reviewer",
           _("第二双眼睛：审定并公布服务事项和办事导航，先看对在办件的影响"), scope=Scope.CITY),
    Member("hu", "QD0033", "胡户政", "QD-GA", "户政处科员", "item_officer",
           _("维护本部门的服务事项：投靠子女落户、居住证")),
    Member("yao", "QD0034", "姚市南", "370202-SC", "行政许可科科员", "item_officer",
           _("领用全市统一的食品经营许可，写上市南区的办理地点和更短的承诺")),
)  # fmt: skip


def load(progress: Callable[[str], None]) -> None:
    """Build the demonstration's directory; do nothing if it is there."""
    by = queries.system_actor(timezone.now())
    if Organization.objects.filter(code=GOVERNMENT).exists():
        return
    progress(_("单位"))
    set_up(by, [*UNITS, *district_units(by)])
    progress(_("角色"))
    define_roles(by)
    progress(_("人员与岗位"))
    for member in CAST:
        hire(by, member)
    progress(_("信息资源与应用资源"))
    resources.register(by, SINCE)
    progress(_("服务事项与办事指南"))
    approver = acting_as("ding", by.moment)
    items.register(by, acting_as("ji", by.moment), approver)
    items.adopt_in_district(acting_as("yao", by.moment), approver)
    items.draft_in_progress(acting_as("hu", by.moment))
    delegate(by.moment)


def delegate(moment: datetime) -> None:
    """Let the head, who travels next week, be stood in for by the reviewer."""
    head, deputy = (_holding(number) for number in ("QD0007", "QD0002"))
    grant = Grant.objects.get(post=head.post)
    by = acting(head, moment)
    day = by.today + timedelta(days=7 - by.today.weekday())
    actions.delegate_roles(
        replace(by, permissions=by.permissions | {Permission.GRANT_DELEGATE}),
        grant_ids=[grant.pk],
        post_id=deputy.post_id,
        valid_from=day,
        valid_to=day + timedelta(days=5),
        reason="赴省厅参加执法培训",
    )


def acting_as(login: str, moment: datetime) -> Actor:
    """Return one of the cast, acting at a moment."""
    number = next(one.number for one in CAST if one.login == login)
    return acting(_holding(number), moment)


def _holding(number: str) -> PostHolding:
    found = PostHolding.objects.select_related("person", "post__organization")
    return found.get(person__employee_number=number)


def organization_code(department: str) -> str:
    """Return the code of a department as the law pack names it.

    Raises:
        KeyError: no department has this name.
    """
    names = {_plain(unit.name): unit.code for unit in UNITS}
    return ALIASES.get(department) or names[_plain(department)]


def district_units(by: Actor) -> list[Unit]:
    """Return the government and two bureaus of each district of today."""
    units: list[Unit] = []
    for division in queries.list_divisions(by):
        if division.kind not in ("district", "county_level_city"):
            continue
        name, code = division.name, division.code
        short = name if name.endswith("市") else name.removesuffix("区")
        government = Unit(code, f"{name}人民政府", f"{name}政府", Kind.GOVERNMENT, division=code)
        units += [
            government,
            Unit(f"{code}-CG", f"{name}综合行政执法局", f"{short}执法局", Kind.DISTRICT_BUREAU,
                 "CG", code, code),
            Unit(f"{code}-SC", f"{name}市场监督管理局", f"{short}市场监管局", Kind.DISTRICT_BUREAU,
                 "SC", code, code),
        ]  # fmt: skip
    return units


def set_up(by: Actor, units: list[Unit]) -> None:
    """Set organizations up, parents first."""
    divisions = {one.code: one.pk for one in queries.list_divisions(by)}
    ids: dict[str, int] = {}
    for unit in units:
        organization = actions.add_organization(
            by,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            domain_code=unit.domain_code,
            division_id=divisions[unit.division],
            parent_id=ids[unit.parent] if unit.parent else None,
            valid_from=SINCE,
        )
        ids[unit.code] = organization.pk


def define_roles(by: Actor) -> None:
    """Define the roles of the cast."""
    for code, (name, permissions) in ROLES.items():
        actions.define_role(by, code=code, name=name, permissions=permissions)


def hire(by: Actor, member: Member) -> Person:
    """Register someone, give them their post with its role, and their certificates."""
    organization = queries.get_organization(by, member.unit)
    person = actions.register_person(
        by,
        employee_number=member.number,
        name=member.name,
        employment=member.employment,
        valid_from=SINCE,
    )
    post = actions.add_post(
        by,
        organization_id=organization.pk,
        code=f"{member.unit}-{member.number}",
        title=member.title,
        valid_from=SINCE,
    )
    actions.appoint(by, person_id=person.pk, post_id=post.pk, valid_from=SINCE)
    for code in (member.role, *member.more_roles):
        role = queries.get_role(by, code)
        actions.grant_role(
            by, role_id=role.pk, post_id=post.pk, valid_from=SINCE, scope=member.scope
        )
    held = [(field_of(organization.domain_code), member.certificate), *member.licenses]
    for scope, number in held:
        if number:
            actions.register_qualification(
                by,
                person_id=person.pk,
                certificate_number=number,
                scope=scope,
                valid_from=SINCE,
                valid_to=member.licensed_until,
            )
    return person


def acting(holding: PostHolding, moment: datetime) -> Actor:
    """Return who holds a post, acting at a moment; take the post with its organization."""
    granted = queries.authority_of(holding.post_id, moment.date())
    return Actor(
        moment=moment,
        channel=Channel.SYSTEM,
        person_id=holding.person_id,
        name=holding.person.name,
        post_id=holding.post_id,
        post_name=holding.post.title,
        organization_id=holding.post.organization_id,
        organization_name=holding.post.organization.name,
        permissions=granted.permissions,
        reach=granted.reach,
    )


def _plain(name: str) -> str:
    """Return a department's name without what stands in brackets."""
    return name.replace("（", "(").partition("(")[0]
