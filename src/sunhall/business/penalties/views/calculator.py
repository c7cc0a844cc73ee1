"""The calculator: anyone enters facts and gets what an officer would get."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sunhall.business.penalties import queries
from sunhall.business.penalties.forms import FactsForm
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.views.tables import show_levels, show_table
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of


@require_safe
@kept_while(queries.library_revision)
def calculate(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Ask for the facts, and show the one tier, the sanction and the reasons.

    The facts stand in the address, so the address reproduces the result; nothing is stored.
    """
    by = actor_of(request)
    benchmark = queries.get_for_readers(by, code=code, version=version)
    table = queries.get_table(benchmark)
    form = FactsForm(table, request.GET if request.GET or not table.factors else None)
    decision = _decide(form, benchmark) if form.is_bound else None
    context: dict[str, Any] = {
        "benchmark": benchmark,
        "is_in_effect": benchmark.is_in_effect_on(by.today),
        "table": table,
        "form": form,
        "decision": decision,
        "shown": show_table(table, decision),
    }
    if decision:
        context["link"] = request.build_absolute_uri(_address(benchmark, form.given))
        context["levels"] = show_levels(table, read_facts(table, form.given))
    status = 422 if form.errors else 200
    return render(request, "penalties/hall/calculate.html", context, status=status)


def _decide(form: FactsForm, benchmark: Benchmark) -> Decision | None:
    form.full_clean()
    try:
        return queries.decide_with(benchmark, form.given)
    except FactsRefused as refusal:
        form.refuse(refusal)
        return None


def _address(benchmark: Benchmark, facts: dict[str, str]) -> str:
    """Return the address that gives this result for ever: it names the version."""
    address = reverse("hall:calculate", args=[benchmark.matter.code, benchmark.version])
    return f"{address}?{urlencode(facts)}" if facts else address
