"""Enumerations of the penalties system."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BenchmarkStatus(models.TextChoices):
    """The life of one version of a benchmark."""

    DRAFT = "draft", _("草稿")
    CHECKED = "checked", _("已校验")
    PUBLISHED = "published", _("已公布")
    SUPERSEDED = "superseded", _("已被取代")


class CaseState(models.TextChoices):
    """Where a case stands; `rules.procedure` says where it may go from there."""

    CLUE = "clue", _("线索核查")
    NOT_FILED = "not_filed", _("不予立案")
    FILED = "filed", _("调查取证")
    INVESTIGATED = "investigated", _("调查终结")
    PROPOSED = "proposed", _("拟处罚")
    INFORMED = "informed", _("已告知")
    DECIDED = "decided", _("已决定")
    SERVED = "served", _("已送达")
    ENFORCEMENT = "enforcement", _("强制执行")
    EXECUTED = "executed", _("履行完毕")
    EXEMPTED = "exempted", _("不予处罚")
    WITHDRAWN = "withdrawn", _("已撤案")
    TERMINATED = "terminated", _("已终结")
    TRANSFERRED = "transferred", _("已移送")
    CLOSED = "closed", _("已结案")
    ARCHIVED = "archived", _("已归档")


class Procedure(models.TextChoices):
    """How a penalty is imposed. Law: 行政处罚法 第五章."""

    ORDINARY = "ordinary", _("普通程序")
    SUMMARY = "summary", _("简易程序")


class CaseSource(models.TextChoices):
    """How a clue came up."""

    INSPECTION = "inspection", _("监督检查")
    COMPLAINT = "complaint", _("投诉举报")
    TRANSFER = "transfer", _("其他机关移送")
    ASSIGNMENT = "assignment", _("上级交办")
    MONITORING = "monitoring", _("电子监控")
    PATROL = "patrol", _("日常巡查")


class PartyKind(models.TextChoices):
    """Who may be penalized. Law: 行政处罚法 第四条."""

    CITIZEN = "citizen", _("公民")
    LEGAL_PERSON = "legal_person", _("法人")
    OTHER_ORGANIZATION = "other_organization", _("其他组织")


class EvidenceKind(models.TextChoices):
    """The eight kinds of evidence. Law: 行政处罚法 第四十六条."""

    DOCUMENTARY = "documentary", _("书证")
    PHYSICAL = "physical", _("物证")
    AUDIOVISUAL = "audiovisual", _("视听资料")
    ELECTRONIC = "electronic", _("电子数据")
    TESTIMONY = "testimony", _("证人证言")
    PARTY_STATEMENT = "party_statement", _("当事人的陈述")
    EXPERT_OPINION = "expert_opinion", _("鉴定意见")
    SITE_RECORD = "site_record", _("勘验笔录、现场笔录")


class MeasureKind(models.TextChoices):
    """What may be done to things meanwhile. Law: 行政处罚法 第五十六条; 行政强制法 第九条."""

    PRESERVATION = "preservation", _("先行登记保存")
    SEIZURE = "seizure", _("查封、扣押")


class MeasureOutcome(models.TextChoices):
    """How a measure ended. Law: 行政处罚法 第五十六条; 行政强制法 第二十七条."""

    RETURNED = "returned", _("退还")
    SEIZED = "seized", _("转为查封、扣押")
    CONFISCATED = "confiscated", _("没收")
    DESTROYED = "destroyed", _("销毁")
    TRANSFERRED = "transferred", _("随案移送")
    LIFTED = "lifted", _("解除")


class ApprovalKind(models.TextChoices):
    """What the head of an organ is asked to approve."""

    FILING = "filing", _("立案")
    NO_FILING = "no_filing", _("不予立案")
    CLUE_EXTENSION = "clue_extension", _("延长核查期限")
    CASE_EXTENSION = "case_extension", _("延长办案期限")
    PRESERVATION = "preservation", _("先行登记保存")
    SEIZURE = "seizure", _("查封、扣押")
    SEIZURE_EXTENSION = "seizure_extension", _("延长查封、扣押")
    SUSPENSION = "suspension", _("中止调查")
    WITHDRAWAL = "withdrawal", _("撤销立案")
    TERMINATION = "termination", _("终结案件")
    TRANSFER = "transfer", _("移送案件")
    EXEMPTION = "exemption", _("不予行政处罚")
    DECISION = "decision", _("行政处罚决定")
    CORRECTION = "correction", _("变更、撤销处罚决定")
    DEFERRAL = "deferral", _("延期、分期缴纳")
    ENFORCEMENT = "enforcement", _("申请强制执行")
    CLOSING = "closing", _("结案")


class ApprovalStatus(models.TextChoices):
    """What became of a request."""

    PENDING = "pending", _("待审批")
    GRANTED = "granted", _("已批准")
    RETURNED = "returned", _("已退回")


class NoFilingReason(models.TextChoices):
    """Why a clue is not filed. Law: 行政处罚法 第五十四条第二款 (the standard is not met)."""

    NO_VIOLATION = "no_violation", _("没有违法行为")
    TIME_BARRED = "time_barred", _("超过追责时效")
    NOT_OURS = "not_ours", _("不属于本机关管辖")
    MINOR = "minor", _("违法行为轻微并已改正")
    NOT_LIABLE = "not_liable", _("依法不承担行政责任")
    HANDLED = "handled", _("同一行为已经处理")


class WithdrawalReason(models.TextChoices):
    """Why a filed case is withdrawn. Law: 行政处罚法 第五十七条."""

    NOT_ESTABLISHED = "not_established", _("违法事实不能成立")
    TIME_BARRED = "time_barred", _("超过追责时效")
    NOT_OURS = "not_ours", _("不属于本机关管辖")
    PARTY_GONE = "party_gone", _("当事人死亡或者终止")
    MINOR_CORRECTED = "minor_corrected", _("情节轻微并已改正")
    OTHER = "other", _("其他")


class TerminationReason(models.TextChoices):
    """Why a case ends without being carried out."""

    PARTY_DEAD = "party_dead", _("当事人死亡，没有遗产可供执行")
    PARTY_DISSOLVED = "party_dissolved", _("当事人终止，没有权利义务承受人")
    BASIS_REVOKED = "basis_revoked", _("据以执行的决定被撤销")
    NOTHING_LEFT = "nothing_left", _("没有可供执行的财产")


class SuspensionReason(models.TextChoices):
    """Why the clock of a case stands still."""

    APPRAISAL = "appraisal", _("检测、检验、检疫、鉴定")
    PUBLIC_NOTICE = "public_notice", _("公告送达")
    OTHER_CASE = "other_case", _("须以另案结果为依据")
    LEGAL_QUESTION = "legal_question", _("法律适用须请示有权机关")
    PARTY_UNABLE = "party_unable", _("当事人因不可抗拒的事由不能参加")


class TransferTarget(models.TextChoices):
    """Where a case goes. Law: 行政处罚法 第二十五条, 第二十七条."""

    OTHER_ORGAN = "other_organ", _("有管辖权的行政机关")
    POLICE = "police", _("公安机关")


class ExemptionGround(models.TextChoices):
    """Why no penalty is imposed. Law: 行政处罚法 第三十条, 第三十一条, 第三十三条."""

    MINOR_CORRECTED = "minor_corrected", _("轻微并及时改正，没有造成危害后果")
    FIRST_VIOLATION = "first_violation", _("初次违法，危害后果轻微并及时改正")
    NO_FAULT = "no_fault", _("有证据足以证明没有主观过错")
    UNDER_FOURTEEN = "under_fourteen", _("不满十四周岁")
    NO_CAPACITY = "no_capacity", _("不能辨认或者不能控制自己行为")


class CorrectionGround(models.TextChoices):
    """What a decision is changed for. Law: 行政处罚法 第四十八条第二款, 第七十五条第二款."""

    RECONSIDERATION = "reconsideration", _("行政复议决定")
    LITIGATION = "litigation", _("人民法院裁判")
    SELF_CORRECTION = "self_correction", _("机关自行纠正")
    OTHER = "other", _("其他")


class DecisionStatus(models.TextChoices):
    """Whether a decision stands."""

    IN_FORCE = "in_force", _("有效")
    CHANGED = "changed", _("已变更")
    REVOKED = "revoked", _("已撤销")


class ServiceWay(models.TextChoices):
    """How a document reaches the party. Law: 行政处罚法 第六十一条; 民事诉讼法 第八十八条以下."""

    DIRECT = "direct", _("直接送达")
    LEFT = "left", _("留置送达")
    MAIL = "mail", _("邮寄送达")
    ELECTRONIC = "electronic", _("电子送达")
    ENTRUSTED = "entrusted", _("委托送达")
    ANNOUNCEMENT = "announcement", _("公告送达")


class PaymentWay(models.TextChoices):
    """How a fine is paid. Law: 行政处罚法 第六十七条, 第六十八条, 第六十九条."""

    BANK = "bank", _("银行缴纳")
    ELECTRONIC = "electronic", _("电子支付")
    ON_SITE = "on_site", _("当场收缴")


class OnSiteGround(models.TextChoices):
    """Why a fine may be collected on the spot. Law: 行政处罚法 第六十八条, 第六十九条."""

    UP_TO_100_YUAN = "up_to_100_yuan", _("一百元以下罚款")
    HARD_TO_ENFORCE = "hard_to_enforce", _("不当场收缴事后难以执行")
    REMOTE = "remote", _("边远、水上、交通不便，当事人提出")
    NONE = "none", _("没有上述情形")


class Concern(models.TextChoices):
    """What a time limit of a case is about; `rules.limits` says how long and by what article."""

    VERIFICATION = "verification", _("核查线索")
    DECISION = "decision", _("作出处罚决定")
    PRESERVATION = "preservation", _("处理登记保存的物品")
    SEIZURE = "seizure", _("处理查封、扣押的财物")
    HEARING_REQUEST = "hearing_request", _("当事人要求听证")
    SERVICE = "service", _("送达决定书")
    SUMMARY_REPORT = "summary_report", _("当场处罚报备")
    PAYMENT = "payment", _("当事人缴纳罚款")
    HANDOVER = "handover", _("上交当场收缴的罚款")
    BANKING = "banking", _("将收缴的罚款缴付银行")
    PUBLICATION = "publication", _("公示处罚决定")
    RETRACTION = "retraction", _("撤回公示信息")
    ENFORCEMENT = "enforcement", _("申请强制执行")
    RECHECK = "recheck", _("复查改正情况")


class DocumentKind(models.TextChoices):
    """The documents of a case; `rules.papers` says what each is made of."""

    FILING_APPROVAL = "filing_approval", _("立案审批表")
    NO_FILING_APPROVAL = "no_filing_approval", _("不予立案审批表")
    INQUIRY_RECORD = "inquiry_record", _("询问笔录")
    INSPECTION_RECORD = "inspection_record", _("现场检查（勘验）笔录")
    ADDRESS_CONFIRMATION = "address_confirmation", _("权利义务告知及送达地址确认书")
    PRESERVATION_NOTICE = "preservation_notice", _("先行登记保存通知书")
    PRESERVATION_RESULT = "preservation_result", _("登记保存物品处理通知书")
    SEIZURE_DECISION = "seizure_decision", _("查封、扣押决定书")
    SEIZURE_EXTENSION = "seizure_extension", _("延长查封、扣押决定书")
    SEIZURE_RELEASE = "seizure_release", _("解除查封、扣押决定书")
    RECUSAL_DECISION = "recusal_decision", _("回避决定书")
    INVESTIGATION_REPORT = "investigation_report", _("案件调查终结报告")
    LEGAL_REVIEW_OPINION = "legal_review_opinion", _("法制审核意见书")
    DELIBERATION_RECORD = "deliberation_record", _("集体讨论记录")
    PRIOR_NOTICE = "prior_notice", _("行政处罚事先告知书")
    HEARING_NOTICE = "hearing_notice", _("行政处罚听证通知书")
    HEARING_RECORD = "hearing_record", _("听证笔录")
    STATEMENT_REVIEW = "statement_review", _("陈述申辩复核意见书")
    DECISION = "decision", _("行政处罚决定书")
    SUMMARY_DECISION = "summary_decision", _("当场行政处罚决定书")
    EXEMPTION_DECISION = "exemption_decision", _("不予行政处罚决定书")
    CORRECTION_DECISION = "correction_decision", _("行政处罚决定变更（撤销）决定书")
    RECTIFICATION_ORDER = "rectification_order", _("责令改正通知书")
    SERVICE_RECEIPT = "service_receipt", _("送达回证")
    DEFERRAL_APPROVAL = "deferral_approval", _("延期（分期）缴纳罚款批准书")
    URGING_NOTICE = "urging_notice", _("催告书")
    ENFORCEMENT_APPLICATION = "enforcement_application", _("强制执行申请书")
    TRANSFER_LETTER = "transfer_letter", _("案件移送函")
    WITHDRAWAL_APPROVAL = "withdrawal_approval", _("撤销立案审批表")
    TERMINATION_APPROVAL = "termination_approval", _("案件终结审批表")
    CLOSING_REPORT = "closing_report", _("结案报告")
    FILE_INDEX = "file_index", _("卷宗目录")


class Doer(models.TextChoices):
    """Who must do something about a case."""

    OFFICER = "officer", _("承办人员")
    HEAD = "head", _("单位负责人")
    REVIEWER = "reviewer", _("法制审核人员")
    PUBLISHER = "publisher", _("公示人员")
    PARTY = "party", _("当事人")


class CaseStep(models.TextChoices):
    """What somebody may do about a case; the value stands in the address of its page."""

    DESCRIBE_CLUE = "describe-clue", _("补正线索")
    CORRECT_PARTY = "correct-party", _("更正当事人信息")
    ASK_CLUE_EXTENSION = "ask-clue-extension", _("报请延长核查")
    ASK_FILING = "ask-filing", _("报请立案")
    ASK_NO_FILING = "ask-no-filing", _("报请不予立案")
    RECONSIDER_CLUE = "reconsider-clue", _("重新核查")
    ASSIGN_OFFICERS = "assign-officers", _("指派承办人员")
    DECLARE_INTEREST = "declare-interest", _("申报利害关系")
    ASK_RECUSAL = "ask-recusal", _("提出回避")
    DECIDE_RECUSAL = "decide-recusal", _("决定回避")
    ADD_EVIDENCE = "add-evidence", _("登记证据")
    RECORD_INQUIRY = "record-inquiry", _("制作询问笔录")
    RECORD_INSPECTION = "record-inspection", _("制作现场笔录")
    RECORD_FACTS = "record-facts", _("认定事实")
    ASK_MEASURE = "ask-measure", _("报请登记保存、查封、扣押")
    ASK_SEIZURE_EXTENSION = "ask-seizure-extension", _("报请延长查封、扣押")
    RESOLVE_MEASURE = "resolve-measure", _("处理物品")
    ASK_SUSPENSION = "ask-suspension", _("报请中止调查")
    RESUME_CASE = "resume-case", _("恢复调查")
    ASK_CASE_EXTENSION = "ask-case-extension", _("报请延长办案期限")
    FINISH_INVESTIGATION = "finish-investigation", _("调查终结")
    REOPEN_INVESTIGATION = "reopen-investigation", _("补充调查")
    ASK_WITHDRAWAL = "ask-withdrawal", _("报请撤销立案")
    ASK_TERMINATION = "ask-termination", _("报请终结案件")
    ASK_TRANSFER = "ask-transfer", _("报请移送")
    ORDER_RECTIFICATION = "order-rectification", _("责令改正")
    RECHECK_RECTIFICATION = "recheck-rectification", _("复查改正情况")
    PROPOSE_PENALTY = "propose-penalty", _("提出处罚意见")
    ASK_EXEMPTION = "ask-exemption", _("报请不予处罚")
    GIVE_LEGAL_REVIEW = "give-legal-review", _("法制审核")
    RECORD_DELIBERATION = "record-deliberation", _("集体讨论")
    ISSUE_NOTICE = "issue-notice", _("制作事先告知书")
    SERVE_DOCUMENT = "serve-document", _("登记送达")
    RECORD_STATEMENT = "record-statement", _("登记陈述申辩")
    REVIEW_STATEMENT = "review-statement", _("复核陈述申辩")
    WAIVE_RIGHTS = "waive-rights", _("登记当事人放弃权利")
    ASK_HEARING = "ask-hearing", _("登记听证申请")
    ARRANGE_HEARING = "arrange-hearing", _("安排听证")
    HOLD_HEARING = "hold-hearing", _("登记听证笔录")
    ASK_DECISION = "ask-decision", _("报请处罚决定")
    ANSWER_APPROVAL = "answer-approval", _("审批")
    RECORD_PAYMENT = "record-payment", _("登记缴款")
    COLLECT_ON_SITE = "collect-on-site", _("当场收缴")
    HAND_OVER_CASH = "hand-over-cash", _("上交收缴的罚款")
    BANK_CASH = "bank-cash", _("缴付银行")
    CHARGE_ADDITIONAL_FINE = "charge-additional-fine", _("加处罚款")
    ASK_DEFERRAL = "ask-deferral", _("报请延期、分期缴纳")
    START_REMEDY = "start-remedy", _("登记复议、诉讼")
    END_REMEDY = "end-remedy", _("登记复议、诉讼结束")
    URGE_PARTY = "urge-party", _("催告")
    ASK_ENFORCEMENT = "ask-enforcement", _("报请申请强制执行")
    RECORD_ENFORCED = "record-enforced", _("登记执行到位")
    PUBLISH_DECISION = "publish-decision", _("公示决定")
    RETRACT_PUBLICATION = "retract-publication", _("撤回公示")
    ASK_CORRECTION = "ask-correction", _("报请变更、撤销决定")
    REPORT_ON_THE_SPOT = "report-on-the-spot", _("报备当场处罚")
    ASK_CLOSING = "ask-closing", _("报请结案")
    ARCHIVE_CASE = "archive-case", _("归档")


class Queue(models.TextChoices):
    """The lists of cases people work from."""

    MINE = "mine", _("我的")
    ORGANIZATION = "organization", _("本单位")
    DUE_SOON = "due_soon", _("即将到期")
    OVERDUE = "overdue", _("已超期")
    UNSERVED = "unserved", _("待送达")
    UNPAID = "unpaid", _("待缴款")
    UNPUBLISHED = "unpublished", _("待公示")
    CLOSING = "closing", _("待结案、归档")
