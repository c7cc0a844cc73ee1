"""What happens to a case from the first clue to the end of its investigation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.events.cases import CaseEvent
from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ClueRegistered(CaseEvent):
    """A clue has come up. `earlier_refusals` were of the same party and matter, in 12 months."""

    name = "penalties.clue.registered"
    words = _("线索登记")
    evidence_count: int
    is_matched: bool
    earlier_refusals: int


@dataclass(frozen=True, kw_only=True)
class CaseDescribed(CaseEvent):
    """What is known of a clue, or of a case's party, has been written anew; `fields` name it."""

    name = "penalties.case.described"
    words = _("补正线索或者当事人信息")
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClueReconsidered(CaseEvent):
    """A clue that was not filed is verified again."""

    name = "penalties.clue.reconsidered"
    words = _("线索重新核查")
    personal = ("reason",)
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClueExtended(CaseEvent):
    """The time to verify a clue has been extended."""

    name = "penalties.clue.extended"
    words = _("批准延长核查期限")


@dataclass(frozen=True, kw_only=True)
class CaseNotFiled(CaseEvent):
    """A clue has been judged not to be a case; `reason_length` counts characters."""

    name = "penalties.case.not_filed"
    words = _("决定不予立案")
    reason_code: str
    reason_length: int
    evidence_count: int
    is_matched: bool
    is_time_barred: bool
    earlier_refusals: int


@dataclass(frozen=True, kw_only=True)
class CaseFiled(CaseEvent):
    """A case has been filed.

    `similar_fines` are decided fines on the same party within a day and at the same place.
    `prescription_date` is the last day to discover the violation; none while it goes on.
    """

    name = "penalties.case.filed"
    words = _("批准立案")
    registered_on: date
    first_evidence_on: date | None
    discovered_on: date
    prescription_date: date | None
    similar_fines: int


@dataclass(frozen=True, kw_only=True)
class OfficersAssigned(CaseEvent):
    """The officers of a case have changed."""

    name = "penalties.officers.assigned"
    words = _("承办人员指派")


@dataclass(frozen=True, kw_only=True)
class EvidenceCollected(CaseEvent):
    """A piece of evidence has been put on file."""

    name = "penalties.evidence.collected"
    words = _("证据登记")
    kind: str
    has_file: bool
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class FactRecorded(CaseEvent):
    """A fact of the benchmark has been recorded, and what the fine would be before and after."""

    name = "penalties.fact.recorded"
    words = _("认定裁量事实")
    key: str
    is_after_proposal: bool
    has_evidence: bool
    fine_before_yuan: Decimal | None
    fine_after_yuan: Decimal | None


@dataclass(frozen=True, kw_only=True)
class MeasureTaken(CaseEvent):
    """Things have been preserved or seized."""

    name = "penalties.measure.taken"
    words = _("采取措施")
    kind: str


@dataclass(frozen=True, kw_only=True)
class MeasureExtended(CaseEvent):
    """A seizure has been extended."""

    name = "penalties.measure.extended"
    words = _("查封、扣押延长")


@dataclass(frozen=True, kw_only=True)
class MeasureResolved(CaseEvent):
    """What was preserved or seized has been dealt with."""

    name = "penalties.measure.resolved"
    words = _("被保存、扣押物品处理")
    kind: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(Event):
    """An officer has declared a tie to a party; to whom and what tie is personal."""

    name = "penalties.interest.declared"
    words = _("申报利害关系")
    subject: ClassVar[str] = "directory.person"
    personal = ("party_identifier", "relation")
    party_identifier: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class RecusalAsked(CaseEvent):
    """Somebody asks that an officer stand aside."""

    name = "penalties.recusal.asked"
    words = _("回避申请提出")


@dataclass(frozen=True, kw_only=True)
class RecusalDecided(CaseEvent):
    """A request for recusal has been answered."""

    name = "penalties.recusal.decided"
    words = _("回避申请决定")
    is_granted: bool


@dataclass(frozen=True, kw_only=True)
class RectificationOrdered(CaseEvent):
    """The party has been ordered to correct its violation."""

    name = "penalties.rectification.ordered"
    words = _("责令当事人改正")
    due_date: date


@dataclass(frozen=True, kw_only=True)
class RectificationRechecked(CaseEvent):
    """It has been checked whether a violation was corrected."""

    name = "penalties.rectification.rechecked"
    words = _("改正情况复查")
    is_corrected: bool
