"""Writing supervision: findings and cards within the acts, the cards' way, the rules' versions."""

from sunhall.business.supervision.actions.handling import (
    appeal_card,
    close_card,
    direct_rectification,
    escalate_overdue_cards,
    explain_card,
    order_rectification,
    report_rectification,
    return_card,
    uphold_card,
    withdraw_card,
)
from sunhall.business.supervision.actions.issuing import TOPIC
from sunhall.business.supervision.actions.ruling import (
    NewRule,
    enable_version,
    propose_rule,
    propose_version,
    reject_version,
)

__all__ = [
    "TOPIC",
    "NewRule",
    "appeal_card",
    "close_card",
    "direct_rectification",
    "enable_version",
    "escalate_overdue_cards",
    "explain_card",
    "order_rectification",
    "propose_rule",
    "propose_version",
    "reject_version",
    "report_rectification",
    "return_card",
    "uphold_card",
    "withdraw_card",
]
