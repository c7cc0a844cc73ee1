"""All that changes in the access center."""

from sunhall.centers.access.actions.accounts import (
    choose_post,
    note_failure,
    open_account,
    open_citizen_account,
    sign_in,
    sign_in_to_demo,
    sign_out,
)
from sunhall.centers.access.actions.authority import (
    Custodian,
    hold_ceremony,
    publish_list,
    publish_root_list,
    refresh_list,
    renew_units,
)
from sunhall.centers.access.actions.certificate_requests import (
    approve_request,
    refuse_request,
    request_certificate,
    request_kept_certificate,
)
from sunhall.centers.access.actions.certificates import (
    resume_certificate,
    revoke_certificate,
    revoke_own_certificate,
    sign_in_by_certificate,
    suspend_certificate,
    suspend_own_certificate,
    warn_of_expiry,
)
from sunhall.centers.access.actions.seals import (
    grant_seal,
    grant_seal_use,
    refuse_seal_use,
    request_seal,
    request_seal_use,
)
from sunhall.centers.access.actions.signing import sign_document

__all__ = [
    "Custodian",
    "approve_request",
    "choose_post",
    "grant_seal",
    "grant_seal_use",
    "hold_ceremony",
    "note_failure",
    "open_account",
    "open_citizen_account",
    "publish_list",
    "publish_root_list",
    "refresh_list",
    "refuse_request",
    "refuse_seal_use",
    "renew_units",
    "request_certificate",
    "request_kept_certificate",
    "request_seal",
    "request_seal_use",
    "resume_certificate",
    "revoke_certificate",
    "revoke_own_certificate",
    "sign_document",
    "sign_in",
    "sign_in_by_certificate",
    "sign_in_to_demo",
    "sign_out",
    "suspend_certificate",
    "suspend_own_certificate",
    "warn_of_expiry",
]
