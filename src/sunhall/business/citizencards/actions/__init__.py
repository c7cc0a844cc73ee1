"""Every act on a citizen card."""

from sunhall.business.citizencards.actions.applying import apply_for_card, apply_for_own_card
from sunhall.business.citizencards.actions.ending import (
    cancel_card,
    expire_cards,
    replace_card,
)
from sunhall.business.citizencards.actions.losing import (
    lapse_oral_losses,
    lift_loss,
    lift_own_loss,
    report_loss,
    report_own_loss,
)
from sunhall.business.citizencards.actions.producing import (
    deliver_batch,
    hand_out_file,
    make_batch,
    take_result,
)
from sunhall.business.citizencards.actions.publishing import (
    publish_status_lists,
    rebuild_status_lists,
)
from sunhall.business.citizencards.actions.purposes import end_purpose, grant_purpose
from sunhall.business.citizencards.actions.revealing import reveal_holder
from sunhall.business.citizencards.actions.switching import switch_function
from sunhall.business.citizencards.actions.using import activate_card, activate_own_card
from sunhall.business.citizencards.actions.verifying import (
    Answer,
    add_months,
    forget_used_qrs,
    verify_cards,
    verify_qr,
)

__all__ = [
    "Answer",
    "activate_card",
    "activate_own_card",
    "add_months",
    "apply_for_card",
    "apply_for_own_card",
    "cancel_card",
    "deliver_batch",
    "end_purpose",
    "expire_cards",
    "forget_used_qrs",
    "grant_purpose",
    "hand_out_file",
    "lapse_oral_losses",
    "lift_loss",
    "lift_own_loss",
    "make_batch",
    "publish_status_lists",
    "rebuild_status_lists",
    "replace_card",
    "report_loss",
    "report_own_loss",
    "reveal_holder",
    "switch_function",
    "take_result",
    "verify_cards",
    "verify_qr",
]
