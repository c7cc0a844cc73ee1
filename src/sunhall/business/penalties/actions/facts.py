"""The facts that the benchmark asks about, each on its evidence, and the end of an inquiry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, DocumentKind
from sunhall.business.penalties.errors import (
    FactsMissing,
    FactWithoutEvidence,
    ReasonMissing,
    UnknownEvidence,
)
from sunhall.business.penalties.models import Benchmark, Case, CaseFact
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import casework
from sunhall.business.penalties.queries.applicable import known_to
from sunhall.business.penalties.queries.cases import fact_values
from sunhall.business.penalties.queries.tables import decide_with, get_table
from sunhall.business.penalties.rules.plausible import checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.facts import FactsRefused, read_given
from sunhall.kernel.decision.model import Value

AFTER_PROPOSAL = (CaseState.PROPOSED, CaseState.INFORMED)
LEAST_REASON, REASON_LENGTH = 10, 500
COURSE_LENGTH, CONCLUSION_LENGTH = 3_000, 1_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十条")
def record_fact(
    by: Actor,
    *,
    case_id: int,
    key: str,
    value: Any,
    evidence_numbers: Sequence[int],
    reason: str = "",
) -> Case:
    """Record one fact; see `record_facts`."""
    return record_facts(
        by,
        case_id=case_id,
        facts={key: value},
        evidence={key: evidence_numbers},
        reason=reason,
    )


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十条")
def record_facts(
    by: Actor,
    *,
    case_id: int,
    facts: Mapping[str, Any],
    evidence: Mapping[str, Sequence[int]],
    reason: str = "",
) -> Case:
    """Record facts that the benchmark asks about; `evidence` are numbers of the case's evidence.

    A change after the proposal says why in 10 characters or more; it takes the case back to the
    end of its investigation, so that the party is told anew.

    Law: 行政处罚法 第三十四条, 第四十条, 第四十四条, 第四十六条.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it is not under investigation.
        NothingInEffect: no benchmark was in effect when it happened.
        FactsRefused: a fact is unknown, or outside its domain.
        FactWithoutEvidence, UnknownEvidence: a fact rests on nothing, or on another case's.
        ReasonMissing: the proposal stands, and no reason is given for the change.
    """
    case = steps.begin(by, case_id, _("认定事实"), *UNDER_INVESTIGATION)
    is_after_proposal = case.state in AFTER_PROPOSAL
    reason = checked_text(_("变更理由"), reason, REASON_LENGTH, least=0)
    if is_after_proposal and len(reason) < LEAST_REASON:
        raise ReasonMissing(length=LEAST_REASON)
    tables = casework.benchmarks_of(by, case)
    typed = _typed(tables, facts)
    ids = _evidence_ids(case, tables, facts, evidence)
    before = fact_values(case)
    CaseFact.objects.bulk_create(
        CaseFact(
            case=case,
            key=key,
            value=value,
            evidence_ids=ids[key],
            reason=reason,
            recorded_by_id=by.own_person_id,
            recorded_by_name=by.name,
            recorded_at=by.moment,
        )
        for key, value in typed.items()
    )
    if is_after_proposal:
        reopen(by, case, CaseState.INVESTIGATED)
    else:
        steps.change(by, case)
    fines = [_fine(tables[0], values) for values in (before, {**before, **typed})]
    _tell_facts(by, case, typed, fines, is_after_proposal=is_after_proposal)
    if is_after_proposal:
        steps.tell(by, case, events.CaseReopened, reason=reason)
    return case


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十七条")
def finish_investigation(
    by: Actor,
    *,
    case_id: int,
    conclusion: str,
    course: str = "",
    suspected_crime: bool = False,
    is_complex: bool = False,
    has_major_interest: bool = False,
) -> Case:
    """Finish an investigation: every fact is recorded, the report says what is suggested.

    `conclusion` is the suggestion, `course` how the investigation went; without it the report
    tells the case's story.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it is not being investigated.
        FactsMissing: the benchmark asks for more than has been recorded.
        SheetIncomplete: the report would lack the evidence or the officers.
    """
    case = steps.begin(by, case_id, _("调查终结"), CaseState.FILED)
    check_facts(by, case)
    suggestion = checked_text(_("处理意见"), conclusion, CONCLUSION_LENGTH)
    told = checked_text(_("调查经过"), course or case.story or case.title, COURSE_LENGTH)
    steps.move(
        by,
        case,
        CaseState.INVESTIGATED,
        suspected_crime=suspected_crime,
        is_complex=is_complex,
        has_major_interest=has_major_interest,
    )
    words = {"course": told, "suggestion": suggestion}
    make_document(by, case, DocumentKind.INVESTIGATION_REPORT, wording=words)
    steps.tell(by, case, events.CaseInvestigated, suspected_crime=suspected_crime)
    return case


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十七条")
def reopen_investigation(by: Actor, *, case_id: int, reason: str) -> Case:
    """Take up an investigation again.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: its investigation is not finished, or it has gone further.
        ReasonMissing: no reason of 10 characters or more is given.
    """
    case = steps.begin(by, case_id, _("补充调查"), CaseState.INVESTIGATED)
    reason = checked_text(_("理由"), reason, REASON_LENGTH, least=0)
    if len(reason) < LEAST_REASON:
        raise ReasonMissing(length=LEAST_REASON)
    reopen(by, case, CaseState.FILED)
    steps.tell(by, case, events.CaseReopened, reason=reason)
    return case


def reopen(by: Actor, case: Case, state: CaseState) -> None:
    """Take a case back; what was determined no longer holds."""
    steps.move(by, case, state, determination=None)


def check_facts(by: Actor, case: Case) -> None:
    """Refuse a case whose recorded facts its benchmark cannot decide on.

    Raises:
        NothingInEffect: there is no benchmark to ask.
        FactsMissing: a fact is missing, or no longer what the benchmark knows.
    """
    benchmark = casework.benchmarks_of(by, case)[0]
    try:
        decide_with(benchmark, known_to(benchmark, fact_values(case)))
    except FactsRefused as refusal:
        names = dict.fromkeys(fault.name for fault in refusal.faults)
        raise FactsMissing(names=_("、").join(names)) from refusal


def _typed(benchmarks: Sequence[Benchmark], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as plain JSON, each read by the first version that knows it."""
    rest = dict(facts)
    typed: dict[str, Value] = {}
    for benchmark in benchmarks:
        known = known_to(benchmark, rest)
        typed.update(read_given(get_table(benchmark), known))
        rest = {key: value for key, value in rest.items() if key not in known}
    read_given(get_table(benchmarks[0]), rest)
    return {key: _plain(value) for key, value in typed.items()}


