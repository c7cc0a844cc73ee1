"""A penalty on the spot, on a phone in the street: one page from the facts to the decision."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sunhall.business.penalties import queries
from sunhall.business.penalties.actions.on_the_spot import penalize_on_the_spot
from sunhall.business.penalties.forms import FactsForm
from sunhall.business.penalties.forms.on_the_spot import SpotForm
from sunhall.business.penalties.models import Benchmark, Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import choosing
from sunhall.business.penalties.queries.standards import summary_threshold
from sunhall.business.penalties.rules.photos import Photo
from sunhall.business.penalties.views.tables import show_levels, show_table
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of, permission_required

CONFIRM = "penalize"


@require_GET
@permission_required(Permission.CASE_HANDLE)
def choose(request: HttpRequest) -> HttpResponse:
    """Find the matter: by what people call it, by its code, or among those of the field."""
    by = actor_of(request)
    query = request.GET.get("q", "").strip()
    context = {
        "query": query,
        "rows": choosing.list_competent(by, query=query),
        "is_certified": choosing.is_certified(by),
    }
    return render(request, "penalties/cases/on_the_spot/choose.html", context)


@dataclass(frozen=True, slots=True)
class Spot:
    """What the officers have entered so far."""

    benchmark: Benchmark
    table: Table
    form: SpotForm
    facts: FactsForm

    @property
    def mark(self) -> str:
        """Return the mark of these facts and this version, as the officers saw them."""
        return sha256_of([self.benchmark.table_hash, self.facts.given])

    def decide(self) -> Decision | None:
        """Return what follows from the facts; where they do not suffice, say so at the fields."""
        try:
            return queries.decide_with(self.benchmark, self.facts.given)
        except FactsRefused as refusal:
            self.facts.refuse(refusal)
        except Refusal as refusal:
            self.facts.add_error(None, str(refusal))
        return None


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CASE_HANDLE)
@once
def penalize(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the facts, show the sanction; once it was seen, confirm and hand the decision over.

    Raises:
        NothingInEffect: the matter has no benchmark in effect.
    """
    spot = _spot(request, code)
    decision = None
    if request.method == "POST":
        spot.facts.full_clean()
        decision = spot.decide()
    if decision and request.POST.get("do") == CONFIRM:
        case = _penalize(request, code, spot)
        if case is not None:
            messages.success(request, _("已当场处罚，决定书已经制作。请交付当事人。"))
            return redirect("cases:delivered", case.pk)
    context = {
        "benchmark": spot.benchmark,
        "table": spot.table,
        "form": spot.form if decision else None,
        "facts": spot.facts,
        "decision": decision,
        "warning": _too_much(spot, decision),
        "seen": spot.mark,
        "shown": show_table(spot.table, decision),
        "levels": show_levels(spot.table, read_facts(spot.table, spot.facts.given))
        if decision
        else [],
    }
    status = 422 if spot.facts.errors or (decision and spot.form.errors) else 200
    return render(request, "penalties/cases/on_the_spot/penalize.html", context, status=status)


def _spot(request: HttpRequest, code: str) -> Spot:
    by = actor_of(request)
    benchmark = queries.benchmark_in_effect_for(code, by.today)
    table = queries.get_table(benchmark)
    is_post = request.method == "POST"
    data: Any = (request.POST, request.FILES) if request.POST.get("do") == CONFIRM else ()
    asked = request.POST if is_post or not table.factors else None
    return Spot(benchmark, table, SpotForm(*data, by=by), FactsForm(table, asked))


def _penalize(request: HttpRequest, code: str, spot: Spot) -> Case | None:
    """Penalize, if the officers have seen just this sanction; else say why not on the form."""
    form = spot.form
    if not form.is_valid():
        return None
    if request.POST.get("seen") != spot.mark:
        form.add_error(None, _("事实改过了，请再看一遍结果，然后确认。"))
        return None
    photos = [_photo(one) for one in form.cleaned_data["photos"]]
    try:
        return penalize_on_the_spot(
            form.by, matter_code=code, facts=spot.facts.given, photos=photos, **form.arguments
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _too_much(spot: Spot, decision: Decision | None) -> str:
    """Say for whom a fine is too high to be imposed on the spot. Law: 行政处罚法 第五十一条."""
    fine = decision.fine_yuan if decision else None
    if not fine:
        return ""
    most = summary_threshold(spot.benchmark.matter.organization.domain_code)
    if most.is_exceeded(fine, is_citizen=False):
        return _("超过当场处罚的上限，应当登记线索，按普通程序办理。")
    if most.is_exceeded(fine, is_citizen=True):
        return _("对公民超过当场处罚的上限：只能对法人或者其他组织当场处罚，对公民按普通程序办理。")
    return ""


def _photo(one: UploadedFile) -> Photo:
    return Photo(content=one.read(), filename=one.name or "", media_type=one.content_type or "")
