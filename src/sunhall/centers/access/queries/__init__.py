"""All that others read of the access center."""

from sunhall.centers.access.queries.accounts import (
    PUBLIC,
    DemoAccount,
    actor_of,
    list_demo_accounts,
    list_my_posts,
    visitor,
)

__all__ = [
    "PUBLIC",
    "DemoAccount",
    "actor_of",
    "list_demo_accounts",
    "list_my_posts",
    "visitor",
]
