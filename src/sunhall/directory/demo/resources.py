"""The demonstration's catalogs: the bases and applications that occur in the law and the city."""

from dataclasses import dataclass
from datetime import date

from sunhall.directory import actions
from sunhall.directory.choices import Classification as Label
from sunhall.directory.choices import Sharing
from sunhall.directory.choices import UpdateCycle as Cycle
from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor

APPROVED = "部门履行职责需要，经提供单位同意"
CITIZEN_LAW = "个人信息保护法 第三十四条：限于履行法定职责所必需的范围"
TAX_LAW = "税收征收管理法 第八条第二款：依法为纳税人的情况保密"


@dataclass(frozen=True, slots=True)
class Information:
    """An information resource of the demonstration."""

    code: str
    name: str
    organization: str
    label: Label
    cycle: Cycle
    sharing: Sharing
    basis: str
    summary: str
    items: str


@dataclass(frozen=True, slots=True)
class Application:
    """An application of the demonstration."""

    code: str
    name: str
    organization: str
    summary: str
    client_id: str = ""


INFORMATION = (
    Information("QD-R001", "企业基础信息", "QD-SC", Label.PERSONAL, Cycle.DAILY,
                Sharing.CONDITIONAL, APPROVED, "全市企业的登记信息，法人库的来源",
                "企业名称\n统一社会信用代码\n经营范围\n注册资本\n法定代表人:personal"),
    Information("QD-R002", "证照信息", "QD-XZ", Label.INTERNAL, Cycle.REAL_TIME,
                Sharing.CONDITIONAL, APPROVED, "审批发出的许可证照，处罚时即查即用",
                "证照名称\n证照编号\n持有单位\n有效期至\n吊销撤销情况:internal"),
    Information("QD-R003", "国税地税税收比对信息", "QD-SW", Label.INTERNAL, Cycle.MONTHLY,
                Sharing.CONDITIONAL, TAX_LAW, "登记户与纳税户逐户比对，找出漏征漏管",
                "企业名称\n统一社会信用代码\n登记状态\n纳税状态:internal\n比对结果:internal"),
    Information("QD-R004", "人口基础信息", "QD-GA", Label.SENSITIVE, Cycle.DAILY,
                Sharing.CONDITIONAL, CITIZEN_LAW, "人口库的来源，只核验、不导出",
                "姓名:personal\n公民身份号码:sensitive\n户籍所在地:personal"),
    Information("QD-R005", "婚姻登记信息", "QD-MZ", Label.SENSITIVE, Cycle.DAILY,
                Sharing.CONDITIONAL, CITIZEN_LAW, "婚姻登记的核验",
                "姓名:personal\n登记日期:personal\n婚姻状况:sensitive"),
    Information("QD-R006", "社会保险参保信息", "QD-RS", Label.SENSITIVE, Cycle.DAILY,
                Sharing.CONDITIONAL, CITIZEN_LAW, "参保与缴费情况",
                "姓名:personal\n参保险种:personal\n缴费基数:sensitive"),
    Information("QD-R007", "行政处罚决定公示信息", "QD-SF", Label.PUBLIC, Cycle.REAL_TIME,
                Sharing.UNCONDITIONAL, "", "依法公开的处罚决定（行政处罚法第四十八条）",
                "决定书文号\n当事人\n违法事实\n处罚结果"),
    Information("QD-R008", "行政处罚裁量基准", "QD-SF", Label.PUBLIC, Cycle.AS_NEEDED,
                Sharing.UNCONDITIONAL, "", "各部门公布的裁量基准与证明",
                "事项编码\n阶次\n情节\n处罚幅度"),
    Information("QD-R009", "权责清单", "QD-BG", Label.PUBLIC, Cycle.AS_NEEDED,
                Sharing.UNCONDITIONAL, "", "职权与服务事项及其法律依据",
                "事项编码\n名称\n实施单位\n法律依据"),
    Information("QD-R010", "环境质量监测信息", "QD-HB", Label.PUBLIC, Cycle.REAL_TIME,
                Sharing.UNCONDITIONAL, "", "空气和水的监测数据",
                "站点\n监测时间\n指标\n数值"),
    Information("QD-R011", "建设工程项目信息", "QD-JS", Label.INTERNAL, Cycle.WEEKLY,
                Sharing.CONDITIONAL, APPROVED, "在建工程与参建单位",
                "项目名称\n建设单位\n施工许可证号\n开工日期\n安全评分:internal"),
    Information("QD-R012", "涉案财物信息", "QD-GA", Label.INTERNAL, Cycle.DAILY,
                Sharing.NONE, "刑事诉讼法 第五十四条第三款：涉及侦查秘密的应当保密",
                "侦查中的涉案财物", "物品:internal\n保管地点:internal"),
)  # fmt: skip
APPLICATIONS = (
    Application("QD-A001", "行政处罚网上运行系统", "QD-SF", "立案、决定到归档，全程网上"),
    Application("QD-A002", "电子监察系统", "QD-SF", "每一处异常当场看见"),
    Application("QD-A003", "网上审批系统", "QD-XZ", "一窗受理，限时办结"),
    Application("QD-A004", "市民卡管理系统", "QD-RS", "申领、挂失、补换和核验"),
    Application("QD-A005", "档案查询系统", "QD-BG", "部门自建应用，用统一登录", "archive-hall"),
)


def register(by: Actor, since: date) -> None:
    """Enter information and applications into the catalogs."""
    owners = dict(Organization.objects.values_list("code", "pk"))
    for one in INFORMATION:
        actions.register_information_resource(
            by,
            code=one.code,
            name=one.name,
            organization_id=owners[one.organization],
            classification=one.label,
            update_cycle=one.cycle,
            sharing=one.sharing,
            sharing_basis=one.basis,
            summary=one.summary,
            items=one.items,
            valid_from=since,
        )
    for app in APPLICATIONS:
        actions.register_application_resource(
            by,
            code=app.code,
            name=app.name,
            organization_id=owners[app.organization],
            summary=app.summary,
            client_id=app.client_id,
            valid_from=since,
        )
