"""Who handles a case: assigned, relieved, tied to a party, asked to stand aside."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, DocumentKind
from sunhall.business.penalties.errors import (
    AlreadyAsked,
    LeadMissing,
    NotAnOfficer,
    NothingPending,
    NotOfTheOrgan,
    OwnRequest,
    RecusedBefore,
)
from sunhall.business.penalties.models import Case, CaseOfficer, InterestDeclaration, Recusal
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import casework
from sunhall.business.penalties.rules.plausible import checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.business.penalties.rules.proceedings import Recusal as RecusalOnPaper
from sunhall.directory.models import Person
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.events import announce

HANDLED = (
    CaseState.CLUE,
    *UNDER_INVESTIGATION,
    CaseState.DECIDED,
    CaseState.SERVED,
    CaseState.ENFORCEMENT,
)
REASON_LENGTH, NAME_LENGTH, IDENTIFIER_LENGTH = 500, 100, 30


@action(Permission.CASE_VIEW, law="行政处罚法 第四十二条")
def assign_officers(
    by: Actor, *, case_id: int, person_ids: Sequence[int], lead_id: int, reason: str = ""
) -> Case:
    """Say who handles a case; whoever is not named is relieved of it.

    It is for the head of the organ, and for the officer who leads the case.

    Raises:
        Forbidden: the actor is neither.
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is left to be handled.
        NotOfTheOrgan: somebody holds no post in the organ.
        RecusedBefore: somebody stood aside in this case.
        LeadMissing: the lead is none of them.
    """
    case = steps.begin(by, case_id, _("指派承办人员"), *HANDLED, even_suspended=True)
    leads = by.may(Permission.CASE_HANDLE) and case.handler_id == by.person_id
    if not (leads or by.may(Permission.CASE_APPROVE)):
        raise Forbidden(Permission.CASE_APPROVE)
    staff_of(by, case, person_ids)
    put_on_case(by, case, person_ids, lead_id, checked_text(_("理由"), reason, 200, least=0))
    steps.tell(by, case, events.OfficersAssigned)
    return case


def staff_of(by: Actor, case: Case, person_ids: Sequence[int]) -> dict[int, Person]:
    """Return the persons who are to handle a case, by their keys.

    Raises:
        LeadMissing: nobody is named.
        NotOfTheOrgan: somebody holds no post in the organ.
        RecusedBefore: somebody stood aside in this case.
    """
    if not person_ids:
        raise LeadMissing()
    persons = casework.staff(by, case.organization_id, person_ids)
    for person_id in person_ids:
        if person_id not in persons:
            raise NotOfTheOrgan(person=person_id, organization=case.organization.name)
    recused = case.recusals.filter(is_granted=True, person_id__in=person_ids)
    first = recused.select_related("person").first()
    if first is not None:
        raise RecusedBefore(name=first.person.name)
    return persons


def put_on_case(
    by: Actor, case: Case, person_ids: Sequence[int], lead_id: int, reason: str = ""
) -> None:
    """Let these handle a case, one of them in the lead, and nobody else.

    Raises:
        LeadMissing: the lead is none of them.
        NotOfTheOrgan, RecusedBefore: as for `staff_of`.
    """
    if lead_id not in person_ids:
        raise LeadMissing()
    persons = staff_of(by, case, person_ids)
    present = {one.person_id: one for one in case.officers.filter(removed_at__isnull=True)}
    gone = [one.pk for key, one in present.items() if key not in persons]
    case.officers.filter(pk__in=gone).update(
        removed_at=by.moment, removal_reason=reason, is_lead=False
    )
    case.officers.filter(removed_at__isnull=True).update(is_lead=False)
    CaseOfficer.objects.bulk_create(
        CaseOfficer(case=case, person=persons[key], assigned_at=by.moment)
        for key in dict.fromkeys(person_ids)
        if key not in present
    )
    case.officers.filter(removed_at__isnull=True, person_id=lead_id).update(is_lead=True)
    steps.change(by, case, handler=persons[lead_id])


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十三条第一款")
def declare_interest(by: Actor, *, party_identifier: str, relation: str) -> InterestDeclaration:
    """Declare one's own tie to a party; declaring it again changes nothing.

    Raises:
        TextRefused: the party's number or the tie is missing.
    """
    identifier = checked_text(_("证件号码"), party_identifier, IDENTIFIER_LENGTH).upper()
    declaration, is_new = InterestDeclaration.objects.get_or_create(
        person_id=by.own_person_id,
        party_identifier=identifier,
        defaults={
            "relation": checked_text(_("关系"), relation, NAME_LENGTH),
            "declared_at": by.moment,
        },
    )
    if is_new:
        event = events.InterestDeclared(
            subject_id=by.own_person_id,
            party_identifier=identifier,
            relation=declaration.relation,
        )
        announce(by, event)
    return declaration


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十三条第二款")
def ask_recusal(by: Actor, *, case_id: int, person_id: int, asked_by: str, reason: str) -> Recusal:
    """Note that somebody asks an officer to stand aside; the investigation goes on meanwhile.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it is not under investigation.
        NotAnOfficer: the person does not handle the case.
        AlreadyAsked: it has been asked, and not answered yet.
        TextRefused: it is not said who asks, or why.
    """
    case = steps.begin(by, case_id, _("提出回避"), *UNDER_INVESTIGATION, even_suspended=True)
    if not case.officers.filter(person_id=person_id, removed_at__isnull=True).exists():
        raise NotAnOfficer(person=person_id)
    waiting = case.recusals.filter(person_id=person_id, is_granted__isnull=True).first()
    if waiting is not None:
        raise AlreadyAsked(kind=_("回避"), moment=timezone.localtime(waiting.asked_at))
    recusal = Recusal.objects.create(
        case=case,
        person_id=person_id,
        asked_by=checked_text(_("提出人"), asked_by, NAME_LENGTH),
        reason=checked_text(_("理由"), reason, REASON_LENGTH),
        asked_at=by.moment,
    )
    steps.tell(by, case, events.RecusalAsked)
    return recusal


@action(Permission.CASE_APPROVE, law="行政处罚法 第四十三条第三款")
def decide_recusal(by: Actor, *, recusal_id: int, is_granted: bool, reply: str = "") -> Recusal:
    """Answer a request for recusal; a granted one relieves the officer of the case.

    Who leads instead, where the lead stood aside, is the officer longest on the case.

    Raises:
        NotFound: no such request in the actor's organization.
        NothingPending: it has been answered.
        OwnRequest: the actor is the officer.
    """
    rows = Recusal.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=recusal_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Recusal._meta.verbose_name), recusal_id)
    case = steps.begin(by, case_id, _("决定回避"), even_suspended=True)
    recusal = rows.select_related("person").select_for_update(of=("self",)).get(pk=recusal_id)
    if recusal.is_granted is not None:
        raise NothingPending(name=recusal.decided_by_name, moment=recusal.decided_at)
    if recusal.person_id == by.person_id:
        raise OwnRequest(name=by.name)
    reply = checked_text(_("答复"), reply, REASON_LENGTH, least=0)
    recusal.is_granted = is_granted
    recusal.decided_by_name = by.name
    recusal.decided_at = by.moment
    recusal.save()
    if is_granted:
        _relieve(by, case, recusal)
    make_document(by, case, DocumentKind.RECUSAL_DECISION, recusal=_on_paper(by, recusal, reply))
    steps.tell(by, case, events.RecusalDecided, is_granted=is_granted)
    return recusal


def _relieve(by: Actor, case: Case, recusal: Recusal) -> None:
    present = case.officers.filter(removed_at__isnull=True)
    present.filter(person_id=recusal.person_id).update(
        removed_at=by.moment, removal_reason=recusal.reason[:200], is_lead=False
    )
    if case.handler_id == recusal.person_id:
        successor = present.select_related("person").order_by("pk").first()
        if successor is not None:
            present.filter(pk=successor.pk).update(is_lead=True)
        steps.change(by, case, handler=successor.person if successor else None)


def _on_paper(by: Actor, recusal: Recusal, reply: str) -> RecusalOnPaper:
    return RecusalOnPaper(
        person=recusal.person.name,
        post=casework.title_of(by, recusal.case.organization_id, recusal.person_id),
        asked_by=recusal.asked_by,
        asked_on=timezone.localdate(recusal.asked_at),
        reason=recusal.reason,
        is_granted=bool(recusal.is_granted),
        decided_reason=reply,
    )
