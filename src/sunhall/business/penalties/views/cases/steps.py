"""One page for every step of a case: the form it asks for, the act it calls, why it is refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.business.penalties.actions.by_step import ACTS
from sunhall.business.penalties.choices import CaseStep
from sunhall.business.penalties.forms.steps import StepForm
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.steps import may, subjects_of
from sunhall.business.penalties.rules.next_steps import STEPS, Step, offer_of
from sunhall.business.penalties.rules.standing import Standing
from sunhall.business.penalties.views.cases.access import for_case_readers
from sunhall.business.penalties.views.cases.page import header_of
from sunhall.business.penalties.views.cases.step_pages import PAGES, StepPage
from sunhall.kernel.actions import all_or_nothing
from sunhall.kernel.decision.facts import FactsRefused
from sunhall.kernel.errors import Forbidden, NotFound, Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of

ABOUT_THE_SANCTION = (
    CaseStep.GIVE_LEGAL_REVIEW,
    CaseStep.RECORD_DELIBERATION,
    CaseStep.ISSUE_NOTICE,
    CaseStep.ASK_DECISION,
)


@require_http_methods(["GET", "POST"])
@for_case_readers
@once
def take(
    request: HttpRequest, case_id: int, step: str, subject_id: int | None = None
) -> HttpResponse:
    """Show what a step asks for, and take it; what was typed is kept when it is refused."""
    file = CaseFile(actor_of(request), case_id)
    row, page = _row(step)
    if not may(file, row):
        raise Forbidden(row.permissions[0])
    context = header_of(file)
    note = _note(file, row, subject_id)
    data: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    form = page.form(*data, file=file, subject_id=subject_id)
    if request.method == "POST" and form.is_valid():
        try:
            _act(row, form, subject_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(page.told))
            return redirect("cases:case", case_id)
    offered = offer_of(context["at"], row.key)
    context |= {"step": row, "page": page, "form": form, "note": note, "offer": offered}
    context["decision"] = _shown_outcome(file, row.key)
    context["barred"] = _why_not(context["at"], row)
    return render(request, "penalties/cases/step.html", context, status=_status(form))


def _row(step: str) -> tuple[Step, StepPage]:
    """Return a step and its page.

    Raises:
        NotFound: there is no such step.
    """
    key = CaseStep(step) if step in CaseStep.values else None
    if key is None or key not in STEPS or key not in PAGES:
        raise NotFound(_("环节"), step)
    return STEPS[key], PAGES[key]


def _note(file: CaseFile, row: Step, subject_id: int | None) -> str:
    """Say what the step is about.

    Raises:
        NotFound: the case has no such thing, or it is dealt with.
    """
    if row.about is None:
        return ""
    names = dict(subjects_of(file, row.about))
    if subject_id not in names:
        raise NotFound(str(row.key.label), subject_id)
    return names[subject_id]


def _act(row: Step, form: StepForm, subject_id: int | None) -> None:
    by, act = form.file.by, ACTS[row.key]
    named = act.named(subject_id or form.file.case.pk)
    with all_or_nothing(by):
        for arguments in form.every:
            act.call(by, **(named | arguments))


def _shown_outcome(file: CaseFile, key: CaseStep) -> Any:
    """Return the sanction a step is about: what the facts lead to, or what is proposed."""
    if key == CaseStep.PROPOSE_PENALTY:
        return None if isinstance(file.outcome, FactsRefused) else file.outcome
    made = file.case.determination
    return made.outcome if made and key in ABOUT_THE_SANCTION else None


def _why_not(at: Standing, row: Step) -> str:
    offer = offer_of(at, row.key)
    if offer is None:
        return _("案件目前不在这个环节。")
    return str(offer.hindrance) if offer.hindrance else ""


def _status(form: StepForm) -> int:
    return 409 if form.errors else 200
