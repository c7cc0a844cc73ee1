"""Why a step cannot be taken yet, where it is not the act itself that says so."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class NoEvidence(Refusal):
    """Nothing has been put on file. Law: 行政处罚法 第四十条."""

    code = "no_evidence"
    message = _("还没有登记任何证据。")


class ReviewMissing(Refusal):
    """The legal office comes first. Law: 行政处罚法 第五十八条第一款."""

    code = "review_missing"
    message = _("依法须经法制审核，尚未审核通过。")


class DeliberationMissing(Refusal):
    """The heads deliberate first. Law: 行政处罚法 第五十七条第二款."""

    code = "deliberation_missing"
    message = _("依法须由负责人集体讨论，尚未讨论。")


class PartyMaySpeak(Refusal):
    """The party may still ask to be heard. Law: 行政处罚法 第六十四条第一项."""

    code = "party_may_speak"
    message = _("当事人在 %(date)s 以前可以要求听证，届满或者明示放弃后才能决定。")


class StillPending(Refusal):
    """Something else waits for the head."""

    code = "still_pending"
    message = _("“%(kind)s”正在等候审批。")


class TooManyRows(Refusal):
    """A workbook holds only so much."""

    code = "too_many_rows"
    message = _("超过 %(most)s 行，请缩小范围，或者导出 CSV。")
