"""The life of a license: what may follow what.

Law: 行政许可法 第八条, 第五十条, 第六十九条, 第七十条.
"""

from collections.abc import Mapping

from sunhall.centers.data.choices import CancelReason, HolderKind, LicenseState

S = LicenseState
PATHS: Mapping[str, frozenset[str]] = {
    S.VALID: frozenset({S.SUSPENDED, S.EXPIRED, S.REVOKED, S.WITHDRAWN, S.CANCELLED}),
    S.SUSPENDED: frozenset({S.VALID, S.EXPIRED, S.REVOKED, S.WITHDRAWN, S.CANCELLED}),
    S.EXPIRED: frozenset({S.CANCELLED}),
    # A revocation that is overturned gives the license back.
    S.REVOKED: frozenset({S.VALID, S.CANCELLED}),
    S.WITHDRAWN: frozenset({S.CANCELLED}),
    S.CANCELLED: frozenset(),
}
"""What may follow what; a trigger of the database holds the same, and a test holds them equal."""

LIVE = (S.VALID, S.SUSPENDED)
"""Where a license may be modified, extended and inspected, or run out."""

REASONS: Mapping[str, frozenset[str]] = {
    S.EXPIRED: frozenset({CancelReason.NOT_EXTENDED, CancelReason.OTHER}),
    S.REVOKED: frozenset({CancelReason.TAKEN}),
    S.WITHDRAWN: frozenset({CancelReason.TAKEN}),
}
ANY_TIME = frozenset({CancelReason.FORCE_MAJEURE, CancelReason.OTHER})
OF_HOLDER = {
    HolderKind.CITIZEN: frozenset({CancelReason.DIED}),
    HolderKind.ENTERPRISE: frozenset({CancelReason.DISSOLVED}),
}


def may_follow(state: str, next_state: str) -> bool:
    """Tell whether a license may go from a state to another."""
    return next_state in PATHS[state]


def leading_to(state: str) -> frozenset[str]:
    """Return the states from which a license may go to another."""
    return frozenset(before for before, after in PATHS.items() if state in after)


def cancel_reasons(state: str, holder_kind: str) -> frozenset[str]:
    """Return why a license in a state may be struck off. Law: 行政许可法 第七十条."""
    return REASONS.get(state, ANY_TIME | OF_HOLDER[HolderKind(holder_kind)])
