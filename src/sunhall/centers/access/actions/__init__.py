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

__all__ = [
    "choose_post",
    "note_failure",
    "open_account",
    "open_citizen_account",
    "sign_in",
    "sign_in_to_demo",
    "sign_out",
]
