"""All that others read of the access center."""

from sunhall.centers.access.queries.accounts import (
    PUBLIC,
    DemoAccount,
    actor_of,
    holds_several_posts,
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
    is_serial_good,
    list_certificates,
    list_my_certificates,
    list_my_requests,
    list_requests,
    profile_for,
    subject_for,
)
from sunhall.centers.access.queries.seals import (
    get_seal,
    get_seal_use,
    list_seal_uses,
    list_seals,
)
from sunhall.centers.access.queries.signing import (
    SignatureReport,
    check_document,
    list_signing_certificates,
)

__all__ = [
    "PUBLIC",
    "DemoAccount",
    "SignatureReport",
    "actor_of",
    "answer_for",
    "certificate_of",
    "chain_of",
    "check_document",
    "get_authority",
    "get_ceremony",
    "get_certificate",
    "get_seal",
    "get_seal_use",
    "holds_several_posts",
    "is_serial_good",
    "issuer_of",
    "latest_list",
    "list_authorities",
    "list_certificates",
    "list_demo_accounts",
    "list_my_certificates",
    "list_my_posts",
    "list_my_requests",
    "list_requests",
    "list_seal_uses",
    "list_seals",
    "list_signing_certificates",
    "profile_for",
    "stamp_for",
    "subject_for",
    "visitor",
]
