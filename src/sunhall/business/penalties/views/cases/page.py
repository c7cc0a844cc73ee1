"""The page of a case: what is next, and everything that is on file."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sunhall.business.penalties.choices import CaseState, DocumentKind
from sunhall.business.penalties.events import CaseEvent
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.standing import dues_of, standing_of
from sunhall.business.penalties.rules.next_steps import progress_of
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.standing import Standing
from sunhall.business.penalties.views.cases import access
from sunhall.business.penalties.views.cases.access import for_case_readers, show_party
from sunhall.business.penalties.views.cases.deadlines import show_limits
from sunhall.business.penalties.views.cases.history import show_history
from sunhall.business.penalties.views.cases.next import show_next
from sunhall.business.penalties.views.tables import show_table
from sunhall.centers.access.choices import SealUseState
from sunhall.centers.access.permissions import Permission as AccessPermission
from sunhall.kernel import hooks
from sunhall.kernel.decision.facts import FactsRefused
from sunhall.kernel.decision.wording import value_in_words
from sunhall.kernel.journal import history_of
from sunhall.kernel.revealing import RevealForm
from sunhall.kernel.views import actor_of

TONES: Mapping[str, str] = {
    CaseState.CLUE: "violet",
    CaseState.FILED: "sea",
    CaseState.INVESTIGATED: "sea",
    CaseState.PROPOSED: "sun",
    CaseState.INFORMED: "sun",
    CaseState.DECIDED: "sun",
    CaseState.SERVED: "sun",
    CaseState.ENFORCEMENT: "coral",
    CaseState.EXECUTED: "jade",
    CaseState.CLOSED: "jade",
    CaseState.ARCHIVED: "stone",
}
"""The tone of a case's state; what has no tone here has ended otherwise."""

SEALING = (Permission.CASE_HANDLE, AccessPermission.SEAL_REQUEST)


@require_safe
@for_case_readers
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show a case: its standing, what comes next, and the chosen part of its file."""
    file = CaseFile(actor_of(request), case_id)
    if file.shows_party:
        access.note_look(file)
    return _page(request, file, RevealForm())


@require_POST
@for_case_readers
def reveal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the party's data once to whoever says what for; the journal keeps it."""
    by, form = actor_of(request), RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, CaseFile(by, case_id), form, status=422)
    access.reveal(by, case_id, form.cleaned_data["purpose"])
    response = _page(request, CaseFile(by, case_id))
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, file: CaseFile, form: RevealForm | None = None, status: int = 200
) -> HttpResponse:
    """Show a case; without a form its party has been revealed."""
    chosen = request.GET.get("tab", "")
    tab = chosen if chosen in TABS else "course"
    header = header_of(file, is_revealed=form is None)
    party = header["party"]
    context = {
        **header,
        "tab": tab,
        **TABS[tab][1](file),
        "tabs": _tabs(file, tab),
        "template": f"penalties/cases/tabs/{tab}.html",
        "reveal": form if party and party.is_masked else None,
        "reveal_url": reverse("cases:reveal", args=[file.case.pk]),
    }
    return render(request, "penalties/cases/page.html", context, status=status)


def header_of(file: CaseFile, *, is_revealed: bool = False) -> dict[str, Any]:
    """Return what every page of a case shows on top."""
    case = file.case
    due = dues_of(file)
    at = standing_of(file, due)
    return {
        "file": file,
        "case": case,
        "tone": TONES.get(case.state, "stone"),
        "party": show_party(file, is_revealed=is_revealed),
        "at": at,
        "due": due,
        "progress": _progress(file, at),
        "limits": show_limits(file.by, file.obligations),
        "next": show_next(file, at),
    }


def _progress(file: CaseFile, at: Standing) -> list[dict[str, str]]:
    stages = progress_of(at, was_filed=file.case.filed_at is not None)
    return [{"name": capfirst(str(stage.state.label)), "state": stage.progress} for stage in stages]


def _course(file: CaseFile) -> dict[str, Any]:
    return {"history": show_history(history_of(CaseEvent.subject, file.case.pk))}


