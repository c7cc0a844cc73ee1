"""The API of cases: queues, one case, and every act of the procedure at an address of its own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router
from ninja.security import APIKeyCookie

from sunhall.business.penalties.actions.asking import grant_approval, return_approval
from sunhall.business.penalties.actions.by_step import ACTS, StepAct
from sunhall.business.penalties.actions.clues import register_clue
from sunhall.business.penalties.actions.on_the_spot import penalize_on_the_spot
from sunhall.business.penalties.api.acts import offer
from sunhall.business.penalties.api.case_schemas import (
    MOST_KEY,
    ApprovalPage,
    CaseOut,
    CasePage,
)
from sunhall.business.penalties.api.schemas import Problem
from sunhall.business.penalties.choices import CaseState, Concern, Queue
from sunhall.business.penalties.models import Approval, Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import queues
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.standing import standing_of
from sunhall.business.penalties.queries.steps import may, subjects_of
from sunhall.business.penalties.rules.next_steps import (
    STEPS,
    Next,
    Offer,
    Subject,
    next_of,
    offers_of,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, Refusal
from sunhall.kernel.views import actor_of

MOST_ROWS = 100
REFUSED = dict.fromkeys((401, 403, 404, 422), Problem)
HERE = "/{int:case_id}"
WHICH = Query(Queue.ORGANIZATION, description="Which cases.")
IN_STATE = Query(None, description="Only those in a state.")
ANSWERS = {"grant": grant_approval, "return": return_approval}


class SignedOn(APIKeyCookie):
    """The session of somebody who has signed on; they act in their post, as on the pages."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return who acts; nobody unless they have signed on."""
        by = actor_of(request)
        return None if by.is_visitor else by


# A foreign page can send no Idempotency-Key, so acts need no token of a form besides
router = Router(tags=["cases"], auth=SignedOn(csrf=False))


@router.get("", response={200: CasePage, **REFUSED}, summary="List a queue of cases")
def list_cases(
    request: HttpRequest,
    queue: Queue = WHICH,
    state: CaseState | None = IN_STATE,
    matter: str = Query("", description="Only those of a matter, by its code.", max_length=64),
    q: str = Query("", description="How a number or a name begins.", max_length=100),
    after: str = Query("", description="The `after` of the page before.", max_length=64),
    limit: int = Query(queues.LISTED, ge=1, le=MOST_ROWS),
) -> dict[str, Any]:
    """List the cases of a queue: what is due first, then what is not due, the newest first."""
    by = _reader(request)
    wanted = queues.Wanted(state=state or "", matter=matter, text=q)
    page = queues.list_queue(by, queue, wanted, after=after, limit=limit)
    return {"items": [_row(case) for case in page.items], "after": page.next or None}


@router.get("/approvals", response={200: ApprovalPage, **REFUSED}, summary="List what waits")
def list_approvals(
    request: HttpRequest,
    after: int = Query(0, ge=0, le=MOST_KEY, description="The `after` of the page before."),
    limit: int = Query(queues.LISTED, ge=1, le=MOST_ROWS),
) -> dict[str, Any]:
    """List what was asked of you as the head of your organization, the oldest first."""
    by = _reader(request)
    if not by.may(Permission.CASE_APPROVE):
        raise Forbidden(Permission.CASE_APPROVE)
    page = queues.list_approvals(by, after=after, limit=limit)
    return {"items": [_approval(one, one.case) for one in page.items], "after": page.next or None}


