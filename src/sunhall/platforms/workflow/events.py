"""What the workflow platform announces; `of_kind` and `of_id` name the thing a flow is run for."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FlowEvent(Event):
    """Something happened to a flow."""

    subject: ClassVar[str] = "workflow.definition"
    flow: str
    version: int


@dataclass(frozen=True, kw_only=True)
class FlowDeployed(FlowEvent):
    """A version of a flow is in use from now on; `hash` is the SHA-256 of its file."""

    name = "workflow.definition.deployed"
    words = _("部署流程")
    hash: str


@dataclass(frozen=True, kw_only=True)
class CasesMigrated(FlowEvent):
    """The running cases of an older version go on by this one."""

    name = "workflow.definition.migrated"
    words = _("迁移在办事项")
    from_version: int
    count: int
    mapping: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Something happened to the flow of one case."""

    subject: ClassVar[str] = "workflow.instance"
    of_kind: str
    of_id: int
    flow: str
    version: int


@dataclass(frozen=True, kw_only=True)
class CaseStarted(CaseEvent):
    """A case goes its way."""

    name = "workflow.instance.started"
    words = _("流程开始")
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StepEvent(CaseEvent):
    """Something happened at one step; `steps` are those it opened."""

    step: str
    item: str = ""
    steps: tuple[str, ...] = ()
    has_ended: bool = False


@dataclass(frozen=True, kw_only=True)
class StepClaimed(StepEvent):
    """Somebody took a step in hand."""

    name = "workflow.step.claimed"
    words = _("认领环节")


@dataclass(frozen=True, kw_only=True)
class StepDone(StepEvent):
    """A step is done."""

    name = "workflow.step.done"
    words = _("办完环节")


@dataclass(frozen=True, kw_only=True)
class StepReturned(StepEvent):
    """A case was sent back to an earlier step."""

    name = "workflow.step.returned"
    words = _("退回环节")
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class StepFailed(StepEvent):
    """A step could not be done; the flow goes on as drawn for it."""

    name = "workflow.step.failed"
    words = _("环节办理不成")
    error: str


@dataclass(frozen=True, kw_only=True)
class EventHappened(StepEvent):
    """A timer went off, or a message or a signal came."""

    name = "workflow.event.happened"
    words = _("流程事件发生")


@dataclass(frozen=True, kw_only=True)
class TimerStuck(StepEvent):
    """A timer went off and the flow could not go on; somebody must look."""

    name = "workflow.timer.stuck"
    words = _("定时无法推进流程")
    error: str


@dataclass(frozen=True, kw_only=True)
class SignalTold(CaseEvent):
    """A flow tells something that others may want to hear."""

    name = "workflow.signal.told"
    words = _("流程发出消息")
    signal: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """A case goes no further."""

    name = "workflow.instance.withdrawn"
    words = _("流程撤回")
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseEvent):
    """A case stands still, by an article."""

    name = "workflow.instance.suspended"
    words = _("流程中止")
    legal_basis: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseEvent):
    """A case goes on."""

    name = "workflow.instance.resumed"
    words = _("流程恢复")


@dataclass(frozen=True, kw_only=True)
class CaseMigrated(CaseEvent):
    """A running case goes on by another version."""

    name = "workflow.instance.migrated"
    words = _("流程换版")
    from_version: int


@dataclass(frozen=True, kw_only=True)
class SubstituteAppointed(Event):
    """Somebody's steps are another's too for a while."""

    subject: ClassVar[str] = "workflow.substitution"
    name = "workflow.substitution.appointed"
    words = _("指定替班人")
    substitute_id: int
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class SubstituteReleased(Event):
    """A substitution ended before its time."""

    subject: ClassVar[str] = "workflow.substitution"
    name = "workflow.substitution.released"
    words = _("收回替班")
    substitute_id: int


@dataclass(frozen=True, kw_only=True)
class ClocksReckoned(Event):
    """The calendar changed, so open time limits were reckoned again; `moved` now end elsewhere."""

    subject: ClassVar[str] = "workflow.clock"
    name = "workflow.clock.reckoned"
    words = _("日历变更，重算期限")
    count: int
    moved: int
