"""Which form a step of a case shows, and which act it calls: a row for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.actions import (
    closing,
    clues,
    correcting,
    deciding,
    ending,
    enforcing,
    evidence,
    exposing,
    facts,
    hearings,
    informing,
    measures,
    officers,
    on_the_spot,
    parties,
    pauses,
    paying,
    proposing,
    rectifying,
    reviewing,
    serving,
)
from sunhall.business.penalties.choices import CaseStep as C
from sunhall.business.penalties.forms import clues as of_clues
from sunhall.business.penalties.forms import deciding as deciding_forms
from sunhall.business.penalties.forms import executing, investigating
from sunhall.business.penalties.forms.steps import NothingForm, ReasonForm, StepForm

ASKED = _("已报请审批，等候负责人答复。")
DONE = _("已办理，并记入日志。")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One step's form and act; `takes` names the act's parameter for what the step is about.

    `told` is said once it is done, `does` before: what follows from it. A step that cannot be
    taken back asks once more.
    """

    form: type[StepForm] = NothingForm
    act: Callable[..., Any]
    takes: str = "case_id"
    told: str | Promise = DONE
    does: str | Promise = ""
    is_grave: bool = False


PAGES: Mapping[C, StepPage] = {
    C.DESCRIBE_CLUE: StepPage(form=of_clues.DescribeClueForm, act=clues.describe_clue),
    C.CORRECT_PARTY: StepPage(
        form=of_clues.CorrectPartyForm,
        act=parties.correct_party,
        does=_("以前制作的文书不变，以后制作的用更正后的信息。"),
    ),
    C.ASK_CLUE_EXTENSION: StepPage(form=ReasonForm, act=clues.ask_clue_extension, told=ASKED),
    C.ASK_FILING: StepPage(
        form=of_clues.FilingForm,
        act=clues.ask_filing,
        told=ASKED,
        does=_("批准后立案，编发案号，制作《立案审批表》，办案期限从批准之日起算。"),
    ),
    C.ASK_NO_FILING: StepPage(
        form=of_clues.NoFilingForm,
        act=clues.ask_no_filing,
        told=ASKED,
        does=_("批准后制作《不予立案审批表》，线索到此为止；监督规则会看事由。"),
    ),
    C.RECONSIDER_CLUE: StepPage(form=ReasonForm, act=clues.reconsider_clue),
    C.ASSIGN_OFFICERS: StepPage(form=of_clues.OfficersForm, act=officers.assign_officers),
    C.DECLARE_INTEREST: StepPage(
        form=of_clues.InterestForm, act=officers.declare_interest, takes=""
    ),
    C.ASK_RECUSAL: StepPage(form=of_clues.RecusalForm, act=officers.ask_recusal),
    C.DECIDE_RECUSAL: StepPage(
        form=of_clues.DecideRecusalForm,
        act=officers.decide_recusal,
        takes="recusal_id",
        does=_("制作《回避决定书》；准予的，该人员随即退出本案。"),
    ),
    C.ADD_EVIDENCE: StepPage(form=investigating.EvidenceForm, act=evidence.add_evidence),
    C.RECORD_INQUIRY: StepPage(
        form=investigating.InquiryForm,
        act=evidence.record_inquiry,
        does=_("制作《询问笔录》，同时登记为证据。"),
    ),
    C.RECORD_INSPECTION: StepPage(
        form=investigating.InspectionForm,
        act=evidence.record_inspection,
        does=_("制作《现场检查（勘验）笔录》，同时登记为证据。"),
    ),
    C.ASK_MEASURE: StepPage(
        form=investigating.MeasureForm,
        act=measures.ask_measure,
        told=ASKED,
        does=_("批准后实施，制作通知书或者决定书：登记保存 7 个工作日，查封、扣押 30 日。"),
    ),
    C.ASK_SEIZURE_EXTENSION: StepPage(
        form=ReasonForm, act=measures.ask_seizure_extension, takes="measure_id", told=ASKED
    ),
    C.RESOLVE_MEASURE: StepPage(
        form=investigating.ResolveMeasureForm, act=measures.resolve_measure, takes="measure_id"
    ),
    C.ASK_SUSPENSION: StepPage(
        form=investigating.SuspensionForm,
        act=pauses.ask_suspension,
        told=ASKED,
        does=_("批准后办案期限停止计算，直到恢复调查。"),
    ),
    C.RESUME_CASE: StepPage(act=pauses.resume_case, does=_("办案期限从明天起继续计算。")),
    C.ASK_CASE_EXTENSION: StepPage(form=ReasonForm, act=pauses.ask_case_extension, told=ASKED),
    C.FINISH_INVESTIGATION: StepPage(
        form=investigating.FinishForm,
        act=facts.finish_investigation,
        does=_("制作《案件调查终结报告》，列明事实、证据和处理意见。"),
    ),
    C.REOPEN_INVESTIGATION: StepPage(form=ReasonForm, act=facts.reopen_investigation),
    C.ASK_WITHDRAWAL: StepPage(
        form=investigating.WithdrawalForm,
        act=ending.ask_withdrawal,
        told=ASKED,
        does=_("批准后撤销立案；中途撤案会立即进入监督。"),
        is_grave=True,
    ),
    C.ASK_TERMINATION: StepPage(
        form=investigating.TerminationForm, act=ending.ask_termination, told=ASKED, is_grave=True
    ),
    C.ASK_TRANSFER: StepPage(
        form=investigating.TransferForm,
        act=ending.ask_transfer,
        told=ASKED,
        does=_("批准后制作《案件移送函》，连同证据一并移送。"),
        is_grave=True,
    ),
    C.ORDER_RECTIFICATION: StepPage(
        form=investigating.RectificationForm,
        act=rectifying.order_rectification,
        does=_("制作《责令改正通知书》；改正期限届满后 5 个工作日内复查。"),
    ),
    C.RECHECK_RECTIFICATION: StepPage(
        form=investigating.RecheckForm,
        act=rectifying.recheck_rectification,
        takes="rectification_id",
    ),
    C.PROPOSE_PENALTY: StepPage(
        act=proposing.propose_penalty,
        does=_("处罚由认定的事实和已公布的基准得出；行为后基准变轻的，用轻的一版。"),
    ),
    C.ASK_EXEMPTION: StepPage(
        form=deciding_forms.ExemptionForm,
        act=proposing.ask_exemption,
        told=ASKED,
        does=_("批准后制作《不予行政处罚决定书》；首违不罚的，记入全市首次违法登记。"),
    ),
    C.GIVE_LEGAL_REVIEW: StepPage(
        form=deciding_forms.LegalReviewForm,
        act=reviewing.give_legal_review,
        does=_("制作《法制审核意见书》。"),
    ),
    C.RECORD_DELIBERATION: StepPage(
        form=deciding_forms.DeliberationForm,
        act=reviewing.record_deliberation,
        does=_("制作《行政处罚案件集体讨论记录》。"),
    ),
    C.ISSUE_NOTICE: StepPage(
        form=deciding_forms.NoticeForm,
        act=informing.issue_notice,
        does=_("制作《行政处罚事先告知书》；是否告知听证权利，由拟处罚的内容决定。"),
    ),
    C.RECORD_STATEMENT: StepPage(form=deciding_forms.StatementForm, act=informing.record_statement),
    C.REVIEW_STATEMENT: StepPage(
        form=deciding_forms.ReviewStatementForm,
        act=informing.review_statement,
        takes="statement_id",
        does=_("制作《陈述申辩复核意见书》。"),
    ),
    C.WAIVE_RIGHTS: StepPage(
        act=informing.waive_rights,
        does=_("只有当事人明确表示放弃陈述、申辩和听证的，才能登记。"),
        is_grave=True,
    ),
    C.ASK_HEARING: StepPage(act=hearings.ask_hearing),
    C.ARRANGE_HEARING: StepPage(
        form=deciding_forms.ArrangeHearingForm,
        act=hearings.arrange_hearing,
        takes="hearing_id",
        does=_("制作《行政处罚听证通知书》。"),
    ),
    C.HOLD_HEARING: StepPage(
        form=deciding_forms.HoldHearingForm,
        act=hearings.hold_hearing,
        takes="hearing_id",
        does=_("制作《听证笔录》。"),
    ),
    C.ASK_DECISION: StepPage(
        act=deciding.ask_decision,
        told=ASKED,
        does=_("批准后作出处罚决定，制作《行政处罚决定书》；数额由事实得出，谁都不能改。"),
    ),
    C.SERVE_DOCUMENT: StepPage(
        form=executing.ServiceForm,
        act=serving.serve_document,
        takes="document_id",
        does=_("制作《送达回证》；缴款等期限从送达之日起算。"),
    ),
    C.RECORD_PAYMENT: StepPage(
        form=executing.PaymentForm,
        act=paying.record_payment,
        does=_("数额是当天应缴的数额，由系统算出。"),
    ),
    C.COLLECT_ON_SITE: StepPage(
        form=executing.CollectForm,
        act=paying.collect_on_site,
        does=_("2 个工作日内上交机关，机关 2 个工作日内缴付银行。"),
    ),
    C.HAND_OVER_CASH: StepPage(act=paying.hand_over_cash, takes="payment_id"),
    C.BANK_CASH: StepPage(act=paying.bank_cash, takes="payment_id"),
    C.CHARGE_ADDITIONAL_FINE: StepPage(
        act=paying.charge_additional_fine,
        does=_("每日按罚款的 3% 加处，总数不超过罚款；复议、诉讼期间不计。"),
    ),
    C.ASK_DEFERRAL: StepPage(form=executing.DeferralForm, act=paying.ask_deferral, told=ASKED),
    C.START_REMEDY: StepPage(form=executing.RemedyForm, act=enforcing.start_remedy),
    C.END_REMEDY: StepPage(
        form=executing.EndRemedyForm, act=enforcing.end_remedy, takes="remedy_id"
    ),
    C.URGE_PARTY: StepPage(
        act=enforcing.urge_party,
        does=_("制作《履行行政处罚决定催告书》；送达 10 个工作日后仍不履行的，可以申请强制执行。"),
    ),
    C.ASK_ENFORCEMENT: StepPage(
        form=executing.EnforcementForm, act=enforcing.ask_enforcement, told=ASKED, is_grave=True
    ),
    C.RECORD_ENFORCED: StepPage(form=executing.EnforcedForm, act=enforcing.record_enforced),
    C.PUBLISH_DECISION: StepPage(
        act=exposing.publish_decision,
        takes="decision_id",
        does=_("在执法大厅公示：公民姓名遮盖，证件号码、地址、电话一律不公开。"),
    ),
    C.RETRACT_PUBLICATION: StepPage(
        form=ReasonForm, act=exposing.retract_publication, takes="decision_id"
    ),
    C.ASK_CORRECTION: StepPage(
        form=deciding_forms.CorrectionForm, act=correcting.ask_correction, told=ASKED, is_grave=True
    ),
    C.REPORT_ON_THE_SPOT: StepPage(act=on_the_spot.report_on_the_spot),
    C.ASK_CLOSING: StepPage(
        form=executing.ClosingForm,
        act=closing.ask_closing,
        told=ASKED,
        does=_("批准后结案，制作《结案报告》；没有办完的事项会逐一指出。"),
    ),
    C.ARCHIVE_CASE: StepPage(
        act=closing.archive_case, does=_("文书和证据编上页码，制作《卷宗目录》。")
    ),
}
