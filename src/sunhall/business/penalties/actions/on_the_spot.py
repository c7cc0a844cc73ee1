"""A penalty on the spot: from the violation to the served decision in one act."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.clues import check_competence
from sunhall.business.penalties.actions.determining import record_determination
from sunhall.business.penalties.actions.papers import make_document, take_number
from sunhall.business.penalties.actions.parties import keep_party
from sunhall.business.penalties.actions.serving import duties_of_service
from sunhall.business.penalties.choices import (
    CaseSource,
    CaseState,
    Concern,
    DocumentKind,
    EvidenceKind,
    Procedure,
    ServiceWay,
)
from sunhall.business.penalties.errors import AmongOthers, NothingPending, NotOfTheOrgan
from sunhall.business.penalties.models import (
    Case,
    CaseFact,
    CaseOfficer,
    Determination,
    Document,
    Evidence,
    PenaltyDecision,
    Service,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import applicable, casework
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.papers import NO_WORDS, PAPERS
from sunhall.business.penalties.rules.parties import PartyDraft
from sunhall.business.penalties.rules.photos import Photo
from sunhall.business.penalties.rules.plausible import check_day, checked_text
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.files import store_file

PLACE_LENGTH, STORY_LENGTH = 200, 5_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十一条、第五十二条")
def penalize_on_the_spot(
    by: Actor,
    *,
    matter_code: str,
    party: PartyDraft,
    facts: Mapping[str, Any],
    occurred_on: date,
    place: str,
    officer_ids: Sequence[int],
    story: str = "",
    photos: Sequence[Photo] = (),
    wording: Mapping[str, str] = NO_WORDS,
) -> Case:
    """Penalize on the spot what the facts lead to, and hand the decision over.

    The actor leads the officers; the facts rest on the photos. Whether the officers are enough
    and the fine is small enough for the summary procedure, supervision says.

    Raises:
        NotFound: the actor acts for no organization, or no matter has the code.
        NotCompetent: the matter is another field's.
        NothingInEffect: no benchmark was public when it happened.
        FactsRefused: facts are missing, unknown, or outside their domain.
        SheetIncomplete: the facts lead to no penalty.
        AmongOthers: the actor is none of the officers.
        NotOfTheOrgan: an officer holds no post in the organ.
        DayRefused: the day lies ahead.
        TextRefused, IdentifierRefused, ChoiceRefused: something of the party or place is wrong.
    """
    if by.person_id not in officer_ids:
        raise AmongOthers()
    check_day(occurred_on, last=by.today)
    case = _register(by, matter_code, party, occurred_on, place, story)
    _put_on_case(by, case, officer_ids)
    evidence_ids = _photograph(by, case, photos)
    steps.move(
        by,
        case,
        CaseState.DECIDED,
        determination=_determine(by, case, facts, evidence_ids),
        case_number=case.clue_number,
        filed_at=by.moment,
        decided_at=by.moment,
    )
    document = make_document(
        by, case, DocumentKind.SUMMARY_DECISION, wording=wording, number=case.clue_number
    )
    _hand_over(by, case, document)
    made = case.determination
    steps.tell(
        by,
        case,
        events.PenalizedOnTheSpot,
        fine_yuan=(made.fine_yuan if made else None) or NOTHING,
        suspected_crime=case.suspected_crime,
        number=document.number,
        proof_hash=made.proof_hash if made else "",
    )
    return case


def _register(
    by: Actor, matter_code: str, party: PartyDraft, occurred_on: date, place: str, story: str
) -> Case:
    """Keep the case; its one number is that of the decision.

    Raises:
        NotCompetent, NotFound: as for `penalize_on_the_spot`.
    """
    organization = casework.own_organization(by)
    matter = casework.matter_of(by, matter_code)
    case = Case(
        organization=organization,
        division_code=organization.division.code,
        matter=matter,
        party=keep_party(by, party),
        handler_id=by.person_id,
        procedure=Procedure.SUMMARY,
        source=CaseSource.PATROL,
        title=matter.name[:200] if matter else "",
        story=checked_text(_("基本情况"), story, STORY_LENGTH, least=0),
        place=checked_text(_("违法地点"), place, PLACE_LENGTH),
        discovered_on=by.today,
        occurred_on=occurred_on,
        ended_on=occurred_on,
        registered_at=by.moment,
        changed_at=by.moment,
    )
    check_competence(case)
    case.clue_number = take_number(by, case, PAPERS[DocumentKind.SUMMARY_DECISION].mark)
    case.save()
    return case


def _put_on_case(by: Actor, case: Case, officer_ids: Sequence[int]) -> None:
    """Let these officers have acted, the actor in the lead.

    Raises:
        NotOfTheOrgan: somebody holds no post in the organ.
    """
    staff = casework.staff(by, case.organization_id, officer_ids)
    for person_id in officer_ids:
        if person_id not in staff:
            raise NotOfTheOrgan(person=person_id, organization=case.organization.name)
    CaseOfficer.objects.bulk_create(
        CaseOfficer(case=case, person=person, is_lead=key == by.person_id, assigned_at=by.moment)
        for key, person in staff.items()
    )


def _photograph(by: Actor, case: Case, photos: Sequence[Photo]) -> list[int]:
    """Keep what was photographed; the hash of each is in the journal from now on."""
    kept = []
    for number, photo in enumerate(photos, 1):
        file = store_file(photo.content, photo.media_type, by.moment, name=photo.filename)
        evidence = Evidence.objects.create(
            case=case,
            number=number,
            kind=EvidenceKind.AUDIOVISUAL,
            title=_("现场照片 %(number)s") % {"number": number},
            obtained_on=by.today,
            place=case.place,
            file=file,
            filename=photo.filename[:200],
            recorded_by_name=by.name,
            recorded_at=by.moment,
        )
        steps.tell(
            by,
            case,
            events.EvidenceCollected,
            kind=str(EvidenceKind.AUDIOVISUAL),
            has_file=True,
            file_sha256=file.sha256,
        )
        kept.append(evidence.pk)
    return kept


def _determine(
    by: Actor, case: Case, facts: Mapping[str, Any], evidence_ids: list[int]
) -> Determination:
    """Record the facts as the officers saw them, and what they lead to."""
    benchmark = applicable.applicable_benchmark(by, case, facts)
    determination, _decision = record_determination(by, benchmark, facts, case.occurred_on)
    CaseFact.objects.bulk_create(
        CaseFact(
            case=case,
            key=key,
            value=value,
            evidence_ids=evidence_ids,
            recorded_by_id=by.own_person_id,
            recorded_by_name=by.name,
            recorded_at=by.moment,
        )
        for key, value in determination.facts.items()
    )
    return determination


def _hand_over(by: Actor, case: Case, document: Document) -> None:
    """Let the decision take effect: the party has it in hand. Law: 行政处罚法 第五十二条."""
    decision = PenaltyDecision.objects.create(
        case=case,
        determination=case.determination,
        number=document.number,
        decided_at=by.moment,
        decided_by_name=by.name,
        served_at=by.moment,
    )
    Service.objects.create(
        case=case,
        document=document,
        way=ServiceWay.DIRECT,
        served_on=by.today,
        receiver=case.party.name if case.party else "",
        recorded_at=by.moment,
    )
    steps.move(by, case, CaseState.SERVED)
    duties: dict[str, date] = {
        Concern.SUMMARY_REPORT: by.today,
        **duties_of_service(decision, by.today),
    }
    clocks.oblige_each(by, case, duties)


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十二条第三款")
def report_on_the_spot(by: Actor, *, case_id: int) -> Case:
    """Report a penalty on the spot to the organ.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it has ended.
        NothingPending: it was not imposed on the spot, or has been reported.
    """
    case = steps.begin(
        by,
        case_id,
        _("当场处罚报备"),
        CaseState.SERVED,
        CaseState.ENFORCEMENT,
        CaseState.EXECUTED,
        even_suspended=True,
    )
    if not clocks.meet(by, case, Concern.SUMMARY_REPORT):
        raise NothingPending(name=case.organization.name, moment=case.changed_at)
    steps.tell(by, case, events.PenaltyReported)
    return case
