"""How a card may move, and what the clock does with one that is overdue.

Law: 山东省行政执法监督条例 第二十八条、第二十九条 (an opinion, then a decision of supervision, 30
days each). The appeal within three working days and the color's change are the city's own design.
"""

from collections.abc import Mapping

from sunhall.business.supervision.choices import CardState as State
from sunhall.business.supervision.choices import Move, Severity
from sunhall.kernel.calendar import TimeLimit, Unit

ORDER_LIMIT = TimeLimit(30, Unit.CALENDAR_DAY)
APPEAL_LIMIT = TimeLimit(3, Unit.WORKING_DAY)

OVERDUE_IN = frozenset({State.ISSUED, State.UPHELD, State.EXPLAINED, State.RETURNED, State.ORDERED})
"""Where the organization's time runs; while the supervisor has to answer, it does not."""

_UNANSWERED = frozenset({State.ISSUED, State.UPHELD, State.ORDERED, State.DIRECTED})
PATHS: Mapping[Move, tuple[frozenset[State], State]] = {
    Move.APPEAL: (frozenset({State.ISSUED}), State.APPEALED),
    Move.UPHOLD: (frozenset({State.APPEALED}), State.UPHELD),
    Move.WITHDRAW: (frozenset({State.APPEALED}), State.WITHDRAWN),
    Move.ORDER: (OVERDUE_IN - {State.ORDERED}, State.ORDERED),
    Move.DIRECT: (OVERDUE_IN, State.DIRECTED),
    Move.EXPLAIN: (_UNANSWERED, State.EXPLAINED),
    Move.REPORT: (frozenset({State.EXPLAINED, State.RETURNED}), State.REPORTED),
    Move.RETURN: (frozenset({State.REPORTED}), State.RETURNED),
    Move.CLOSE: (frozenset({State.REPORTED}), State.CLOSED),
}
ORDERS = (Move.ORDER, Move.DIRECT)
"""The formal orders of the supervisor: the opinion first, then the decision, each once."""


def may_move(state: str, move: Move, orders: int) -> bool:
    """Tell whether a card in a state, after so many formal orders, may be moved so."""
    is_next = move not in ORDERS or ORDERS.index(move) == orders
    return is_next and state in PATHS[move][0]


def moves_from(state: str, orders: int) -> list[Move]:
    """Return what may be done with a card in a state, after so many formal orders."""
    return [move for move in PATHS if may_move(state, move, orders)]


def overdue_move(state: str, severity: str, orders: int) -> Move | None:
    """Return what the clock does with an overdue card.

    Yellow becomes red; red calls for the opinion, and the opinion for the decision.
    """
    if state not in OVERDUE_IN or orders >= len(ORDERS):
        return None
    return Move.ESCALATE if severity == Severity.YELLOW else ORDERS[orders]
