"""Recording facts: each on its evidence, the sanction beside them. There is no amount to enter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.business.penalties.actions.facts import record_facts
from sunhall.business.penalties.choices import CaseStep
from sunhall.business.penalties.errors import NoMatter, NothingInEffect
from sunhall.business.penalties.forms.investigating import CaseFactsForm
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.steps import may
from sunhall.business.penalties.queries.tables import decide_with
from sunhall.business.penalties.rules.next_steps import STEPS
from sunhall.business.penalties.views.cases.access import for_case_readers
from sunhall.business.penalties.views.cases.page import header_of
from sunhall.business.penalties.views.tables import show_levels, show_table
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.errors import Forbidden, Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of

STEP = STEPS[CaseStep.RECORD_FACTS]


@require_http_methods(["GET", "POST"])
@for_case_readers
@once
def record(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask for the facts, show what follows from them, and record what has changed."""
    file = CaseFile(actor_of(request), case_id)
    if not may(file, STEP):
        raise Forbidden(STEP.permissions[0])
    benchmark, table = _benchmark(file)
    data: Any = request.POST or None
    form = CaseFactsForm(table, data, file=file)
    if request.POST.get("do") == "record" and form.is_valid() and _record(request, file, form):
        return redirect(f"{request.path.rsplit('/', 2)[0]}/?tab=facts#part")
    decision, missing = _outcome(benchmark, form)
    context = {
        **header_of(file),
        "step": STEP,
        "form": form,
        "benchmark": benchmark,
        "table": table,
        "decision": decision,
        "missing": missing,
        "shown": show_table(table, decision),
        "levels": show_levels(table, read_facts(table, form.given)) if decision else [],
    }
    status = 409 if form.errors else 200
    return render(request, "penalties/cases/facts.html", context, status=status)


def _benchmark(file: CaseFile) -> tuple[Benchmark, Table]:
    """Return the benchmark that asks for the facts.

    Raises:
        NoMatter, NothingInEffect: there is none to ask.
    """
    if file.case.matter is None:
        raise NoMatter()
    if file.benchmark is None or file.table is None:
        raise NothingInEffect(matter=file.case.matter.code, date=file.case.occurred_on.isoformat())
    return file.benchmark, file.table


def _record(request: HttpRequest, file: CaseFile, form: CaseFactsForm) -> bool:
    """Record the changed facts; say at the fields why not, if they are refused."""
    changed = form.changed
    if not changed:
        messages.info(request, _("没有改动。"))
        return True
    try:
        record_facts(
            file.by,
            case_id=file.case.pk,
            facts=changed,
            evidence={key: form.evidence[key] for key in changed},
            reason=form.cleaned_data[form.why.name],
        )
    except FactsRefused as refusal:
        form.refuse(refusal)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, _("已认定并记入日志。"))
        return True
    return False


def _outcome(benchmark: Benchmark, form: CaseFactsForm) -> tuple[Decision | None, str]:
    """Return what the facts typed so far lead to, or else what they lack."""
    try:
        return decide_with(benchmark, form.given), ""
    except FactsRefused as refusal:
        return None, _("、").join(dict.fromkeys(fault.name for fault in refusal.faults))
    except Refusal as refusal:
        return None, str(refusal)
