"""Why an act on a citizen card is turned down."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class HasLiveCard(Refusal):
    """A person has one card at a time."""

    code = "has_live_card"
    message = _("此人已有一张“%(state)s”的市民卡（%(number)s），一人一卡。遗失或者损坏请办理补换。")


class HolderRefused(Refusal):
    """A holder is named by a resident ID number and a name that fit."""

    code = "holder_refused"
    message = _("持卡人信息有误：%(fault)s")


class CardStepNotAllowed(Refusal):
    """The card is not where this could be done with it."""

    code = "card_step_not_allowed"
    message = _("卡 %(number)s 现在是“%(state)s”，不能%(step)s。请刷新页面看最新状态。")


class WrongCardNumber(Refusal):
    """What is printed on the card was not typed as it is."""

    code = "wrong_card_number"
    message = _("卡号与您的卡不符，请照卡面逐位填写。")


class IdentityNotShown(Refusal):
    """The resident ID card shown at the counter is not the holder's."""

    code = "identity_not_shown"
    message = _("出示的公民身份号码与持卡人不符，不能办理。")


class CounterNeeded(Refusal):
    """A written report of loss is lifted where identity can be shown."""

    code = "counter_needed"
    message = _("书面挂失须持身份证件到窗口解除。")


class NothingToProduce(Refusal):
    """No card waits to be produced."""

    code = "nothing_to_produce"
    message = _("没有待制的卡。")


class BatchStepNotAllowed(Refusal):
    """The batch is not where this could be done with it."""

    code = "batch_step_not_allowed"
    message = _("批次 %(number)s 现在是“%(state)s”，不能%(step)s。")


class ResultFileRefused(Refusal):
    """A producer's file has faults; nothing of it was taken. `faults` name them line by line."""

    code = "result_file_refused"
    message = _("结果文件有 %(count)s 处错误，一张卡也没有入库。请制卡单位更正后重新送回。")

    def __init__(self, faults: Sequence[Any]) -> None:
        self.faults = faults
        super().__init__(count=len(faults))


class NotOwnFunction(Refusal):
    """A department switches its own function and no other."""

    code = "not_own_function"
    message = _("“%(function)s”不是本部门的功能，只能由主管部门开通或者关闭。")


class FunctionUnchanged(Refusal):
    """The function is as it is wanted already."""

    code = "function_unchanged"
    message = _("“%(function)s”已经是“%(state)s”，没有变化。")


class WordsMissing(Refusal):
    """What touches somebody's data says what for."""

    code = "words_missing"
    message = _("请写明用途或者理由，至少 %(least)s 个字。")


class PurposeNotGranted(Refusal):
    """A department looks at cards for the purposes granted to it, and for no other."""

    code = "purpose_not_granted"
    message = _("本部门今天没有用途“%(purpose)s”，不能核验。请向数据主管部门申请登记用途。")


class PurposeTaken(Refusal):
    """A department has a purpose of this code already."""

    code = "purpose_taken"
    message = _("用途“%(purpose)s”已经登记，没有到期。")


class QrRefused(Refusal):
    """A QR is shown by the city's own page, lives for a minute and is good for one look."""

    code = "qr_refused"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__()


class TooManyCards(Refusal):
    """A call asks about so many cards at most."""

    code = "too_many_cards"
    message = _("一次最多核验 %(most)s 张卡，请分批。")
