"""Why an act on a case is turned down; what only supervision forbids is in its rules."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class StepNotAllowed(Refusal):
    """The case does not stand where the step begins."""

    code = "step_not_allowed"
    message = _("案件 %(number)s 目前是“%(state)s”，不能办理“%(step)s”。%(way_out)s")


class CaseSuspendedNow(Refusal):
    """The clock stands still."""

    code = "case_suspended"
    message = _("案件 %(number)s 已中止，请先恢复调查。")


class NothingPending(Refusal):
    """The request has been answered already."""

    code = "nothing_pending"
    message = _("这项申请已由 %(name)s 于 %(moment)s 答复。")


class OwnRequest(Refusal):
    """Nobody approves what they asked for (行政处罚法 第五十七条: the head examines)."""

    code = "own_request"
    message = _("%(name)s 不能审批自己提出的申请，请由负责人审批。")


class AlreadyAsked(Refusal):
    """One request of a kind at a time."""

    code = "already_asked"
    message = _("“%(kind)s”已于 %(moment)s 报请审批，请等候答复。")


class NotCompetent(Refusal):
    """The matter is another field's. Law: 行政处罚法 第十七条, 第二十二条."""

    code = "not_competent"
    message = _("%(organization)s对事项 %(matter)s 没有处罚权，请移送%(owner)s。")


class NoMatter(Refusal):
    """A case is filed for a matter."""

    code = "no_matter"
    message = _("请先为这条线索选定处罚事项。")


class NoParty(Refusal):
    """A case is filed against somebody."""

    code = "no_party"
    message = _("请先登记当事人。")


class FactsMissing(Refusal):
    """The benchmark asks for more than has been recorded."""

    code = "facts_missing"
    message = _("还缺这些事实：%(names)s。请逐项认定并附上证据。")


class FactWithoutEvidence(Refusal):
    """Every fact rests on evidence. Law: 行政处罚法 第四十条, 第四十六条."""

    code = "fact_without_evidence"
    message = _("事实“%(name)s”没有证据，请选择至少一份证据。")


class UnknownEvidence(Refusal):
    """The evidence is not of this case."""

    code = "unknown_evidence"
    message = _("本案没有编号为 %(number)s 的证据。")


class ReasonMissing(Refusal):
    """A change after the proposal says why."""

    code = "reason_missing"
    message = _("拟处罚意见提出以后再变更事实，请写明理由（不少于 %(length)s 个字）。")


class DeviceNotReviewed(Refusal):
    """Monitoring devices' records are reviewed first. Law: 行政处罚法 第四十一条."""

    code = "device_not_reviewed"
    message = _("电子监控设备取得的“%(title)s”未经法制和技术审核，不得作为证据。")


class NotServed(Refusal):
    """What has not reached the party has no effect on it."""

    code = "not_served"
    message = _("“%(document)s”尚未送达当事人。")


class TooEarly(Refusal):
    """The time the law leaves the party is not over."""

    code = "too_early"
    message = _("当事人的期限 %(date)s 届满，届满前不能办理“%(step)s”。")


class TooLate(Refusal):
    """The time is over."""

    code = "too_late"
    message = _("期限已于 %(date)s 届满，不能再办理“%(step)s”。")


class DayRefused(Refusal):
    """A day outside what makes sense."""

    code = "day_refused"
    message = _("日期 %(date)s 不对：应当在 %(first)s 与 %(last)s 之间。")


class HearingPending(Refusal):
    """A hearing that was asked for is held first. Law: 行政处罚法 第六十五条."""

    code = "hearing_pending"
    message = _("当事人已要求听证，听证结束前不能作出决定。")


class StatementPending(Refusal):
    """What the party said is reviewed first. Law: 行政处罚法 第四十五条第一款."""

    code = "statement_pending"
    message = _("当事人的陈述申辩尚未复核。")


class NoHearingRight(Refusal):
    """The law gives no hearing here. Law: 行政处罚法 第六十三条."""

    code = "no_hearing_right"
    message = _("拟处罚没有达到听证标准，当事人可以陈述、申辩。")


class NotAFirstViolation(Refusal):
    """The register knows an earlier one. Law: 行政处罚法 第三十三条第一款."""

    code = "not_a_first_violation"
    message = _("首次违法登记中已有该当事人 %(date)s 的同类违法，不能再适用首违不罚。")


class NothingDue(Refusal):
    """Nothing is left to pay."""

    code = "nothing_due"
    message = _("案件 %(number)s 没有应缴的款项。")


class VoucherTaken(Refusal):
    """A receipt counts once."""

    code = "voucher_taken"
    message = _("票据号码 %(voucher)s 已经登记过。")


class NotExecuted(Refusal):
    """A case is closed when all is done."""

    code = "not_executed"
    message = _("还有事项没有办完：%(left)s。")


class NotPublic(Refusal):
    """Only a served decision in force is published."""

    code = "not_public"
    message = _("决定 %(number)s 尚未送达或者已不再有效，不能公示。")


class NothingToPublish(Refusal):
    """A case without a decision in force has nothing to publish."""

    code = "nothing_to_publish"
    message = _("案件没有现行有效的处罚决定，没有可以公示的。")


class DocumentIncomplete(Refusal):
    """The law demands a part the document lacks."""

    code = "document_incomplete"
    message = _("文书“%(document)s”缺少：%(parts)s。")
