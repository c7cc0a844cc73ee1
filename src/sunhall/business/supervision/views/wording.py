"""Facts in words: what supervision shows of an act, without knowing the app it is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.hooks import value_names
from sunhall.kernel.templatetags.units import percent, yuan

FACTS = {
    "procedure": gettext_lazy("程序"),
    "party_kind": gettext_lazy("当事人类别"),
    "state": gettext_lazy("案件状态"),
    "officer_count": gettext_lazy("承办人数"),
    "unqualified_officers": gettext_lazy("没有有效执法证件的人数"),
    "out_of_scope_officers": gettext_lazy("执法领域不符的人数"),
    "contract_officers": gettext_lazy("非正式人员的人数"),
    "conflicted_officers": gettext_lazy("应回避未回避的人数"),
    "today": gettext_lazy("办理日期"),
    "evidence_count": gettext_lazy("证据件数"),
    "is_matched": gettext_lazy("对应到处罚事项"),
    "earlier_refusals": gettext_lazy("12 个月内同类不予立案"),
    "reason_code": gettext_lazy("事由代码"),
    "reason_length": gettext_lazy("理由字数"),
    "is_time_barred": gettext_lazy("超过追责时效"),
    "registered_on": gettext_lazy("线索登记日期"),
    "first_evidence_on": gettext_lazy("最早的证据日期"),
    "discovered_on": gettext_lazy("发现日期"),
    "prescription_date": gettext_lazy("追责时效届满"),
    "similar_fines": gettext_lazy("同一行为已有的罚款"),
    "is_after_proposal": gettext_lazy("在拟处罚以后"),
    "has_evidence": gettext_lazy("附有证据"),
    "fine_before_yuan": gettext_lazy("原罚款"),
    "fine_after_yuan": gettext_lazy("新罚款"),
    "suspected_crime": gettext_lazy("涉嫌犯罪"),
    "is_approved": gettext_lazy("经他人批准"),
    "is_notice_served": gettext_lazy("告知书已送达"),
    "is_deliberated": gettext_lazy("经集体讨论"),
    "tier": gettext_lazy("裁量阶次"),
    "fine_yuan": gettext_lazy("罚款"),
    "engine_fine_yuan": gettext_lazy("裁量引擎的罚款"),
    "statutory_min_yuan": gettext_lazy("法定下限"),
    "statutory_max_yuan": gettext_lazy("法定上限"),
    "is_mitigated": gettext_lazy("减轻处罚"),
    "passed": gettext_lazy("审核通过"),
    "reviewer_is_officer": gettext_lazy("审核人是承办人"),
    "reviewer_is_licensed": gettext_lazy("审核人有法律职业资格"),
    "is_first_review": gettext_lazy("初次从事审核"),
    "needs_hearing": gettext_lazy("达到听证标准"),
    "tells_hearing": gettext_lazy("告知了听证权"),
    "working_days_ahead": gettext_lazy("距听证的工作日"),
    "host_is_officer": gettext_lazy("主持人是承办人"),
    "host_is_qualified": gettext_lazy("主持人有资格"),
    "noticed_fine_yuan": gettext_lazy("最近告知的罚款"),
    "first_noticed_fine_yuan": gettext_lazy("首次告知的罚款"),
    "is_noticed": gettext_lazy("已就现有事实告知"),
    "has_spoken": gettext_lazy("当事人作过陈述申辩"),
    "is_adopted": gettext_lazy("采纳"),
    "hearing_window_ends_on": gettext_lazy("申请听证截止"),
    "is_hearing_waived": gettext_lazy("放弃听证"),
    "is_hearing_held": gettext_lazy("已举行听证"),
    "needs_legal_review": gettext_lazy("须法制审核"),
    "is_legally_reviewed": gettext_lazy("法制审核已通过"),
    "needs_deliberation": gettext_lazy("须集体讨论"),
    "deviates": gettext_lazy("偏离基准"),
    "has_statutory_ground": gettext_lazy("有法定事由"),
    "ground": gettext_lazy("依据或事由"),
    "was_served": gettext_lazy("已送达"),
    "has_ground": gettext_lazy("有当场收缴的依据"),
    "charged_yuan": gettext_lazy("加处的罚款"),
    "lawful_yuan": gettext_lazy("依法可加处的罚款"),
    "is_under_review": gettext_lazy("复议诉讼期间"),
    "is_urged": gettext_lazy("已催告"),
    "urge_ends_on": gettext_lazy("催告期满"),
    "due_yuan": gettext_lazy("应缴"),
    "paid_yuan": gettext_lazy("实缴"),
    "is_excused": gettext_lazy("有延期、分期或减免的批准"),
    "concern": gettext_lazy("期限事项"),
    "days_left": gettext_lazy("剩余天数"),
    "days_since_start": gettext_lazy("已过天数"),
    "working_days_since_start": gettext_lazy("已过工作日"),
    "clues": gettext_lazy("线索数"),
    "refusals": gettext_lazy("不予立案数"),
    "refusal_rate": gettext_lazy("不予立案率"),
    "city_mean": gettext_lazy("全市均值"),
    "city_deviation": gettext_lazy("全市标准差"),
    "quarter_cases": gettext_lazy("季度案件数"),
    "quarter_withdrawals": gettext_lazy("季度撤案数"),
    "withdrawal_rate": gettext_lazy("撤案率"),
    "kind": gettext_lazy("类别"),
    "number": gettext_lazy("文号"),
}
HIDDEN = frozenset(
    {"organization_id", "division", "matter", "handler_id", "label", "occasion", "today"}
)
RATES = ("rate", "mean", "deviation")


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with its name; `is_asked` where the rule at hand reads it."""

    name: str
    value: str
    is_asked: bool = False


def fact_words(name: str) -> str:
    """Return what people call a fact."""
    return str(FACTS.get(name, name))


def facts_in_words(
    facts: Mapping[str, Any], asked: frozenset[str] = frozenset()
) -> list[ShownFact]:
    """Return the facts of an event, those a rule asks for first; what is absent is left out."""
    shown = [
        ShownFact(fact_words(name), value_words(name, value), name in asked)
        for name, value in facts.items()
        if name in asked or (name not in HIDDEN and value not in (None, ""))
    ]
    return sorted(shown, key=lambda fact: not fact.is_asked)


def value_words(name: str, value: Any) -> str:
    """Return a recorded value as people read it."""
    if value is None or value == "":
        return _("没有记载")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name.endswith("_yuan"):
        return str(yuan(value))
    if name.endswith(RATES):
        return str(percent(value))
    if name.endswith(("_on", "_date")) or name == "today":
        return date_format(date.fromisoformat(value), _("Y年n月j日"))
    return str(value_names.get(name, {}).get(str(value), value))
