"""The desk: an officer records facts, and the sanction follows. There is no amount to enter."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.forms import FactsForm, OccurrenceForm
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.views.tables import show_levels, show_table
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.decision.wording import facts_in_words
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, permission_required


@dataclass(frozen=True, slots=True)
class Case:
    """What an officer has entered: the version that applies, its table, the two forms."""

    benchmark: Benchmark
    table: Table
    occurrence: OccurrenceForm
    facts: FactsForm

    @property
    def occurred_on(self) -> date:
        """Return the day of the act."""
        day: date = self.occurrence.cleaned_data["occurred_on"]
        return day

    @property
    def mark(self) -> str:
        """Return the mark of these facts, this day and this version, as the officer saw them."""
        return sha256_of([self.benchmark.table_hash, str(self.occurred_on), self.facts.given])

    def decide(self) -> Decision | None:
        """Return what follows from the facts; where they do not suffice, say so at the fields."""
        try:
            return queries.decide_with(self.benchmark, self.facts.given)
        except FactsRefused as refusal:
            self.facts.refuse(refusal)
        except Refusal as refusal:
            self.facts.add_error(None, str(refusal))
        return None


@require_GET
@permission_required(Permission.SANCTION_DETERMINE)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a matter of one's organization, or look at what was determined last."""
    by = actor_of(request)
    query = request.GET.get("q", "").strip()
    page = queries.list_in_effect_of_own(by, query=query, after=request.GET.get("after"))
    context = {
        "query": query,
        "page": page,
        "next": f"?{urlencode({'after': page.after})}" if page.after else None,
        "determinations": queries.list_determinations(by, limit=10),
    }
    return render(request, "penalties/desk/choose.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.SANCTION_DETERMINE)
def determine(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the facts, show what follows, and record it once the officer confirms."""
    case = _case(request, code)
    decision = None
    if request.method == "POST" and case.facts.is_bound:
        case.facts.full_clean()
        if case.occurrence.is_valid():
            decision = case.decide()
    if decision and _is_confirmed(request, case):
        made, _decision = actions.determine_sanction(
            actor_of(request),
            matter_code=code,
            facts=case.facts.given,
            occurred_on=case.occurred_on,
        )
        messages.success(request, _("已认定并记入日志。"))
        return redirect("benchmarks:determination", made.pk)
    context = {
        "benchmark": case.benchmark,
        "table": case.table,
        "form": case.facts,
        "occurrence": case.occurrence,
        "decision": decision,
        "seen": case.mark if decision else "",
        "shown": show_table(case.table, decision),
        "levels": show_levels(case.table, read_facts(case.table, case.facts.given))
        if decision
        else [],
    }
    status = 422 if case.facts.errors or case.occurrence.errors else 200
    return render(request, "penalties/desk/determine.html", context, status=status)


@require_GET
@permission_required(Permission.SANCTION_DETERMINE)
def determination(request: HttpRequest, determination_id: int) -> HttpResponse:
    """Show one determination: the sanction, why, by which version and proof."""
    by = actor_of(request)
    made = queries.get_determination(by, determination_id=determination_id)
    table = queries.get_table(made.benchmark)
    address = reverse("hall:calculate", args=[made.matter.code, made.benchmark.version])
    context = {
        "made": made,
        "decision": made.outcome,
        "facts": facts_in_words(table, read_facts(table, made.facts)),
        "benchmark": made.benchmark,
        "table": table,
        "link": request.build_absolute_uri(f"{address}?{urlencode(made.facts)}"),
    }
    return render(request, "penalties/desk/determination.html", context)


def _case(request: HttpRequest, code: str) -> Case:
    """Return the case so far; the version in effect on the day of the act applies.

    Raises:
        NothingInEffect: no benchmark was public and in effect on that day.
        OtherOrganization: the matter belongs to another organization.
    """
    by = actor_of(request)
    data: Any = request.POST or None
    occurrence = OccurrenceForm(data, initial={"occurred_on": by.today}, today=by.today)
    is_dated = occurrence.is_valid()
    day = occurrence.cleaned_data["occurred_on"] if is_dated else by.today
    try:
        benchmark = queries.benchmark_in_effect_for(code, day)
    except Refusal as refusal:
        if not is_dated:
            raise
        occurrence.add_error("occurred_on", str(refusal))
        benchmark = queries.benchmark_in_effect_for(code, by.today)
    actions.check_own(by, benchmark.matter)
    table = queries.get_table(benchmark)
    return Case(benchmark, table, occurrence, FactsForm(table, data))


def _is_confirmed(request: HttpRequest, case: Case) -> bool:
    """Tell whether the officer confirms just what the page has shown them."""
    return request.POST.get("do") == "determine" and request.POST.get("seen") == case.mark
