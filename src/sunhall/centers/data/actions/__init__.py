"""Every act on licenses, conduct records, and their use."""

from sunhall.centers.data.actions.conduct import end_conduct, record_conduct
from sunhall.centers.data.actions.consenting import draw_licenses, give_consent, withdraw_consent
from sunhall.centers.data.actions.disclosing import disclose, end_disclosure
from sunhall.centers.data.actions.ending import (
    cancel_license,
    expire_licenses,
    restore_license,
    resume_license,
    revoke_by_penalty,
    revoke_license,
    suspend_license,
    withdraw_license,
)
from sunhall.centers.data.actions.inspecting import inspect_license
from sunhall.centers.data.actions.issuing import extend_license, issue_license, modify_license
from sunhall.centers.data.actions.kinds import (
    define_kind,
    draft_template,
    drop_draft,
    publish_template,
)
from sunhall.centers.data.actions.sealing import ask_for_seal, keep_sealed, take_back_seal
from sunhall.centers.data.actions.sharing import end_purpose, grant_purpose, look_up

__all__ = [
    "ask_for_seal",
    "cancel_license",
    "define_kind",
    "disclose",
    "draft_template",
    "draw_licenses",
    "drop_draft",
    "end_conduct",
    "end_disclosure",
    "end_purpose",
    "expire_licenses",
    "extend_license",
    "give_consent",
    "grant_purpose",
    "inspect_license",
    "issue_license",
    "keep_sealed",
    "look_up",
    "modify_license",
    "publish_template",
    "record_conduct",
    "restore_license",
    "resume_license",
    "revoke_by_penalty",
    "revoke_license",
    "suspend_license",
    "take_back_seal",
    "withdraw_consent",
    "withdraw_license",
]
