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

__all__ = [
    "Custodian",
    "approve_request",
    "choose_post",
    "hold_ceremony",
    "note_failure",
    "open_account",
    "open_citizen_account",
    "publish_list",
    "publish_root_list",
    "refresh_list",
    "refuse_request",
    "renew_units",
    "request_certificate",
    "request_kept_certificate",
    "resume_certificate",
    "revoke_certificate",
    "revoke_own_certificate",
    "sign_in",
    "sign_in_by_certificate",
    "sign_in_to_demo",
    "sign_out",
    "suspend_certificate",
    "suspend_own_certificate",
    "warn_of_expiry",
]
