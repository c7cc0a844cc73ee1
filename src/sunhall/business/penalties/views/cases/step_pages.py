"""Which form a step of a case shows, and what is said about it: a row for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import CaseStep as C
from sunhall.business.penalties.forms import clues as of_clues
from sunhall.business.penalties.forms import deciding as deciding_forms
from sunhall.business.penalties.forms import executing, investigating
from sunhall.business.penalties.forms.steps import NothingForm, ReasonForm, StepForm

ASKED = _("已报请审批，等候负责人答复。")
DONE = _("已办理，并记入日志。")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One step's form, and what is said about it.

    `told` is said once it is done, `does` before: what follows from it. A step that cannot be
    taken back asks once more.
    """

    form: type[StepForm] = NothingForm
    told: str | Promise = DONE
    does: str | Promise = ""
    is_grave: bool = False


PAGES: Mapping[C, StepPage] = {
    C.DESCRIBE_CLUE: StepPage(form=of_clues.DescribeClueForm),
    C.CORRECT_PARTY: StepPage(
        form=of_clues.CorrectPartyForm,
        does=_("以前制作的文书不变，以后制作的用更正后的信息。"),
    ),
    C.ASK_CLUE_EXTENSION: StepPage(form=ReasonForm, told=ASKED),
    C.ASK_FILING: StepPage(
        form=of_clues.FilingForm,
        told=ASKED,
        does=_("批准后立案，编发案号，制作《立案审批表》，办案期限从批准之日起算。"),
    ),
    C.ASK_NO_FILING: StepPage(
        form=of_clues.NoFilingForm,
        told=ASKED,
        does=_("批准后制作《不予立案审批表》，线索到此为止；监督规则会看事由。"),
    ),
    C.RECONSIDER_CLUE: StepPage(form=ReasonForm),
    C.ASSIGN_OFFICERS: StepPage(form=of_clues.OfficersForm),
    C.DECLARE_INTEREST: StepPage(form=of_clues.InterestForm),
    C.ASK_RECUSAL: StepPage(form=of_clues.RecusalForm),
    C.DECIDE_RECUSAL: StepPage(
        form=of_clues.DecideRecusalForm,
        does=_("制作《回避决定书》；准予的，该人员随即退出本案。"),
    ),
    C.ADD_EVIDENCE: StepPage(form=investigating.EvidenceForm),
    C.RECORD_INQUIRY: StepPage(
        form=investigating.InquiryForm,
        does=_("制作《询问笔录》，同时登记为证据。"),
    ),
    C.RECORD_INSPECTION: StepPage(
        form=investigating.InspectionForm,
        does=_("制作《现场检查（勘验）笔录》，同时登记为证据。"),
    ),
    C.ASK_MEASURE: StepPage(
        form=investigating.MeasureForm,
        told=ASKED,
        does=_("批准后实施，制作通知书或者决定书：登记保存 7 个工作日，查封、扣押 30 日。"),
    ),
    C.ASK_SEIZURE_EXTENSION: StepPage(form=ReasonForm, told=ASKED),
    C.RESOLVE_MEASURE: StepPage(form=investigating.ResolveMeasureForm),
    C.ASK_SUSPENSION: StepPage(
        form=investigating.SuspensionForm,
        told=ASKED,
        does=_("批准后办案期限停止计算，直到恢复调查。"),
    ),
    C.RESUME_CASE: StepPage(does=_("办案期限从明天起继续计算。")),
    C.ASK_CASE_EXTENSION: StepPage(form=ReasonForm, told=ASKED),
    C.FINISH_INVESTIGATION: StepPage(
        form=investigating.FinishForm,
        does=_("制作《案件调查终结报告》，列明事实、证据和处理意见。"),
    ),
    C.REOPEN_INVESTIGATION: StepPage(form=ReasonForm),
    C.ASK_WITHDRAWAL: StepPage(
        form=investigating.WithdrawalForm,
        told=ASKED,
        does=_("批准后撤销立案；中途撤案会立即进入监督。"),
        is_grave=True,
    ),
    C.ASK_TERMINATION: StepPage(form=investigating.TerminationForm, told=ASKED, is_grave=True),
    C.ASK_TRANSFER: StepPage(
        form=investigating.TransferForm,
        told=ASKED,
        does=_("批准后制作《案件移送函》，连同证据一并移送。"),
        is_grave=True,
    ),
    C.ORDER_RECTIFICATION: StepPage(
        form=investigating.RectificationForm,
        does=_("制作《责令改正通知书》；改正期限届满后 5 个工作日内复查。"),
    ),
    C.RECHECK_RECTIFICATION: StepPage(
        form=investigating.RecheckForm,
    ),
    C.PROPOSE_PENALTY: StepPage(
        does=_("处罚由认定的事实和已公布的基准得出；行为后基准变轻的，用轻的一版。"),
    ),
    C.ASK_EXEMPTION: StepPage(
        form=deciding_forms.ExemptionForm,
        told=ASKED,
        does=_("批准后制作《不予行政处罚决定书》；首违不罚的，记入全市首次违法登记。"),
    ),
    C.GIVE_LEGAL_REVIEW: StepPage(
        form=deciding_forms.LegalReviewForm,
        does=_("制作《法制审核意见书》。"),
    ),
    C.RECORD_DELIBERATION: StepPage(
        form=deciding_forms.DeliberationForm,
        does=_("制作《行政处罚案件集体讨论记录》。"),
    ),
    C.ISSUE_NOTICE: StepPage(
        form=deciding_forms.NoticeForm,
        does=_("制作《行政处罚事先告知书》；是否告知听证权利，由拟处罚的内容决定。"),
    ),
    C.RECORD_STATEMENT: StepPage(form=deciding_forms.StatementForm),
    C.REVIEW_STATEMENT: StepPage(
        form=deciding_forms.ReviewStatementForm,
        does=_("制作《陈述申辩复核意见书》。"),
    ),
    C.WAIVE_RIGHTS: StepPage(
        does=_("只有当事人明确表示放弃陈述、申辩和听证的，才能登记。"),
        is_grave=True,
    ),
    C.ASK_HEARING: StepPage(),
    C.ARRANGE_HEARING: StepPage(
        form=deciding_forms.ArrangeHearingForm,
        does=_("制作《行政处罚听证通知书》。"),
    ),
    C.HOLD_HEARING: StepPage(
        form=deciding_forms.HoldHearingForm,
        does=_("制作《听证笔录》。"),
    ),
    C.ASK_DECISION: StepPage(
        told=ASKED,
        does=_("批准后作出处罚决定，制作《行政处罚决定书》；数额由事实得出，谁都不能改。"),
    ),
    C.SERVE_DOCUMENT: StepPage(
        form=executing.ServiceForm,
        does=_("制作《送达回证》；缴款等期限从送达之日起算。"),
    ),
    C.RECORD_PAYMENT: StepPage(
        form=executing.PaymentForm,
        does=_("数额是当天应缴的数额，由系统算出。"),
    ),
    C.COLLECT_ON_SITE: StepPage(
        form=executing.CollectForm,
        does=_("2 个工作日内上交机关，机关 2 个工作日内缴付银行。"),
    ),
    C.HAND_OVER_CASH: StepPage(),
    C.BANK_CASH: StepPage(),
    C.CHARGE_ADDITIONAL_FINE: StepPage(
        does=_("每日按罚款的 3% 加处，总数不超过罚款；复议、诉讼期间不计。"),
    ),
    C.ASK_DEFERRAL: StepPage(form=executing.DeferralForm, told=ASKED),
    C.START_REMEDY: StepPage(form=executing.RemedyForm),
    C.END_REMEDY: StepPage(form=executing.EndRemedyForm),
    C.URGE_PARTY: StepPage(
        does=_("制作《履行行政处罚决定催告书》；送达 10 个工作日后仍不履行的，可以申请强制执行。"),
    ),
    C.ASK_ENFORCEMENT: StepPage(form=executing.EnforcementForm, told=ASKED, is_grave=True),
    C.RECORD_ENFORCED: StepPage(form=executing.EnforcedForm),
    C.PUBLISH_DECISION: StepPage(
        does=_("在执法大厅公示：公民姓名遮盖，证件号码、地址、电话一律不公开。"),
    ),
    C.RETRACT_PUBLICATION: StepPage(form=ReasonForm),
    C.ASK_CORRECTION: StepPage(form=deciding_forms.CorrectionForm, told=ASKED, is_grave=True),
    C.REPORT_ON_THE_SPOT: StepPage(),
    C.ASK_CLOSING: StepPage(
        form=executing.ClosingForm,
        told=ASKED,
        does=_("批准后结案，制作《结案报告》；没有办完的事项会逐一指出。"),
    ),
    C.ARCHIVE_CASE: StepPage(does=_("文书和证据编上页码，制作《卷宗目录》。")),
}
