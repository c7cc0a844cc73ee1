"""What happened to a case, in words, from the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from sunhall.business.penalties import choices
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.templatetags.units import yuan

KINDS: Mapping[str, tuple[str, type[TextChoices]]] = {
    "penalties.case.not_filed": ("reason_code", choices.NoFilingReason),
    "penalties.evidence.collected": ("kind", choices.EvidenceKind),
    "penalties.measure.taken": ("kind", choices.MeasureKind),
    "penalties.measure.resolved": ("outcome", choices.MeasureOutcome),
    "penalties.approval.asked": ("kind", choices.ApprovalKind),
    "penalties.approval.returned": ("kind", choices.ApprovalKind),
    "penalties.case.suspended": ("reason_code", choices.SuspensionReason),
    "penalties.case.withdrawn": ("reason_code", choices.WithdrawalReason),
    "penalties.case.terminated": ("reason_code", choices.TerminationReason),
    "penalties.case.transferred": ("target", choices.TransferTarget),
    "penalties.case.exempted": ("ground", choices.ExemptionGround),
    "penalties.decision.served": ("way", choices.ServiceWay),
    "penalties.decision.corrected": ("ground", choices.CorrectionGround),
    "penalties.obligation.watched": ("concern", choices.Concern),
}
"""The fact of an event that says of what kind it was."""

WORDS = {
    "penalties.clue.registered": gettext_noop("登记线索"),
    "penalties.clue.extended": gettext_noop("批准延长核查期限"),
    "penalties.clue.reconsidered": gettext_noop("重新核查：%(reason)s"),
    "penalties.case.described": gettext_noop("补正线索或者当事人信息"),
    "penalties.case.not_filed": gettext_noop("不予立案：%(kind)s"),
    "penalties.case.filed": gettext_noop("批准立案"),
    "penalties.officers.assigned": gettext_noop("指派承办人员"),
    "penalties.evidence.collected": gettext_noop("登记证据：%(kind)s"),
    "penalties.fact.recorded": gettext_noop("认定事实"),
    "penalties.measure.taken": gettext_noop("实施%(kind)s"),
    "penalties.measure.extended": gettext_noop("延长查封、扣押"),
    "penalties.measure.resolved": gettext_noop("处理物品：%(kind)s"),
    "penalties.recusal.asked": gettext_noop("提出回避申请"),
    "penalties.recusal.decided": gettext_noop("决定回避申请"),
    "penalties.approval.asked": gettext_noop("报请审批：%(kind)s"),
    "penalties.approval.returned": gettext_noop("退回：%(kind)s"),
    "penalties.case.suspended": gettext_noop("中止调查：%(kind)s"),
    "penalties.case.resumed": gettext_noop("恢复调查"),
    "penalties.case.extended": gettext_noop("批准延长办案期限"),
    "penalties.case.investigated": gettext_noop("调查终结"),
    "penalties.case.reopened": gettext_noop("重新调查：%(reason)s"),
    "penalties.case.withdrawn": gettext_noop("撤销立案：%(kind)s"),
    "penalties.case.terminated": gettext_noop("终结案件：%(kind)s"),
    "penalties.case.transferred": gettext_noop("移送：%(kind)s"),
    "penalties.case.exempted": gettext_noop("不予处罚：%(kind)s"),
    "penalties.penalty.proposed": gettext_noop("提出处罚意见：罚款 %(fine)s"),
    "penalties.legal_review.given": gettext_noop("法制审核"),
    "penalties.deliberation.held": gettext_noop("集体讨论"),
    "penalties.notice.issued": gettext_noop("制作事先告知书：罚款 %(fine)s"),
    "penalties.notice.served": gettext_noop("送达事先告知书"),
    "penalties.statement.received": gettext_noop("收到陈述申辩"),
    "penalties.statement.reviewed": gettext_noop("复核陈述申辩"),
    "penalties.hearing.asked": gettext_noop("当事人要求听证"),
    "penalties.hearing.waived": gettext_noop("当事人放弃陈述申辩和听证"),
    "penalties.hearing.arranged": gettext_noop("安排听证"),
    "penalties.hearing.held": gettext_noop("举行听证"),
    "penalties.penalty.decided": gettext_noop("作出处罚决定 %(number)s：罚款 %(fine)s"),
    "penalties.penalty.on_the_spot": gettext_noop("当场处罚 %(number)s：罚款 %(fine)s"),
    "penalties.penalty.reported": gettext_noop("报备当场处罚"),
    "penalties.decision.served": gettext_noop("送达决定书：%(kind)s"),
    "penalties.document.served": gettext_noop("送达文书"),
    "penalties.decision.corrected": gettext_noop("变更、撤销决定：%(kind)s"),
    "penalties.payment.recorded": gettext_noop("缴款 %(amount)s"),
    "penalties.payment.collected_on_site": gettext_noop("当场收缴罚款 %(fine)s"),
    "penalties.payment.handed_over": gettext_noop("上交收缴的罚款"),
    "penalties.payment.banked": gettext_noop("将收缴的罚款缴付银行"),
    "penalties.payment.deferred": gettext_noop("批准延期、分期缴纳，共 %(installment_count)s 期"),
    "penalties.additional_fine.charged": gettext_noop("加处罚款 %(charged)s"),
    "penalties.remedy.started": gettext_noop("当事人申请复议或者提起诉讼"),
    "penalties.remedy.ended": gettext_noop("复议或者诉讼结束"),
    "penalties.enforcement.urged": gettext_noop("催告当事人"),
    "penalties.enforcement.applied": gettext_noop("申请人民法院强制执行"),
    "penalties.rectification.ordered": gettext_noop("责令改正，限 %(due_date)s 以前"),
    "penalties.rectification.rechecked": gettext_noop("复查改正情况"),
    "penalties.decision.published": gettext_noop("公示决定 %(number)s"),
    "penalties.decision.retracted": gettext_noop("撤回公示：%(reason)s"),
    "penalties.case.closed": gettext_noop("批准结案"),
    "penalties.case.archived": gettext_noop("归档，共 %(page_count)s 页"),
    "penalties.obligation.watched": gettext_noop("时限提醒：%(kind)s，剩 %(days_left)s 天"),
}
LATE = gettext_noop("时限提醒：%(kind)s，已超 %(days_late)s 天")
YES_NO = {
    "penalties.recusal.decided": ("is_granted", gettext_lazy("准予"), gettext_lazy("驳回")),
    "penalties.legal_review.given": ("passed", gettext_lazy("通过"), gettext_lazy("未通过")),
    "penalties.statement.reviewed": (
        "is_adopted",
        gettext_lazy("采纳"),
        gettext_lazy("不予采纳"),
    ),
    "penalties.hearing.held": (
        "is_abandoned",
        gettext_lazy("当事人放弃"),
        gettext_lazy("已举行"),
    ),
    "penalties.rectification.rechecked": (
        "is_corrected",
        gettext_lazy("已改正"),
        gettext_lazy("未改正"),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownAct:
    """One act: when, by whom, what; `tone` marks what moved the case on."""

    entry_id: int
    at: datetime
    person: str
    words: str
    tone: str
    hash: str


def show_history(entries: Iterable[JournalEntry]) -> list[ShownAct]:
    """Return the acts in words, in the order given; facts recorded at once count as one act."""
    shown: list[ShownAct] = []
    for entry in entries:
        act = _show(entry)
        if shown and (shown[-1].at, shown[-1].words) == (act.at, act.words):
            continue
        shown.append(act)
    return shown


def _show(entry: JournalEntry) -> ShownAct:
    return ShownAct(
        entry.pk,
        entry.at,
        entry.person_name,
        capfirst(_in_words(entry.event, entry.facts)),
        _tone(entry.event),
        str(entry.facts.get("file_sha256", "")),
    )


def _in_words(event: str, facts: Mapping[str, Any]) -> str:
    is_late = event == "penalties.obligation.watched" and facts.get("days_left", 0) < 0
    words = LATE if is_late else WORDS.get(event)
    if words is None:
        return event
    told = _(words) % _Said({**facts, **_amounts(facts), "kind": _kind(event, facts)})
    answer = YES_NO.get(event)
    if answer is None:
        return told
    name, yes, no = answer
    return _("%(act)s：%(answer)s") % {"act": told, "answer": yes if facts.get(name) else no}


class _Said(dict[str, Any]):
    """The facts of an event; what an older entry does not tell is a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _amounts(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "fine": yuan(facts.get("fine_yuan")),
        "amount": yuan(facts.get("amount_yuan")),
        "charged": yuan(facts.get("charged_yuan")),
        "days_late": -int(facts.get("days_left") or 0),
    }


def _kind(event: str, facts: Mapping[str, Any]) -> str:
    if event not in KINDS:
        return ""
    name, enumeration = KINDS[event]
    value = facts.get(name, "")
    return str(enumeration(value).label) if value in enumeration.values else str(value)


def _tone(event: str) -> str:
    if event.startswith(("penalties.penalty.", "penalties.decision.")):
        return "sun"
    if event.startswith("penalties.obligation."):
        return "coral"
    return "jade" if event.startswith("penalties.case.") else "sea"
