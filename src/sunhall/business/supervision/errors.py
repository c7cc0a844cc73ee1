"""Why supervision turns an act down."""

from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class Blocked(Refusal):
    """A rule of supervision does not let the act pass.

    `attempt` is what would have happened, for the record that outlives the act.
    """

    code = "blocked_by_supervision"
    message = _(
        "电子监督规则 %(rule)s“%(name)s”不允许这样办理：%(condition)s。依据：%(basis)s。%(way_out)s"
    )

    def __init__(self, attempt: object, **facts: Any) -> None:
        self.attempt = attempt
        super().__init__(**facts)


class MoveNotAllowed(Refusal):
    """The card is not where this could be done with it."""

    code = "move_not_allowed"
    message = _("%(number)s现在是“%(state)s”，不能%(move)s。请刷新页面看最新的进展。")


class AppealTooLate(Refusal):
    """An appeal comes within three working days."""

    code = "appeal_too_late"
    message = _("申诉应当在收到之日起 3 个工作日内提出，已于 %(due)s 届满。请改为作出说明。")


class WordsMissing(Refusal):
    """Every step with a card says why."""

    code = "words_missing"
    message = _("请写明情况，至少 %(least)s 个字。")


class FourEyes(Refusal):
    """Who proposes a change of a rule may not enable it."""

    code = "four_eyes"
    message = _("%(name)s 起草了这一版，不能由本人启用，请由另一位监督人员办理。")


class NotAQuestion(Refusal):
    """A condition of a rule cannot be asked of the events it watches."""

    code = "not_a_question"
    message = _("%(field)s写得不对（用于事件 %(event)s）：%(reason)s")


class UnknownEvent(Refusal):
    """A rule watches events that the city knows."""

    code = "unknown_event"
    message = _("没有这样的事件：%(event)s。请从列表中选择。")


class DraftIncomplete(Refusal):
    """A rule watches something, asks something, and says why it is changed."""

    code = "draft_incomplete"
    message = _("请填写%(what)s。")


class AlreadyDecided(Refusal):
    """A version of a rule is decided upon once."""

    code = "already_decided"
    message = _("%(rule)s第 %(number)s 版已经处理过了。")


class NothingChanged(Refusal):
    """The proposal is what the rule is already."""

    code = "nothing_changed"
    message = _("和现行的一版没有不同。")
