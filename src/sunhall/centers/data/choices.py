"""Enumerations of licenses and conduct records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HolderKind(TextChoices):
    """Who may hold a license."""

    CITIZEN = "citizen", _("公民")
    ENTERPRISE = "enterprise", _("企业和其他组织")


class ElementKind(TextChoices):
    """What a data element of a license holds."""

    TEXT = "text", _("文字")
    NUMBER = "number", _("数值")
    DATE = "date", _("日期")
    CHOICE = "choice", _("选项")


class ConditionKind(TextChoices):
    """What a condition of a license limits; whoever goes beyond it acts unlawfully."""

    SCOPE = "scope", _("许可范围")
    AREA = "area", _("许可区域")
    HOURS = "hours", _("许可时间")
    OTHER = "other", _("其他条件")


class LicenseState(TextChoices):
    """How a license stands."""

    VALID = "valid", _("有效")
    SUSPENDED = "suspended", _("暂停")
    EXPIRED = "expired", _("过期")
    REVOKED = "revoked", _("已吊销或者撤销")
    WITHDRAWN = "withdrawn", _("已撤回")
    CANCELLED = "cancelled", _("已注销")


class RevokeGround(TextChoices):
    """Why a license is revoked: as a penalty (吊销), or because it was granted wrongly (撤销)."""

    PENALTY = "penalty", _("依法吊销")
    ABUSE = "abuse", _("滥用职权、玩忽职守作出的决定")
    BEYOND_POWER = "beyond_power", _("超越法定职权作出的决定")
    PROCEDURE = "procedure", _("违反法定程序作出的决定")
    UNQUALIFIED = "unqualified", _("申请人不具备申请资格或者不符合法定条件")
    FRAUD = "fraud", _("以欺骗、贿赂等不正当手段取得")
    OTHER = "other", _("依法可以撤销的其他情形")


class WithdrawGround(TextChoices):
    """Why a license that was granted rightly is withdrawn in the public interest."""

    LAW_CHANGED = "law_changed", _("所依据的法律、法规、规章修改或者废止")
    SITUATION_CHANGED = "situation_changed", _("准予许可所依据的客观情况发生重大变化")


class CancelReason(TextChoices):
    """Why a license is struck off."""

    NOT_EXTENDED = "not_extended", _("有效期届满未延续")
    DIED = "died", _("公民死亡或者丧失行为能力")
    DISSOLVED = "dissolved", _("法人或者其他组织依法终止")
    TAKEN = "taken", _("许可依法被撤销、撤回，或者证件依法被吊销")
    FORCE_MAJEURE = "force_majeure", _("因不可抗力导致许可事项无法实施")
    OTHER = "other", _("法律、法规规定的其他情形")


class InspectionResult(TextChoices):
    """What an annual inspection found."""

    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")


class ConductKind(TextChoices):
    """What somebody did that others need to know; of a penalty, its gravest sanction.

    Law: 行政处罚法 第九条; 行政许可法 第七十八条, 第七十九条.
    """

    WARNING = "warning", _("警告、通报批评")
    FINE = "fine", _("罚款、没收")
    PERMIT_SUSPENDED = "permit_suspended", _("暂扣许可证件、降低资质等级")
    BUSINESS_SUSPENDED = "business_suspended", _("责令停产停业")
    BUSINESS_CLOSED = "business_closed", _("责令关闭、限制从业")
    PERMIT_REVOKED = "permit_revoked", _("吊销许可证件")
    DETENTION = "detention", _("行政拘留")
    FALSE_STATEMENT = "false_statement", _("申请时隐瞒有关情况或者提供虚假材料")
    FRAUD = "fraud", _("以欺骗、贿赂等不正当手段取得许可")
    OTHER = "other", _("其他处罚")


class Occasion(TextChoices):
    """When conduct records are read."""

    EXAMINATION = "examination", _("审批审查")
    ANNUAL_INSPECTION = "annual_inspection", _("年检")


class Effect(TextChoices):
    """What a conduct record does on an occasion."""

    WARNS = "warns", _("提示")
    BLOCKS = "blocks", _("阻止")


class Way(TextChoices):
    """How somebody came to see a license."""

    LOOKUP = "lookup", _("按用途调用")
    CONSENT = "consent", _("经同意用于办事")
