"""Why the workflow platform turns an act down."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal

WORDS = {
    "no_token": _("这一环节已经办过，或者已被取消。请刷新页面看最新的进展。"),
    "no_way": _("环节“%(node)s”之后的条件都不成立，无路可走。"),
    "join_waits_in_vain": _(
        "这样办理之后，汇合“%(node)s”将永远等不齐。流程图有误，请联系绘制单位。"
    ),
    "runs_in_circles": _("流程在“%(node)s”处不停转圈。流程图有误，请联系绘制单位。"),
    "too_many_tokens": _("流程同时展开的环节过多。"),
    "list_too_long": _("环节“%(node)s”要逐个办理的列表过长。"),
    "organization_unknown": _("环节“%(node)s”没有可用的承办单位：%(name)s。"),
    "day_unknown": _("定时“%(node)s”所看的日期还没有：%(name)s。"),
    "error_not_caught": _("出现“%(error)s”，而流程没有写明怎样处理。"),
    "nobody_waits": _("没有环节在等待“%(name)s”。"),
    "not_before": _("不能退回到“%(node)s”：它不在这一环节之前。"),
    "fact_unknown": _("流程没有声明事实“%(name)s”。"),
    "fact_wrong": _("%(problem)s"),
    "fact_too_long": _("事实“%(name)s”过长。"),
    "function_unknown": _("流程要调用的功能“%(name)s”没有登记。"),
}


class StepRefused(Refusal):
    """The flow does not go on like this; `code` says why."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.message = WORDS[code]
        super().__init__(**facts)
        self.args = (code,)


class FlowUnsound(Refusal):
    """A flow with defects is not deployed; `findings` name each with its element."""

    code = "flow_unsound"
    message = _("流程图有 %(count)d 处问题，请逐项更正后再部署。")

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = findings
        super().__init__(count=len(findings))


class NothingNew(Refusal):
    """The flow is deployed like this already."""

    code = "nothing_new"
    message = _("这份流程图与已部署的第 %(version)d 版一字不差。")


class KeyTaken(Refusal):
    """Another organization has a flow under this key."""

    code = "key_taken"
    message = _("流程编号“%(key)s”已由%(organization)s使用，请换一个编号。")


class NotYourTurn(Refusal):
    """The step is another organization's, or asks for what the actor may not do."""

    code = "not_your_turn"
    message = _("环节“%(step)s”由%(organization)s办理，不是您经办。")


class ClaimedByAnother(Refusal):
    """Somebody else has the step in hand."""

    code = "claimed_by_another"
    message = _("环节“%(step)s”已由%(name)s认领。")


class NotRunning(Refusal):
    """A flow that stands still, or is over, does not go on."""

    code = "not_running"
    message = _("流程现在“%(state)s”，不能这样办理。")


class BasisMissing(Refusal):
    """Whoever stops a clock or a case says by which article."""

    code = "basis_missing"
    message = _("请写明法律依据和理由。")


class CannotMigrate(Refusal):
    """Cases are carried over all or none."""

    code = "cannot_migrate"
    message = _("有 %(count)d 件在办事项不能迁移，请补全环节对应关系。")


class ClockNotOpen(Refusal):
    """A clock that was stopped for good, or never ran, cannot be suspended or extended."""

    code = "clock_not_open"
    message = _("期限“%(kind)s”没有在计算，或者已经停止。")


class SubstituteUnfit(Refusal):
    """A substitute works in the same organization, and is somebody else."""

    code = "substitute_unfit"
    message = _("替班人应当是本单位的另一位在岗人员。")


class PeriodUnfit(Refusal):
    """A period has an end after its beginning, and does not begin in the past."""

    code = "period_unfit"
    message = _("起止日期不对：不得早于今天，止日应当晚于起日。")
