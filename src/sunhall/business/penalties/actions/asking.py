"""Asking the head of the organ, and the head's answer, which carries the act out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions.steps import tell
from sunhall.business.penalties.choices import ApprovalKind, ApprovalStatus
from sunhall.business.penalties.errors import AlreadyAsked, NothingPending, OwnRequest
from sunhall.business.penalties.models import Approval, Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.plausible import checked_text
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.errors import NotFound

CarryOut = Callable[[Actor, Case, Approval], None]
_granted: dict[str, CarryOut] = {}

ANSWERED_BY_SUPERVISION = (ApprovalKind.WITHDRAWAL,)
"""Who may approve these, a rule of supervision says (P07)."""

REASON_AFTER_CODE = "; "
REASON_LENGTH = 800
"""As much as the forms of approval have room for."""


def on_grant(kind: ApprovalKind) -> Callable[[CarryOut], CarryOut]:
    """Let a function carry out what a granted request asked for."""

    def register(carry_out: CarryOut) -> CarryOut:
        _granted[kind] = carry_out
        return carry_out

    return register


def ask(
    by: Actor,
    case: Case,
    kind: ApprovalKind,
    *,
    reason: str,
    reason_code: str = "",
    details: Mapping[str, Any] | None = None,
) -> Approval:
    """Put a request before the head of the organ; call it in an act that has begun on the case.

    Raises:
        AlreadyAsked: one of the same kind still waits.
    """
    waiting = case.approvals.filter(kind=kind, status=ApprovalStatus.PENDING).first()
    if waiting is not None:
        raise AlreadyAsked(kind=kind.label, moment=waiting.asked_at)
    approval = Approval.objects.create(
        case=case,
        kind=kind,
        reason=reason,
        reason_code=reason_code,
        details=dict(details or {}),
        organization_id=case.organization_id,
        asked_by_id=by.own_person_id,
        asked_by_name=by.name,
        asked_at=by.moment,
    )
    tell(by, case, events.ApprovalAsked, kind=str(kind))
    return approval


def checked_reason(reason: str) -> str:
    """Return the reason somebody gives.

    Raises:
        TextRefused: there is none, or it is longer than the forms have room for.
    """
    return checked_text(_("理由"), reason, REASON_LENGTH)


def worded(codes: type[TextChoices], approval: Approval) -> str:
    """Return the code and the words of a request's reason, as documents say it."""
    with translation.override(DOCUMENTS_LANGUAGE):
        label = str(codes(approval.reason_code).label) if approval.reason_code else ""
    return label + REASON_AFTER_CODE + approval.reason if label else approval.reason


@action(Permission.CASE_APPROVE, law="行政处罚法 第五十七条", is_weighty=True)
def grant_approval(by: Actor, *, approval_id: int, opinion: str = "") -> Approval:
    """Approve what an officer asked for; the act happens at once.

    Raises:
        NotFound: no such request in the actor's organization.
        NothingPending: it has been answered.
        OwnRequest: the actor asked for it.
    """
    case, approval = _pending(by, approval_id)
    if approval.asked_by_id == by.person_id and approval.kind not in ANSWERED_BY_SUPERVISION:
        raise OwnRequest(name=by.name)
    _answer(by, approval, ApprovalStatus.GRANTED, opinion)
    _granted[approval.kind](by, case, approval)
    return approval


@action(Permission.CASE_APPROVE, law="行政处罚法 第五十七条")
def return_approval(by: Actor, *, approval_id: int, opinion: str) -> Approval:
    """Send a request back, and say why.

    Raises:
        NotFound: no such request in the actor's organization.
        NothingPending: it has been answered.
    """
    case, approval = _pending(by, approval_id)
    _answer(by, approval, ApprovalStatus.RETURNED, opinion)
    tell(by, case, events.ApprovalReturned, kind=str(approval.kind))
    return approval


def _pending(by: Actor, approval_id: int) -> tuple[Case, Approval]:
    """Return a request that still waits, and its case; both locked, the case first."""
    rows = Approval.objects.filter(organization_id=by.own_organization_id)
    case_id = rows.filter(pk=approval_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("审批"), approval_id)
    cases = Case.objects.select_related("organization", "matter", "party", "handler")
    case = cases.lock(case_id)
    approval = rows.select_for_update().get(pk=approval_id)
    if not approval.is_pending:
        raise NothingPending(name=approval.decided_by_name, moment=approval.decided_at)
    return case, approval


def _answer(by: Actor, approval: Approval, status: ApprovalStatus, opinion: str) -> None:
    approval.status = status
    approval.decided_by_id = by.own_person_id
    approval.decided_by_name = by.name
    approval.decided_at = by.moment
    approval.opinion = opinion
    approval.save()