def _plain(value: Value) -> bool | int | str:
    """Return a typed fact as JSON keeps it without loss."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value.isoformat() if isinstance(value, date) else value


def _evidence_ids(
    case: Case,
    benchmarks: Sequence[Benchmark],
    facts: Mapping[str, Any],
    evidence: Mapping[str, Sequence[int]],
) -> dict[str, list[int]]:
    """Return the keys of the evidence that each fact rests on."""
    names = {one.key: one.name for table in benchmarks for one in get_table(table).factors}
    ids = dict(case.evidence.values_list("number", "pk"))
    for key in facts:
        if not evidence.get(key):
            raise FactWithoutEvidence(name=names.get(key, key))
        for number in evidence[key]:
            if number not in ids:
                raise UnknownEvidence(number=number)
    return {key: sorted({ids[number] for number in evidence[key]}) for key in facts}


def _fine(benchmark: Benchmark, values: Mapping[str, Any]) -> Decimal | None:
    """Return the fine that facts lead to; none while they lead to no decision, or to no fine."""
    try:
        return decide_with(benchmark, known_to(benchmark, values)).fine_yuan
    except FactsRefused:
        return None


def _tell_facts(
    by: Actor,
    case: Case,
    keys: Iterable[str],
    fines: Sequence[Decimal | None],
    *,
    is_after_proposal: bool,
) -> None:
    before, after = fines
    told = {
        "is_after_proposal": is_after_proposal,
        "has_evidence": True,
        "fine_before_yuan": before,
        "fine_after_yuan": after,
    }
    steps.tell_each(by, case, events.FactRecorded, [{"key": key, **told} for key in keys])
