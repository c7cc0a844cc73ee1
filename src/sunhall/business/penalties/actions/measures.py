"""Things preserved or seized: asked for, taken, extended, dealt with."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import (
    ApprovalKind,
    Concern,
    DocumentKind,
    MeasureKind,
    MeasureOutcome,
)
from sunhall.business.penalties.errors import ChoiceRefused, ItemsMissing, ResolvedAlready
from sunhall.business.penalties.models import Approval, Case, Measure
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.casework import citation
from sunhall.business.penalties.rules.particulars import Item
from sunhall.business.penalties.rules.plausible import check_choice, checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.business.penalties.rules.proceedings import Measure as MeasureOnPaper
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.errors import NotFound

CONCERNS = {
    MeasureKind.PRESERVATION: Concern.PRESERVATION,
    MeasureKind.SEIZURE: Concern.SEIZURE,
}
REQUESTS = {
    MeasureKind.PRESERVATION: ApprovalKind.PRESERVATION,
    MeasureKind.SEIZURE: ApprovalKind.SEIZURE,
}
NOTICES = {
    MeasureKind.PRESERVATION: DocumentKind.PRESERVATION_NOTICE,
    MeasureKind.SEIZURE: DocumentKind.SEIZURE_DECISION,
}
RESULTS = {
    MeasureKind.PRESERVATION: DocumentKind.PRESERVATION_RESULT,
    MeasureKind.SEIZURE: DocumentKind.SEIZURE_RELEASE,
}
PLACE_LENGTH, REASON_LENGTH = 200, 500


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十六条")
def ask_measure(
    by: Actor, *, case_id: int, kind: str, items: Sequence[Item], place: str, reason: str
) -> Approval:
    """Ask to preserve things as evidence, or to seize them; `place` is where they are kept.

    Law: 行政处罚法 第五十六条; 行政强制法 第十八条, 第二十二条, 第二十四条.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ChoiceRefused: there is no such measure.
        ItemsMissing: the list is empty, or something on it has no name.
    """
    case = steps.begin(by, case_id, _("登记保存或者查封、扣押"), *UNDER_INVESTIGATION)
    check_choice(_("措施"), kind, MeasureKind.values)
    if not items or not all(item.name.strip() for item in items):
        raise ItemsMissing()
    details = {
        "items": [asdict(item) for item in items],
        "place": checked_text(_("存放地点"), place, PLACE_LENGTH),
    }
    return ask(
        by, case, REQUESTS[MeasureKind(kind)], reason=checked_reason(reason), details=details
    )


@on_grant(ApprovalKind.PRESERVATION)
def preserve(by: Actor, case: Case, approval: Approval) -> None:
    """Preserve things; within 7 working days it is decided what becomes of them."""
    _take(by, case, approval, MeasureKind.PRESERVATION)


@on_grant(ApprovalKind.SEIZURE)
def seize(by: Actor, case: Case, approval: Approval) -> None:
    """Seize things, for 30 days at most."""
    _take(by, case, approval, MeasureKind.SEIZURE)


@action(Permission.CASE_HANDLE, law="行政强制法 第二十五条")
def ask_seizure_extension(by: Actor, *, measure_id: int, reason: str) -> Approval:
    """Ask to keep seized things for 30 days more.

    Raises:
        NotFound: no such seizure in the actor's organization.
        ResolvedAlready: the things have been dealt with.
        ExtendedAlready, TooLate: it was extended before, or its time has run out.
    """
    case, measure = _open_measure(by, measure_id)
    if measure.kind != MeasureKind.SEIZURE:
        raise NotFound(str(MeasureKind.SEIZURE.label), measure_id)
    clocks.check_extendable(case, Concern.SEIZURE, by.today, subject_id=measure.pk)
    return ask(
        by,
        case,
        ApprovalKind.SEIZURE_EXTENSION,
        reason=checked_reason(reason),
        details={"measure_id": measure.pk},
    )


@on_grant(ApprovalKind.SEIZURE_EXTENSION)
def extend_seizure(by: Actor, case: Case, approval: Approval) -> None:
    """Keep seized things for 30 days more. Law: 行政强制法 第二十五条第二款 (told at once)."""
    _case, measure = _open_measure(by, approval.details["measure_id"])
    clocks.check_extendable(case, Concern.SEIZURE, by.today, subject_id=measure.pk)
    before = case.obligations.get(concern=Concern.SEIZURE, subject_id=measure.pk).due_date
    after = clocks.extend(by, case, Concern.SEIZURE, subject_id=measure.pk)
    paper = replace(
        on_paper(measure),
        until_on=before,
        extended_until_on=after.due_date,
        extension_reason=approval.reason,
    )
    make_document(by, case, DocumentKind.SEIZURE_EXTENSION, measure=paper)
    steps.tell(by, case, events.MeasureExtended)


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十六条")
def resolve_measure(by: Actor, *, measure_id: int, outcome: str, reason: str = "") -> Measure:
    """Say what becomes of things that were preserved or seized.

    Preserved things that are seized next still need the head's approval of the seizure.

    Law: 行政处罚法 第五十六条; 行政强制法 第二十七条, 第二十八条.

    Raises:
        NotFound: no such measure in the actor's organization.
        ResolvedAlready: they have been dealt with.
        ChoiceRefused: there is no such outcome, or seized things would be seized.
    """
    case, measure = _open_measure(by, measure_id)
    check_choice(_("处理结果"), outcome, MeasureOutcome.values)
    if measure.kind == MeasureKind.SEIZURE and outcome == MeasureOutcome.SEIZED:
        raise ChoiceRefused(name=_("处理结果"), value=MeasureOutcome.SEIZED.label)
    why = checked_text(_("理由"), reason, REASON_LENGTH, least=0)
    measure.outcome = outcome
    measure.resolved_at = by.moment
    measure.save(update_fields=["outcome", "resolved_at"])
    kind = MeasureKind(measure.kind)
    clocks.meet(by, case, CONCERNS[kind], subject_id=measure.pk)
    with translation.override(DOCUMENTS_LANGUAGE):
        result = str(measure.get_outcome_display())
    paper = replace(on_paper(measure), outcome=result, outcome_reason=why or result)
    make_document(by, case, RESULTS[kind], measure=paper)
    steps.tell(by, case, events.MeasureResolved, kind=measure.kind, outcome=measure.outcome)
    return measure


def on_paper(measure: Measure, reason: str = "") -> MeasureOnPaper:
    """Return a measure as its documents say it; `reason` is that of taking it."""
    with translation.override(DOCUMENTS_LANGUAGE):
        kind = str(measure.get_kind_display())
    return MeasureOnPaper(
        kind=kind,
        reason=reason,
        basis=(citation("measure", "kind", measure.kind),),
        place=measure.case.place,
        keeping_place=measure.place,
        from_on=timezone.localdate(measure.started_at),
        items=tuple(Item(**item) for item in measure.items),
    )


def _take(by: Actor, case: Case, approval: Approval, kind: MeasureKind) -> None:
    steps.check_state(case, str(kind.label), *UNDER_INVESTIGATION)
    measure = Measure.objects.create(
        case=case,
        kind=kind,
        items=approval.details["items"],
        place=approval.details["place"],
        started_at=by.moment,
    )
    concern = CONCERNS[kind]
    due = clocks.oblige(by, case, concern, start_date=by.today, subject_id=measure.pk)
    steps.change(by, case)
    paper = replace(on_paper(measure, approval.reason), until_on=due.due_date)
    make_document(by, case, NOTICES[kind], measure=paper)
    steps.tell(by, case, events.MeasureTaken, kind=measure.kind)


def _open_measure(by: Actor, measure_id: int) -> tuple[Case, Measure]:
    """Return a measure whose things have not been dealt with, and its case; both locked."""
    rows = Measure.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=measure_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Measure._meta.verbose_name), measure_id)
    case = steps.begin(by, case_id, _("处理物品"), even_suspended=True)
    measure = rows.select_for_update(of=("self",)).get(pk=measure_id)
    measure.case = case
    if measure.resolved_at is not None:
        raise ResolvedAlready(moment=timezone.localtime(measure.resolved_at))
    return case, measure
