"""Findings and cards as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sunhall.business.supervision import queries
from sunhall.business.supervision.choices import CardState, Severity
from sunhall.business.supervision.models import Card, Finding
from sunhall.business.supervision.rules import OVERDUE_IN

TONES = {Severity.YELLOW.value: "sun", Severity.RED.value: "coral"}
STATE_TONES = {
    CardState.CLOSED.value: "jade",
    CardState.WITHDRAWN.value: "stone",
    CardState.REPORTED.value: "sea",
    CardState.APPEALED.value: "violet",
}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One line of a list: the finding, its card, whose it is."""

    finding: Finding
    card: Card | None
    organization: str
    officer: str
    color: str
    tone: str
    state: str
    state_tone: str
    is_overdue: bool


def show_findings(found: Sequence[Finding], today: date) -> list[ShownFinding]:
    """Return findings with the names of organizations and officers; two queries for them all."""
    organizations, people = queries.names_of(list(found))
    return [
        ShownFinding(
            finding=one,
            card=card,
            organization=organizations.get(one.organization_id, ""),
            officer=people.get(one.handler_id or 0, ""),
            color=str(Severity(severity).label),
            tone=TONES[severity],
            state=str(CardState(card.state).label) if card else "",
            state_tone=STATE_TONES.get(card.state if card else "", "sun"),
            is_overdue=is_overdue(card, today),
        )
        for one in found
        for card in [getattr(one, "card", None)]
        for severity in [card.severity if card else one.severity]
    ]


def is_overdue(card: Card | None, today: date) -> bool:
    """Tell whether the organization is late with what it owes."""
    late = card is not None and card.due_on is not None and card.due_on < today
    return late and card is not None and card.state in OVERDUE_IN
