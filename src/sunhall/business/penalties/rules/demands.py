"""What a document must say, by law or to make sense."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sunhall.business.penalties.rules.sheet import CaseSheet

WORDS = "words."


@dataclass(frozen=True, slots=True)
class Demand:
    """What must be said: its name in law, and the places of the sheet of which one must say it.

    `words.…` is what the officer worded. With `when`, it is demanded only where that is said.
    """

    name: str
    places: tuple[str, ...]
    when: str = ""


class Part(Enum):
    """The parts that the law, or the sense of a document, demands."""

    NUMBER = Demand("文号", ("number",))
    DAY = Demand("日期", ("issued_on",))
    CASE_NAME = Demand("案由", ("case_name",))
    PARTY = Demand("当事人的姓名或者名称", ("party.name",))
    ADDRESS = Demand("当事人的住所或者住址", ("party.address",))
    OFFICERS = Demand("执法人员", ("officers",))
    CLUE = Demand("案件线索", ("clue.gist",))
    VIOLATION = Demand("违法事实", ("violation", "words.narrative"))
    SCENE = Demand("时间、地点", ("happened_at",))
    EVIDENCE = Demand("证据", ("evidence",))
    VIOLATED = Demand("违反的规定", ("violated",))
    PENAL_BASIS = Demand("处罚依据", ("penal_basis",))
    SANCTIONS = Demand("处罚的种类和内容", ("penalty.sanctions",))
    PAYMENT = Demand(
        "缴纳罚款的方式",
        ("payment.bank", "payment.code", "payment.on_site_ground"),
        when="penalty.fine_yuan",
    )
    RECONSIDERATION = Demand("行政复议机关", ("organ.reconsideration_organ",))
    COURT = Demand("有管辖权的人民法院", ("organ.court",))
    CONTACT = Demand("陈述、申辩的联系方式", ("organ.phone", "organ.address"))
    APPROVALS = Demand("审批意见", ("approvals",))
    PLACE = Demand("地点", ("record.place",))
    BEGINNING = Demand("开始时间", ("record.began_at",))
    RESPONDENT = Demand("被询问人", ("record.respondent.name",))
    TURNS = Demand("询问内容", ("record.turns", "record.refusal"))
    FINDINGS = Demand("检查（勘验）情况", ("record.findings",))
    MEASURE = Demand("措施的种类", ("measure.kind",))
    MEASURE_REASON = Demand("采取措施的理由", ("measure.reason",))
    MEASURE_BASIS = Demand("采取措施的依据", ("measure.basis",))
    MEASURE_UNTIL = Demand("措施的期限", ("measure.until_on",))
    EXTENDED_UNTIL = Demand("延长后的期限", ("measure.extended_until_on",))
    EXTENSION_REASON = Demand("延长的理由", ("measure.extension_reason",))
    ITEMS = Demand("物品清单", ("measure.items",))
    OUTCOME = Demand("处理结果", ("measure.outcome",))
    OUTCOME_REASON = Demand("处理的理由", ("measure.outcome_reason",))
    RECUSAL = Demand("回避申请和决定", ("recusal.person",))
    LEGAL_OPINION = Demand("法制审核意见", ("legal_review.opinion",))
    REVIEWER = Demand("法制审核人员", ("legal_review.reviewer",))
    ATTENDEES = Demand("参加讨论的人员", ("deliberation.attendees",))
    CONCLUSION = Demand("讨论结论", ("deliberation.conclusion",))
    HEARING_TIME = Demand("听证的时间", ("hearing.held_at",))
    HEARING_PLACE = Demand("听证的地点", ("hearing.place",))
    HEARING_HOST = Demand("听证主持人", ("hearing.host",))
    HEARING_TURNS = Demand("听证内容", ("hearing.turns",))
    STATEMENT = Demand("陈述申辩的内容", ("statement.gist",))
    STATEMENT_VERDICT = Demand("陈述申辩的复核意见", ("statement.verdict",))
    STATEMENT_REASONS = Demand("采纳或者不采纳的理由", ("statement.reasons",))
    EXEMPTION = Demand("不予处罚的理由", ("exemption.ground",))
    EXEMPTION_BASIS = Demand("不予处罚的依据", ("exemption.basis",))
    CORRECTION = Demand("变更、撤销的内容", ("correction.before",))
    CORRECTION_REASON = Demand("变更、撤销的理由", ("correction.reason",))
    RECTIFICATION = Demand("改正的内容", ("rectification.content",))
    RECTIFICATION_BASIS = Demand("责令改正的依据", ("rectification.basis", "violated"))
    SERVED_PAPERS = Demand("送达的文书", ("service.papers",))
    RECIPIENT = Demand("受送达人", ("service.recipient",))
    SERVICE_WAY = Demand("送达方式", ("service.way",))
    INSTALLMENTS = Demand("缴纳的期限和金额", ("payment.installments",))
    OWED = Demand("尚欠的金额", ("payment.owed_yuan",))
    PAYEE = Demand("缴纳的方式", ("payment.bank", "payment.code"))
    REQUESTS = Demand("申请执行的内容", ("enforcement.requests",))
    ENFORCING_COURT = Demand("受理申请的人民法院", ("enforcement.court",))
    RECEIVER = Demand("接收机关", ("transfer.to",))
    TRANSFER_REASON = Demand("移送的理由", ("transfer.reason",))
    ENDING = Demand("结束案件的理由", ("ending.reason",))
    ENTRIES = Demand("卷内文件", ("case_file.entries",))


def is_said(part: Part, sheet: CaseSheet, words: Mapping[str, str]) -> bool:
    """Tell whether the sheet or the words say what is demanded, as far as it is demanded."""
    demand = part.value
    if demand.when and not _said(demand.when, sheet, words):
        return True
    return any(_said(place, sheet, words) for place in demand.places)


def _said(place: str, sheet: CaseSheet, words: Mapping[str, str]) -> bool:
    """Tell whether one place says anything; an amount of nothing says nothing."""
    if place.startswith(WORDS):
        return bool(words.get(place.removeprefix(WORDS), "").strip())
    found: Any = sheet
    for name in place.split("."):
        found = getattr(found, name)
        if not found:
            return False
    return True
