"""Which step may follow which. Law: 行政处罚法 第五章, 第六章."""

from collections.abc import Mapping

from sunhall.business.penalties.choices import CaseState as S

STEPS: Mapping[str, frozenset[str]] = {
    S.CLUE: frozenset({S.FILED, S.NOT_FILED, S.TRANSFERRED, S.DECIDED}),
    S.FILED: frozenset({S.INVESTIGATED, S.WITHDRAWN, S.TERMINATED, S.TRANSFERRED}),
    S.INVESTIGATED: frozenset(
        {S.FILED, S.PROPOSED, S.EXEMPTED, S.WITHDRAWN, S.TERMINATED, S.TRANSFERRED}
    ),
    S.PROPOSED: frozenset(
        {S.INVESTIGATED, S.INFORMED, S.EXEMPTED, S.WITHDRAWN, S.TERMINATED, S.TRANSFERRED}
    ),
    S.INFORMED: frozenset(
        {S.INVESTIGATED, S.DECIDED, S.EXEMPTED, S.WITHDRAWN, S.TERMINATED, S.TRANSFERRED}
    ),
    S.DECIDED: frozenset({S.SERVED, S.TERMINATED}),
    S.SERVED: frozenset({S.EXECUTED, S.ENFORCEMENT, S.TERMINATED, S.CLOSED}),
    S.ENFORCEMENT: frozenset({S.EXECUTED, S.TERMINATED, S.CLOSED}),
    S.EXECUTED: frozenset({S.CLOSED}),
    S.EXEMPTED: frozenset({S.CLOSED}),
    S.WITHDRAWN: frozenset({S.CLOSED}),
    S.TERMINATED: frozenset({S.CLOSED}),
    S.TRANSFERRED: frozenset({S.CLOSED}),
    S.NOT_FILED: frozenset({S.CLUE}),
    S.CLOSED: frozenset({S.ARCHIVED}),
    S.ARCHIVED: frozenset(),
}
"""From each state, those that may follow. A clue decided at once is a penalty on the spot
(第五十一条); a decided case goes back only by a correction, which leaves its state alone."""

ENDED = (S.NOT_FILED, S.CLOSED, S.ARCHIVED)
"""Nothing remains to be done but, for a closed case, to archive it."""

UNDER_INVESTIGATION = (S.FILED, S.INVESTIGATED, S.PROPOSED, S.INFORMED)
"""Filed, and not decided yet: facts and evidence may still be added."""

FILED_STATES = tuple(
    state for state in S if state not in (S.CLUE, S.NOT_FILED, S.TRANSFERRED, S.CLOSED, S.ARCHIVED)
)
"""A case in one of them has been filed, or was penalized on the spot."""


def may_follow(before: str, after: str) -> bool:
    """Tell whether a case may go from one state to another."""
    return after in STEPS[before]


def pairs() -> list[tuple[str, str]]:
    """Return every permitted pair of states, sorted; the database refuses all others."""
    return sorted((str(before), str(after)) for before, steps in STEPS.items() for after in steps)
