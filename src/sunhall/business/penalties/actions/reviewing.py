"""Legal review and deliberation of what is proposed."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, DocumentKind
from sunhall.business.penalties.models import Deliberation, LegalReview
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.applicable import determination_of
from sunhall.business.penalties.rules.plausible import check_day, checked_text
from sunhall.directory import queries as directory
from sunhall.directory.rules.fields import LEGAL_PROFESSION
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor

OPINION_LENGTH, MINUTES_LENGTH, LINE_LENGTH = 2_000, 10_000, 500


@action(Permission.CASE_REVIEW, law="行政处罚法 第五十八条")
def give_legal_review(by: Actor, *, case_id: int, is_passed: bool, opinion: str) -> LegalReview:
    """Say whether what is proposed is lawful.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is proposed, or it is decided.
        TextRefused: there is no opinion.
    """
    case = steps.begin(by, case_id, _("法制审核"), CaseState.PROPOSED, CaseState.INFORMED)
    is_first = not LegalReview.objects.filter(reviewer_id=by.own_person_id).exists()
    review = LegalReview.objects.create(
        case=case,
        determination=determination_of(case),
        reviewer_id=by.own_person_id,
        is_passed=is_passed,
        opinion=checked_text(_("审核意见"), opinion, OPINION_LENGTH),
        reviewed_at=by.moment,
    )
    make_document(by, case, DocumentKind.LEGAL_REVIEW_OPINION)
    steps.tell(
        by,
        case,
        events.LegalReviewGiven,
        passed=is_passed,
        reviewer_is_officer=case.officers.filter(person_id=by.own_person_id).exists(),
        reviewer_is_licensed=directory.is_qualified(by.own_person_id, by.today, LEGAL_PROFESSION),
        is_first_review=is_first,
    )
    return review


@action(Permission.CASE_APPROVE, law="行政处罚法 第五十七条第二款")
def record_deliberation(
    by: Actor, *, case_id: int, held_on: date, attendees: str, minutes: str, conclusion: str
) -> Deliberation:
    """Keep how the heads of the organ deliberated on what is proposed.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is proposed, or it is decided.
        DayRefused: the day lies ahead, or before what is proposed.
        TextRefused: somebody or something is missing.
    """
    case = steps.begin(by, case_id, _("集体讨论"), CaseState.PROPOSED, CaseState.INFORMED)
    made = determination_of(case)
    check_day(held_on, first=timezone.localdate(made.determined_at), last=by.today)
    deliberation = Deliberation.objects.create(
        case=case,
        determination=made,
        held_on=held_on,
        attendees=checked_text(_("参加人员"), attendees, LINE_LENGTH),
        minutes=checked_text(_("讨论记录"), minutes, MINUTES_LENGTH),
        conclusion=checked_text(_("结论"), conclusion, LINE_LENGTH),
        recorded_at=by.moment,
    )
    make_document(by, case, DocumentKind.DELIBERATION_RECORD)
    steps.tell(by, case, events.DeliberationHeld)
    return deliberation