@router.get(HERE, response={200: CaseOut, **REFUSED}, summary="Read a case")
def read_case(request: HttpRequest, case_id: int = Path(..., ge=1, le=MOST_KEY)) -> dict[str, Any]:
    """Return where a case stands, what comes next and why not yet, what is due and on file."""
    file = CaseFile(_reader(request), case_id)
    at = standing_of(file)
    case = file.case
    return {
        **_row(case),
        "is_suspended": case.is_suspended,
        "discovered_on": case.discovered_on,
        "occurred_on": case.occurred_on,
        "registered_at": case.registered_at,
        "filed_at": case.filed_at,
        "decided_at": case.decided_at,
        "ended_at": case.ended_at,
        "next": _next(file, next_of(at)),
        "steps": [_step(file, one) for one in offers_of(at)],
        "waiting": [_approval(one, case) for one in file.waiting],
        "obligations": [
            {
                "concern": one.concern,
                "name": str(Concern(one.concern).label),
                "start_date": one.start_date,
                "due_date": one.due_date,
                "limit": one.limit,
                "article": one.article,
            }
            for one in file.obligations
        ],
        "evidence": [
            {
                "number": one.number,
                "kind": one.kind,
                "title": one.title,
                "obtained_on": one.obtained_on,
                "sha256": one.file_id,
            }
            for one in file.evidence
        ],
        "documents": _documents(file),
    }


def _reader(request: HttpRequest) -> Actor:
    """Return who reads.

    Raises:
        Forbidden: they may see no case.
    """
    by = actor_of(request)
    if not (by.may(Permission.CASE_VIEW) or by.may(Permission.CASE_WATCH)):
        raise Forbidden(Permission.CASE_VIEW)
    return by


def _row(case: Case) -> dict[str, Any]:
    return {
        "id": case.pk,
        "number": case.number,
        "state": case.state,
        "state_name": str(case.get_state_display()),
        "procedure": case.procedure,
        "organization": case.organization.name,
        "matter": case.matter.code if case.matter else "",
        "due_date": case.due_date,
        "due_concern": case.due_concern,
        "changed_at": case.changed_at,
        "url": reverse("cases:case", args=[case.pk]),
    }


def _next(file: CaseFile, ahead: Next | None) -> dict[str, Any] | None:
    if ahead is None:
        return None
    return {
        "step": ahead.step.key if ahead.step else None,
        "name": str(ahead.step.key.label) if ahead.step else "",
        "law": ahead.step.law if ahead.step else "",
        "doer": ahead.doer,
        "due_date": file.case.due_date,
        "hindrance": _hindrance(ahead.hindrance),
    }


def _step(file: CaseFile, one: Offer) -> dict[str, Any]:
    about = one.step.about
    return {
        "step": one.step.key,
        "name": str(one.step.key.label),
        "law": one.step.law,
        "may": may(file, one.step),
        "hindrance": _hindrance(one.hindrance),
        "subjects": [{"id": key, "name": name} for key, name in subjects_of(file, about)]
        if about
        else None,
    }


def _hindrance(reason: Refusal | None) -> dict[str, str] | None:
    return {"code": reason.code, "message": str(reason)} if reason else None


def _approval(one: Approval, case: Case) -> dict[str, Any]:
    return {
        "id": one.pk,
        "case_id": case.pk,
        "number": case.number,
        "kind": one.kind,
        "name": str(one.get_kind_display()),
        "asked_at": one.asked_at,
        "asked_by": one.asked_by_name,
        "reason": one.reason,
    }


def _documents(file: CaseFile) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "kind": one.kind,
            "name": str(one.get_kind_display()),
            "number": one.number,
            "made_at": one.made_at,
            "served_on": one.service.served_on if hasattr(one, "service") else None,
            "url": reverse("cases:document", args=[file.case.pk, one.pk]),
        }
        for one in file.documents
    ]


offer(router, "", StepAct(register_clue, ""), name="register_clue", law="行政处罚法 第五十四条")
offer(
    router,
    "/on-the-spot",
    StepAct(penalize_on_the_spot, ""),
    name="penalize_on_the_spot",
    law="行政处罚法 第五十一条",
)
for answer, act in ANSWERS.items():
    offer(
        router,
        f"{HERE}/approvals/{{int:subject_id}}/{answer}",
        StepAct(act, "approval_id"),
        name=f"{answer}_approval",
        law="行政处罚法 第五十七条",
        about=Subject.APPROVAL,
    )
for key, step in STEPS.items():
    offer(
        router,
        f"{HERE}/acts/{key.value}" + ("/{int:subject_id}" if step.about else ""),
        ACTS[key],
        name=key.value.replace("-", "_"),
        law=step.law,
        about=step.about,
    )
