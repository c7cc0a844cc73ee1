"""What happens to a case as a whole. The fields are the facts that supervision asks about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event, SupervisedEvent


@dataclass(frozen=True, kw_only=True)
class CaseEvent(SupervisedEvent):
    """Something happened to a case.

    The officers counted are those on the case after the act: all of them, those without a valid
    certificate (行政处罚法 第四十二条), those certified for another field, those who are not civil
    servants, and those with a declared tie to the party who have not been recused.
    """

    subject: ClassVar[str] = "penalties.case"
    procedure: str
    party_kind: str
    state: str
    officer_count: int
    unqualified_officers: int
    out_of_scope_officers: int
    contract_officers: int
    conflicted_officers: int
    today: date


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(CaseEvent):
    """The head of the organ has been asked to approve something."""

    name = "penalties.approval.asked"
    words = _("报请审批")
    kind: str


@dataclass(frozen=True, kw_only=True)
class ApprovalReturned(CaseEvent):
    """The head of the organ has sent a request back."""

    name = "penalties.approval.returned"
    words = _("审批退回")
    kind: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseEvent):
    """The clock of a case stands still."""

    name = "penalties.case.suspended"
    words = _("案件中止")
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseEvent):
    """The clock of a case runs again."""

    name = "penalties.case.resumed"
    words = _("案件恢复调查")


@dataclass(frozen=True, kw_only=True)
class CaseExtended(CaseEvent):
    """The time to decide has been extended."""

    name = "penalties.case.extended"
    words = _("批准延长办案期限")


@dataclass(frozen=True, kw_only=True)
class CaseInvestigated(CaseEvent):
    """An investigation is finished."""

    name = "penalties.case.investigated"
    words = _("调查已经终结")
    suspected_crime: bool


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseEvent):
    """A change of facts has taken a case back to investigation; a new notice is needed."""

    name = "penalties.case.reopened"
    words = _("重新调查")
    personal = ("reason",)
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """A filed case has been withdrawn; `is_approved` by a head who is not who asked."""

    name = "penalties.case.withdrawn"
    words = _("批准撤案")
    is_approved: bool
    reason_code: str
    is_notice_served: bool
    is_deliberated: bool


@dataclass(frozen=True, kw_only=True)
class CaseTerminated(CaseEvent):
    """A case has ended without being carried out."""

    name = "penalties.case.terminated"
    words = _("案件终结")
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class CaseTransferred(CaseEvent):
    """A case has gone to another organ or to the police."""

    name = "penalties.case.transferred"
    words = _("案件移送")
    target: str


@dataclass(frozen=True, kw_only=True)
class CaseExempted(CaseEvent):
    """No penalty is imposed."""

    name = "penalties.case.exempted"
    words = _("决定不予处罚")
    ground: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseEvent):
    """A case is closed; `is_excused` by an approved deferral, termination or court."""

    name = "penalties.case.closed"
    words = _("批准结案")
    due_yuan: Decimal
    paid_yuan: Decimal
    is_excused: bool
    ending: str


@dataclass(frozen=True, kw_only=True)
class CaseArchived(CaseEvent):
    """The file of a case is complete and numbered."""

    name = "penalties.case.archived"
    words = _("案卷归档")
    page_count: int


@dataclass(frozen=True, kw_only=True)
class CaseFollowed(Event):
    """An open case goes on under the organ that continues the powers of the one before."""

    name = "penalties.case.followed"
    words = _("案件随职权转由承接机关办理")
    subject = "penalties.case"
    predecessor: str
    successor: str


@dataclass(frozen=True, kw_only=True)
class ObligationWatched(CaseEvent):
    """The day on which a time limit comes near, runs out, or has long run out.

    `days_left` are calendar days, negative when late; the days since the start do not count it.
    """

    name = "penalties.obligation.watched"
    words = _("时限提醒")
    concern: str
    days_left: int
    days_since_start: int
    working_days_since_start: int


@dataclass(frozen=True, kw_only=True)
class OfficerCounted(SupervisedEvent):
    """What an officer did with clues in a month and with cases in a quarter.

    Rates are shares from 0 to 1; mean and standard deviation are those of all officers.
    """

    name = "penalties.officer.counted"
    words = _("办案人员月度统计")
    subject: ClassVar[str] = "directory.person"
    clues: int
    refusals: int
    refusal_rate: Decimal
    city_mean: Decimal
    city_deviation: Decimal
    quarter_cases: int
    quarter_withdrawals: int
    withdrawal_rate: Decimal
