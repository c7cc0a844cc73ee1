"""Why an act between the first clue and the end of an investigation is turned down."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class TextRefused(Refusal):
    """A text is missing, or longer than there is room for."""

    code = "text_refused"
    message = _("请填写“%(name)s”，不超过 %(limit)s 个字。")


class ChoiceRefused(Refusal):
    """There is no such choice."""

    code = "choice_refused"
    message = _("“%(name)s”里没有“%(value)s”这一项。")


class IdentifierRefused(Refusal):
    """The number cannot be that of a party."""

    code = "identifier_refused"
    message = _("当事人的证件号码有误：%(reason)s")


class ExtendedAlready(Refusal):
    """The law extends a time limit once."""

    code = "extended_already"
    message = _("“%(concern)s”的期限已经延长过一次，不能再延长。")


class NotAnOfficer(Refusal):
    """Only who handles the case can be asked to stand aside."""

    code = "not_an_officer"
    message = _("编号为 %(person)s 的人员不是本案的承办人员。")


class NotOfTheOrgan(Refusal):
    """A case is handled by the organ's own people. Law: 行政处罚法 第四十二条."""

    code = "not_of_the_organ"
    message = _("编号为 %(person)s 的人员不在%(organization)s任职，不能承办本案。")


class RecusedBefore(Refusal):
    """Who stood aside stays aside. Law: 行政处罚法 第四十三条."""

    code = "recused_before"
    message = _("%(name)s 已在本案中回避，不能再承办。")


class LeadMissing(Refusal):
    """One of the officers leads."""

    code = "lead_missing"
    message = _("请在承办人员中确定一名主办人员。")


class ItemsMissing(Refusal):
    """A measure comes with a list. Law: 行政强制法 第二十四条."""

    code = "items_missing"
    message = _("请列明物品，每一件都要有名称。")


class ResolvedAlready(Refusal):
    """Things are dealt with once."""

    code = "resolved_already"
    message = _("这些物品已于 %(moment)s 处理。")


class ThingsStillHeld(Refusal):
    """What was preserved or seized is dealt with before the case ends.

    Law: 行政处罚法 第五十六条; 行政强制法 第二十七条, 第二十八条.
    """

    code = "things_still_held"
    message = _("还有“%(kind)s”的物品没有处理，请先处理，再结束案件。")


class RecheckedAlready(Refusal):
    """An order is checked once; another order says more."""

    code = "rechecked_already"
    message = _("这份责令改正已于 %(moment)s 复查。")


class FileEmpty(Refusal):
    """A file without a byte proves nothing."""

    code = "file_empty"
    message = _("“%(title)s”的文件没有内容，请重新选择。")
