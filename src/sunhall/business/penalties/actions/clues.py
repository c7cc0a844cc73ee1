"""A clue: registered, described, verified, and filed as a case or not."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant, worded
from sunhall.business.penalties.actions.officers import put_on_case, staff_of
from sunhall.business.penalties.actions.papers import make_document, take_number
from sunhall.business.penalties.actions.parties import keep_party
from sunhall.business.penalties.choices import (
    ApprovalKind,
    CaseSource,
    CaseState,
    Concern,
    DocumentKind,
    NoFilingReason,
)
from sunhall.business.penalties.errors import (
    NoMatter,
    NoParty,
    NotCompetent,
)
from sunhall.business.penalties.models import Approval, Case, CaseOfficer
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import casework
from sunhall.business.penalties.queries.standards import decision_limit
from sunhall.business.penalties.rules.marks import CASE_MARK, CLUE_MARK
from sunhall.business.penalties.rules.parties import PartyDraft
from sunhall.business.penalties.rules.plausible import check_choice, check_day, checked_text
from sunhall.business.penalties.rules.proceedings import Ending
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor

TITLE_LENGTH, PLACE_LENGTH, STORY_LENGTH = 200, 200, 5_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十四条")
def register_clue(
    by: Actor,
    *,
    source: str,
    title: str,
    discovered_on: date,
    occurred_on: date,
    ended_on: date | None = None,
    story: str = "",
    place: str = "",
    endangers_life: bool = False,
    matter_code: str = "",
    party: PartyDraft | None = None,
) -> Case:
    """Register a clue (线索); it is to be verified within 15 days.

    Without `ended_on` the violation still goes on. The actor leads until officers are assigned.

    Law: 行政处罚法 第五十四条; 住房和城乡建设行政处罚程序规定 第十五条.

    Raises:
        NotFound: the actor acts for no organization, or no matter has the code.
        ChoiceRefused: there is no such source.
        TextRefused: a text is missing or too long.
        DayRefused: it happened after it was discovered, or lies ahead.
        IdentifierRefused: the party's number breaks the national standard.
    """
    check_choice(_("案件来源"), source, CaseSource.values)
    _check_days(by, discovered_on, occurred_on, ended_on)
    case = _opened(by)
    case.source = source
    case.title = checked_text(_("案由"), title, TITLE_LENGTH)
    case.story = checked_text(_("基本情况"), story, STORY_LENGTH, least=0)
    case.place = checked_text(_("违法地点"), place, PLACE_LENGTH, least=0)
    case.matter = casework.matter_of(by, matter_code)
    case.discovered_on = discovered_on
    case.occurred_on = occurred_on
    case.ended_on = ended_on
    case.endangers_life = endangers_life
    if party is not None:
        case.party = keep_party(by, party)
    case.clue_number = take_number(by, case, CLUE_MARK)
    case.save()
    if by.person_id is not None:
        lead = CaseOfficer(person_id=by.person_id, is_lead=True, assigned_at=by.moment)
        case.officers.add(lead, bulk=False)
    clocks.oblige(by, case, Concern.VERIFICATION, start_date=by.today)
    steps.tell(
        by,
        case,
        events.ClueRegistered,
        evidence_count=0,
        is_matched=case.matter is not None,
        earlier_refusals=casework.earlier_refusals(case, by.today),
    )
    return case


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十四条")
def describe_clue(
    by: Actor,
    *,
    case_id: int,
    title: str | None = None,
    story: str | None = None,
    place: str | None = None,
    discovered_on: date | None = None,
    occurred_on: date | None = None,
    ended_on: date | None = None,
    goes_on: bool = False,
    endangers_life: bool | None = None,
    matter_code: str | None = None,
    party: PartyDraft | None = None,
) -> Case:
    """Write down what more is known of a clue; what is `None` stays as it is.

    With `goes_on` the violation has not ended after all.

    Raises:
        NotFound: no such clue in the actor's organization, or no matter has the code.
        StepNotAllowed: it is no longer being verified; of a filed case `correct_party` corrects
            the party, and recorded facts the rest.
        TextRefused, DayRefused, IdentifierRefused: as for a new clue.
    """
    case = steps.begin(by, case_id, _("补充线索"), CaseState.CLUE)
    days = {"discovered_on": discovered_on, "occurred_on": occurred_on, "ended_on": ended_on}
    changes: dict[str, Any] = {name: day for name, day in days.items() if day is not None}
    if goes_on:
        changes["ended_on"] = None
    if title is not None:
        changes["title"] = checked_text(_("案由"), title, TITLE_LENGTH)
    if story is not None:
        changes["story"] = checked_text(_("基本情况"), story, STORY_LENGTH, least=0)
    if place is not None:
        changes["place"] = checked_text(_("违法地点"), place, PLACE_LENGTH, least=0)
    if endangers_life is not None:
        changes["endangers_life"] = endangers_life
    if matter_code is not None:
        changes["matter"] = casework.matter_of(by, matter_code)
    if party is not None:
        changes["party"] = keep_party(by, party, case.party)
    told = {name: changes.get(name, getattr(case, name)) for name in days}
    _check_days(by, **told)
    steps.change(by, case, **changes)
    steps.tell(by, case, events.CaseDescribed, fields=tuple(sorted(changes)))
    return case


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十四条")
def ask_clue_extension(by: Actor, *, case_id: int, reason: str) -> Approval:
    """Ask for 10 more days to verify a clue.

    Law: 住房和城乡建设行政处罚程序规定 第十五条.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ExtendedAlready: the time has been extended before.
        TooLate: it has run out.
    """
    case = steps.begin(by, case_id, _("延长核查期限"), CaseState.CLUE)
    clocks.check_extendable(case, Concern.VERIFICATION, by.today)
    return ask(by, case, ApprovalKind.CLUE_EXTENSION, reason=checked_reason(reason))


@on_grant(ApprovalKind.CLUE_EXTENSION)
def extend_clue(by: Actor, case: Case, approval: Approval) -> None:
    """Give a clue 10 more days."""
    steps.check_state(case, _("延长核查期限"), CaseState.CLUE)
    clocks.check_extendable(case, Concern.VERIFICATION, by.today)
    clocks.extend(by, case, Concern.VERIFICATION)
    steps.tell(by, case, events.ClueExtended)


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十四条")
def ask_filing(by: Actor, *, case_id: int, reason: str, officer_ids: list[int]) -> Approval:
    """Ask that a clue be filed as a case, to be investigated by these officers.

    The actor leads if they are among the officers, else the first of them.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        NoMatter, NoParty: nobody has said what it is about, or whom it is against.
        NotCompetent: the matter is another field's.
        NotOfTheOrgan: an officer holds no post in the organ.
        LeadMissing: no officer is named.
    """
    case = steps.begin(by, case_id, _("报请立案"), CaseState.CLUE)
    check_competence(case)
    staff_of(by, case, officer_ids)
    lead_id = by.own_person_id if by.own_person_id in officer_ids else officer_ids[0]
    return ask(
        by,
        case,
        ApprovalKind.FILING,
        reason=checked_reason(reason),
        details={"officer_ids": list(officer_ids), "lead_id": lead_id},
    )


@on_grant(ApprovalKind.FILING)
def file_case(by: Actor, case: Case, approval: Approval) -> None:
    """File a clue as a case; the time to decide runs from this day. Law: 行政处罚法 第六十条."""
    steps.check_state(case, _("立案"), CaseState.CLUE)
    check_competence(case)
    put_on_case(by, case, approval.details["officer_ids"], approval.details["lead_id"])
    number = take_number(by, case, CASE_MARK)
    steps.move(by, case, CaseState.FILED, case_number=number, filed_at=by.moment)
    clocks.meet(by, case, Concern.VERIFICATION)
    limit = decision_limit(case.organization.domain_code).limit
    clocks.oblige(by, case, Concern.DECISION, start_date=by.today, limit=limit)
    make_document(by, case, DocumentKind.FILING_APPROVAL, wording={"reason": approval.reason})
    steps.tell(
        by,
        case,
        events.CaseFiled,
        registered_on=timezone.localdate(case.registered_at),
        first_evidence_on=casework.first_evidence_on(case),
        discovered_on=case.discovered_on,
        prescription_date=casework.last_day_to_discover(case),
        similar_fines=casework.similar_fines(case),
    )


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十四条第二款")
def ask_no_filing(by: Actor, *, case_id: int, reason_code: str, reason: str) -> Approval:
    """Ask that a clue not be filed; supervision looks at the reason.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ChoiceRefused: the law knows no such reason.
        TextRefused: no reason is given.
    """
    case = steps.begin(by, case_id, _("报请不予立案"), CaseState.CLUE)
    if reason_code:
        check_choice(_("不予立案事由"), reason_code, NoFilingReason.values)
    reason = checked_reason(reason)
    return ask(by, case, ApprovalKind.NO_FILING, reason=reason, reason_code=reason_code)


@on_grant(ApprovalKind.NO_FILING)
def refuse_to_file(by: Actor, case: Case, approval: Approval) -> None:
    """Say that a clue is no case."""
    steps.check_state(case, _("不予立案"), CaseState.CLUE)
    steps.move(by, case, CaseState.NOT_FILED, ended_at=by.moment)
    clocks.meet(by, case, Concern.VERIFICATION)
    ending = Ending(reason=worded(NoFilingReason, approval), ended_on=by.today)
    words = {"reason": approval.reason}
    make_document(by, case, DocumentKind.NO_FILING_APPROVAL, wording=words, ending=ending)
    steps.tell(
        by,
        case,
        events.CaseNotFiled,
        reason_code=approval.reason_code,
        reason_length=len(approval.reason),
        evidence_count=case.evidence.count(),
        is_matched=case.matter is not None,
        is_time_barred=casework.is_time_barred(case),
        earlier_refusals=casework.earlier_refusals(case, by.today),
    )


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十六条第二款")
def reconsider_clue(by: Actor, *, case_id: int, reason: str) -> Case:
    """Verify once more a clue that was not filed, from today.

    Raises:
        NotFound: no such clue in the actor's organization.
        StepNotAllowed: it was not turned down.
        TextRefused: no reason is given.
    """
    case = steps.begin(by, case_id, _("重新核查"), CaseState.NOT_FILED)
    steps.move(by, case, CaseState.CLUE, ended_at=None)
    clocks.oblige(by, case, Concern.VERIFICATION, start_date=by.today)
    steps.tell(by, case, events.ClueReconsidered, reason=checked_reason(reason))
    return case


def _opened(by: Actor) -> Case:
    """Return a case of the actor's organization that begins now, not saved yet."""
    organization = casework.own_organization(by)
    return Case(
        organization=organization,
        division_code=organization.division.code,
        handler_id=by.person_id,
        registered_at=by.moment,
        changed_at=by.moment,
    )


def check_competence(case: Case) -> None:
    """Refuse a case without a matter or a party, or of another field.

    Raises:
        NoMatter, NoParty: it is not known what it is about, or whom it is against.
        NotCompetent: the organ has no power over the matter.
    """
    if case.matter is None:
        raise NoMatter()
    if case.party is None:
        raise NoParty()
    if not casework.is_competent(case.organization, case.matter):
        raise NotCompetent(
            organization=case.organization.name,
            matter=case.matter.code,
            owner=case.matter.organization.name,
        )


def _check_days(by: Actor, discovered_on: date, occurred_on: date, ended_on: date | None) -> None:
    check_day(discovered_on, last=by.today)
    check_day(occurred_on, last=discovered_on)
    if ended_on is not None:
        check_day(ended_on, first=occurred_on, last=by.today)
