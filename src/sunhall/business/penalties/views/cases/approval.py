"""What is asked of the head, in words."""

from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.penalties import choices
from sunhall.business.penalties.models import Approval

REASONS = {
    choices.ApprovalKind.NO_FILING: choices.NoFilingReason,
    choices.ApprovalKind.SUSPENSION: choices.SuspensionReason,
    choices.ApprovalKind.WITHDRAWAL: choices.WithdrawalReason,
    choices.ApprovalKind.TERMINATION: choices.TerminationReason,
    choices.ApprovalKind.TRANSFER: choices.TransferTarget,
    choices.ApprovalKind.EXEMPTION: choices.ExemptionGround,
    choices.ApprovalKind.CORRECTION: choices.CorrectionGround,
}
"""What the code of a request's reason means."""


def show_request(approval: Approval) -> dict[str, Any]:
    """Return the reason of a request and what it is about."""
    enumeration = REASONS.get(choices.ApprovalKind(approval.kind))
    known = enumeration is not None and approval.reason_code in enumeration.values
    ground = str(enumeration(approval.reason_code).label) if enumeration and known else ""
    items = approval.details.get("items") or []
    return {
        "ground": ground,
        "items": _("；").join(_item(one) for one in items),
        "recipient": approval.details.get("recipient", ""),
        "court": approval.details.get("court", ""),
        "revokes": bool(approval.details.get("revoke")),
    }


def _item(item: dict[str, str]) -> str:
    return " ".join(filter(None, (item.get("name"), item.get("quantity"), item.get("condition"))))
