"""All that others read of the access center."""

from sunhall.centers.access.queries.accounts import (
    PUBLIC,
    DemoAccount,
    actor_of,
    list_demo_accounts,
    list_my_posts,
    visitor,
)
from sunhall.centers.access.queries.authority import (
    certificate_of,
    chain_of,
    get_authority,
    get_ceremony,
    issuer_of,
    latest_list,
    list_authorities,
    stamp_for,
)
from sunhall.centers.access.queries.certificates import (
    answer_for,
    get_certificate,
    list_certificates,
    list_my_certificates,
    list_my_requests,
    list_requests,
    profile_for,
    subject_for,
)

__all__ = [
    "PUBLIC",
    "DemoAccount",
    "actor_of",
    "answer_for",
    "certificate_of",
    "chain_of",
    "get_authority",
    "get_ceremony",
    "get_certificate",
    "issuer_of",
    "latest_list",
    "list_authorities",
    "list_certificates",
    "list_demo_accounts",
    "list_my_certificates",
    "list_my_posts",
    "list_my_requests",
    "list_requests",
    "profile_for",
    "stamp_for",
    "subject_for",
    "visitor",
]