def _facts(file: CaseFile) -> dict[str, Any]:
    decision = None if isinstance(file.outcome, FactsRefused) else file.outcome
    by_id = {one.pk: one for one in file.evidence}
    facts = []
    for factor in file.table.factors if file.table else ():
        fact = file.facts.get(factor.key)
        facts.append(
            {
                "name": factor.name,
                "value": value_in_words(factor, _typed(file, factor.key)) if fact else "",
                "fact": fact,
                "evidence": [by_id[pk] for pk in fact.evidence_ids if pk in by_id] if fact else [],
            }
        )
    return {
        "facts": facts,
        "benchmark": file.benchmark,
        "table": file.table,
        "decision": decision,
        "shown": show_table(file.table, decision) if file.table else None,
        "evidence": file.evidence,
    }


def _typed(file: CaseFile, key: str) -> Any:
    """Return a recorded fact as the table's own value."""
    return file.typed_facts[key]


def _documents(file: CaseFile) -> dict[str, Any]:
    rows = []
    may_seal = file.is_of_own_organization and all(map(file.by.may, SEALING))
    for document in file.documents:
        paper = PAPERS[DocumentKind(document.kind)]
        service = getattr(document, "service", None)
        seal = next(iter(document.seals.all()), None)
        is_asked = seal is not None and seal.state != SealUseState.REFUSED
        rows.append(
            {
                "document": document,
                "service": service,
                "waits": paper.is_served and service is None,
                "seal": seal,
                "may_seal": may_seal and paper.is_served and not is_asked,
                "words": [text for text in document.wording.values() if text],
            }
        )
    return {"documents": rows}


def _measures(file: CaseFile) -> dict[str, Any]:
    return {
        "measures": file.measures,
        "recusals": file.recusals,
        "rectifications": file.rectifications,
    }


def _notices(file: CaseFile) -> dict[str, Any]:
    return {
        "notices": file.notices,
        "statements": file.statements,
        "hearings": [n.hearing for n in file.notices if getattr(n, "hearing", None)],
        "legal_reviews": file.legal_reviews,
        "deliberations": file.deliberations,
    }


def _decisions(file: CaseFile) -> dict[str, Any]:
    return {
        "decisions": [
            {"decision": one, "publication": getattr(one, "publication", None)}
            for one in file.decisions
        ],
        "payments": file.payments,
        "installments": file.installments,
        "remedies": file.remedies,
        "enforcement": file.enforcement,
        "made": file.case.determination,
    }


def _approvals(file: CaseFile) -> dict[str, Any]:
    may_answer = file.is_of_own_organization and file.by.may(Permission.CASE_APPROVE)
    return {"approvals": file.approvals, "may_answer": may_answer}


def _supervision(file: CaseFile) -> dict[str, Any]:
    return {"notes": hooks.notes_on(file.by, CaseEvent.subject, file.case.pk)}


Part = Callable[[CaseFile], dict[str, Any]]
TABS: Mapping[str, tuple[str | Promise, Part]] = {
    "course": (gettext_lazy("办理经过"), _course),
    "facts": (gettext_lazy("事实与证据"), _facts),
    "documents": (gettext_lazy("案卷文书"), _documents),
    "measures": (gettext_lazy("各项措施"), _measures),
    "notices": (gettext_lazy("告知与听证"), _notices),
    "decisions": (gettext_lazy("决定与执行"), _decisions),
    "approvals": (gettext_lazy("审批"), _approvals),
    "supervision": (gettext_lazy("监督"), _supervision),
}


def _tabs(file: CaseFile, current: str) -> list[dict[str, Any]]:
    counts = {
        "facts": len(file.evidence),
        "documents": len(file.documents),
        "approvals": len(file.waiting) or None,
    }
    address = reverse("cases:case", args=[file.case.pk])
    return [
        {
            "label": capfirst(str(label)),
            "url": f"{address}?tab={name}#part",
            "current": name == current,
            "count": counts.get(name),
        }
        for name, (label, _part) in TABS.items()
    ]


def say_state(file: CaseFile) -> str:
    """Say where a case stands, also that its clock stands still."""
    label = file.case.get_state_display()
    return _("%(state)s（已中止）") % {"state": label} if file.case.is_suspended else label
