"""What supervision decides: what a rule asks, and how a card may move."""

from sunhall.business.supervision.rules.flow import (
    APPEAL_LIMIT,
    ORDER_LIMIT,
    ORDERS,
    OVERDUE_IN,
    PATHS,
    may_move,
    moves_from,
    overdue_move,
)
from sunhall.business.supervision.rules.questions import (
    Question,
    QuestionFault,
    Verdict,
    compile_question,
)
from sunhall.business.supervision.rules.source import Draft, RuleRecord, read_rules

__all__ = [
    "APPEAL_LIMIT",
    "ORDERS",
    "ORDER_LIMIT",
    "OVERDUE_IN",
    "PATHS",
    "Draft",
    "Question",
    "QuestionFault",
    "RuleRecord",
    "Verdict",
    "compile_question",
    "may_move",
    "moves_from",
    "overdue_move",
    "read_rules",
]
