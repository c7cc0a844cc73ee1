"""All that changes in the access center."""

from sunhall.centers.access.actions.accounts import (
    disable_account,
    enable_account,
    end_all_sessions,
    end_my_sessions,
    follow_session,
    forget_what_ran_out,
    open_account,
    open_citizen_account,
)
from sunhall.centers.access.actions.enterprises import (
    add_agent,
    end_agent,
    register_enterprise,
)
from sunhall.centers.access.actions.factors import (
    add_authenticator_app,
    add_passkey,
    remove_all_factors,
    remove_factor,
    renew_recovery_codes,
)
from sunhall.centers.access.actions.passwords import (
    activate,
    change_password,
    issue_activation_code,
)
from sunhall.centers.access.actions.sessions import (
    choose_enterprise,
    choose_post,
    confirm,
    note_failure,
    note_session,
    prove_second_factor,
    sign_in,
    sign_in_to_demo,
    sign_out,
)

__all__ = [
    "activate",
    "add_agent",
    "add_authenticator_app",
    "add_passkey",
    "change_password",
    "choose_enterprise",
    "choose_post",
    "confirm",
    "disable_account",
    "enable_account",
    "end_agent",
    "end_all_sessions",
    "end_my_sessions",
    "follow_session",
    "forget_what_ran_out",
    "issue_activation_code",
    "note_failure",
    "note_session",
    "open_account",
    "open_citizen_account",
    "prove_second_factor",
    "register_enterprise",
    "remove_all_factors",
    "remove_factor",
    "renew_recovery_codes",
    "sign_in",
    "sign_in_to_demo",
    "sign_out",
]
