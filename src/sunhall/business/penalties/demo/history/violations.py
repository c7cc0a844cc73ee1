"""What the cases are about: matters of the law pack, as somebody would report them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunhall.business.penalties.choices import PartyKind

CITIZEN, COMPANY = PartyKind.CITIZEN, PartyKind.LEGAL_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A matter with the words of a clue; `facts` where they are not left to chance."""

    matter: str
    domain: str
    party: PartyKind
    title: str
    seen: str
    demand: str
    facts: Mapping[str, Any] | None = None


def _violation(line: str) -> Violation:
    matter, domain, party, title, seen, demand = line.split("|")
    return Violation(
        matter=matter,
        domain=domain,
        party=CITIZEN if party == "人" else COMPANY,
        title=title,
        seen=seen,
        demand=demand,
    )


EVERYDAY: Mapping[str, Violation] = {
    one.matter: one
    for one in map(
        _violation,
        """\
QD-CG-001|CG|人|占用道路设摊经营|巡查发现当事人占用道路摆摊卖早点，责令改正后拒不改正。|立即清理摊位，恢复道路原状。
QD-CG-003|CG|企|运输车辆撒漏污染道路|巡查发现当事人的渣土车未密闭，沿路撒漏。|清除撒漏的渣土，车辆加装密闭装置。
QD-CG-006|CG|企|违反规定设置户外广告|巡查发现当事人未经批准在楼顶设置广告牌。|拆除违规设置的广告牌。
QD-CG-013|CG|人|携犬出户未束牵引带|居民投诉当事人遛狗不束牵引带，劝阻后拒不改正。|携犬出户时束牵引带，随时清除犬粪。
QD-SC-005|SC|企|销售不合格产品|抽检发现当事人销售的插线板不符合安全标准。|停止销售不合格产品，召回已售出的产品。
QD-SP-003|SC|企|经营标签不合规的预包装食品|检查发现当事人经营的糕点没有标明生产日期。|下架标签不合规的食品。
QD-SP-004|SC|企|未建立进货查验记录制度|检查发现当事人进货时未查验供货者的许可证。|建立进货查验记录制度。
QD-SP-001|SC|人|未取得许可经营餐饮|投诉反映当事人在住宅楼内无证经营小饭桌。|停止无证经营，依法申请食品经营许可。
QD-HB-004|HB|企|超标排放社会生活噪声|居民投诉歌厅夜间噪声扰民，监测超标。|采取隔声措施，使噪声达标。
QD-JS-005|JS|企|化整为零规避招标|审计移送的材料反映当事人将工程拆分发包。|停止规避招标的行为，依法组织招标。
QD-YS-004|YS|人|出租汽车驾驶员不使用计价器|乘客投诉当事人在车站不打表、多收车费。|按计价器收费，退还多收的车费。
QD-YS-006|YS|人|未取得许可从事客运经营|检查发现当事人驾驶私家车在车站揽客。|停止未经许可的客运经营。
QD-WJ-001|WJ|企|无公共场所卫生许可证营业|检查发现当事人的健身房未取得卫生许可证。|停止营业，依法申请卫生许可证。
QD-AJ-003|AJ|企|未设置安全警示标志|检查发现当事人的有限空间没有警示标志。|在有较大危险因素的场所设置警示标志。
QD-XF-002|XF|企|消防设施未保持完好有效|检查发现当事人的疏散指示灯损坏、灭火器过期。|维修消防设施，使其完好有效。
QD-WH-001|WH|企|在规定的营业时间以外营业|夜查发现当事人的网吧凌晨仍在营业。|在规定的时间内营业。
QD-RS-002|RS|企|违法延长劳动者工作时间|职工投诉当事人每月加班超过规定。|停止违法延长工作时间，补发加班工资。""".splitlines(),
    )
}

STALL = EVERYDAY["QD-CG-001"]


def stall(*, place: str, area: str, prior: int = 0) -> Violation:
    """Return the well-known stall: where on the road, how many square meters, how often before."""
    return Violation(
        matter=STALL.matter,
        domain=STALL.domain,
        party=STALL.party,
        title=f"擅自占用{place}设摊经营",
        seen=STALL.seen,
        demand=STALL.demand,
        facts={"refused": True, "place": place, "area": area, "prior": prior},
    )


ROADSIDE = stall(place="机动车道", area="3")
PAVEMENT = stall(place="人行道", area="1.5")

LITTERING = Violation(
    matter="QD-CG-004",
    domain="CG",
    party=CITIZEN,
    title="乱弃烟蒂",
    seen="巡查发现当事人在步行街随地乱扔烟蒂。",
    demand="捡起烟蒂。",
    facts={"prior": 0},
)
"""Fifty yuan: may be collected on the spot."""

PLACARD = Violation(
    matter="QD-SP-005",
    domain="SC",
    party=CITIZEN,
    title="小餐饮未悬挂登记证",
    seen="检查发现当事人的小餐饮店没有悬挂登记证。",
    demand="悬挂登记证和信息公示卡。",
    facts={},
)

PARKING = Violation(
    matter="QD-CG-010",
    domain="CG",
    party=CITIZEN,
    title="擅自在人行道上停放机动车",
    seen="巡查发现当事人把汽车停在人行道上。",
    demand="立即驶离。",
    facts={},
)

DRAIN = Violation(
    matter="QD-CG-012",
    domain="CG",
    party=CITIZEN,
    title="向雨水斗倾倒污水",
    seen="巡查发现当事人向路边雨水斗倾倒餐饮污水。",
    demand="清理雨水斗。",
    facts={},
)

CORRIDOR = Violation(
    matter="QD-XF-003",
    domain="XF",
    party=CITIZEN,
    title="占用疏散通道",
    seen="检查发现当事人在疏散通道堆放杂物，当场没有清理。",
    demand="清理疏散通道。",
    facts={"prior": 0, "onsite": False},
)

BARBECUE = Violation(
    matter="QD-CG-015",
    domain="CG",
    party=CITIZEN,
    title="在禁止区域露天烧烤",
    seen="夜查发现当事人在禁止区域支起烧烤炉经营。",
    demand="停止露天烧烤，清除油污。",
    facts={"subject": "烧烤经营者", "grills": 5, "prior": 0},
)
"""Ten thousand yuan from a citizen: gives the right to a hearing."""

FOOD_STALL = Violation(
    matter="QD-SP-001",
    domain="SC",
    party=CITIZEN,
    title="未取得许可经营餐饮",
    seen=EVERYDAY["QD-SP-001"].seen,
    demand=EVERYDAY["QD-SP-001"].demand,
    facts={"goods": 2_000, "prior": 0},
)
"""Fifty thousand yuan and more from a citizen: a hearing, a legal review, a deliberation."""

UNPRICED = Violation(
    matter="QD-SC-002",
    domain="SC",
    party=COMPANY,
    title="商品不标明价格",
    seen="检查发现当事人货架上的商品没有标价签。",
    demand="按规定明码标价。",
    facts={"kinds": 30, "prior": 0},
)
"""Its benchmark is relaxed for a trial, and restored."""

UNLICENSED = Violation(
    matter="QD-SC-004",
    domain="SC",
    party=COMPANY,
    title="无照经营",
    seen="检查发现当事人未办理营业执照即开业。",
    demand="停止无照经营，依法办理登记。",
    facts={"sales": 3_000, "prior": 1},
)
"""Its benchmark is simplified: it no longer asks about earlier violations."""


def everyday(domain: str, rng: random.Random) -> Violation:
    """Return something that often happens in a field."""
    return rng.choice([one for one in EVERYDAY.values() if one.domain == domain])
