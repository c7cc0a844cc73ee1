"""All that others read of the access center."""

from sunhall.centers.access.queries.accounts import (
    PUBLIC,
    DemoAccount,
    actor_of,
    list_demo_accounts,
    list_my_agencies,
    list_my_posts,
    visitor,
)
from sunhall.centers.access.queries.counter import (
    get_account,
    get_own_enterprise,
    list_accounts,
    list_agents,
)
from sunhall.centers.access.queries.security import (
    Factors,
    factors_of,
    has_second_factor,
    list_recovery_codes,
    list_sessions,
    needs_second_factor,
)

__all__ = [
    "PUBLIC",
    "DemoAccount",
    "Factors",
    "actor_of",
    "factors_of",
    "get_account",
    "get_own_enterprise",
    "has_second_factor",
    "list_accounts",
    "list_agents",
    "list_demo_accounts",
    "list_my_agencies",
    "list_my_posts",
    "list_recovery_codes",
    "list_sessions",
    "needs_second_factor",
    "visitor",
]
