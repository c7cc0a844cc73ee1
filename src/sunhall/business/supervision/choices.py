"""Enumerations of supervision."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """The color of a card: yellow warns and corrects, red holds somebody to account."""

    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")


class Effect(TextChoices):
    """What becomes of an act that a rule finds irregular."""

    RECORD = "record", _("记录")
    BLOCK = "block", _("阻断")


class KeyPoint(TextChoices):
    """The five key points of the article, and the order of the procedure; as the rules name them.

    Source: the article of 2011: 不予立案、中途撤案、处罚金额变化、办案时限、执法人员资格.
    """

    NOT_FILED = "不予立案", _("不予立案")
    WITHDRAWN = "中途撤案", _("中途撤案")
    AMOUNT = "处罚金额变化", _("处罚金额变化")
    TIME = "办案时限", _("办案时限")
    OFFICERS = "执法人员资格", _("执法人员资格")
    PROCEDURE = "程序", _("程序")


class CardState(TextChoices):
    """How far a card has come."""

    ISSUED = "issued", _("已亮牌")
    APPEALED = "appealed", _("申诉中")
    UPHELD = "upheld", _("申诉不成立")
    WITHDRAWN = "withdrawn", _("已撤牌")
    ORDERED = "ordered", _("已发监督意见书")
    DIRECTED = "directed", _("已发监督决定书")
    EXPLAINED = "explained", _("已作说明")
    REPORTED = "reported", _("已报整改")
    RETURNED = "returned", _("退回整改")
    CLOSED = "closed", _("已核销")


OPEN = tuple(state for state in CardState if state not in (CardState.WITHDRAWN, CardState.CLOSED))
"""Where something remains to be done with a card."""


class Move(TextChoices):
    """What someone, or the clock, does with a card."""

    ISSUE = "issue", _("亮牌")
    APPEAL = "appeal", _("申诉")
    UPHOLD = "uphold", _("维持")
    WITHDRAW = "withdraw", _("撤牌")
    ESCALATE = "escalate", _("黄牌升为红牌")
    ORDER = "order", _("发出监督意见书")
    DIRECT = "direct", _("发出监督决定书")
    EXPLAIN = "explain", _("作出说明")
    REPORT = "report", _("报告整改")
    RETURN = "return", _("退回整改")
    CLOSE = "close", _("核销")
