"""Orders to correct a violation, and the check whether it was corrected."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, Concern, DocumentKind
from sunhall.business.penalties.errors import NoMatter, NoParty, RecheckedAlready
from sunhall.business.penalties.models import Rectification
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.plausible import check_day, checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound

ORDERED = (CaseState.CLUE, *UNDER_INVESTIGATION, CaseState.DECIDED, CaseState.SERVED)
LONGEST = timedelta(days=366)
DEMAND_LENGTH = 2_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第二十八条第一款")
def order_rectification(by: Actor, *, case_id: int, demand: str, due_date: date) -> Rectification:
    """Order a party to correct its violation by a day; within 5 working days it is rechecked.

    It may be ordered on the spot, while the clue is still verified.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the case has ended.
        NoMatter, NoParty: nobody has said what it is about, or whom it is against.
        DayRefused: the day is past, or more than a year ahead.
        TextRefused: it is not said what is to be corrected.
    """
    case = steps.begin(by, case_id, _("责令改正"), *ORDERED, even_suspended=True)
    if case.matter is None:
        raise NoMatter()
    if case.party is None:
        raise NoParty()
    check_day(due_date, first=by.today, last=by.today + LONGEST)
    rectification = Rectification.objects.create(
        case=case,
        demand=checked_text(_("改正要求"), demand, DEMAND_LENGTH),
        due_date=due_date,
        ordered_at=by.moment,
    )
    clocks.oblige(by, case, Concern.RECHECK, start_date=due_date, subject_id=rectification.pk)
    steps.change(by, case)
    make_document(by, case, DocumentKind.RECTIFICATION_ORDER)
    steps.tell(by, case, events.RectificationOrdered, due_date=due_date)
    return rectification


@action(Permission.CASE_HANDLE, law="行政处罚法 第二十八条第一款")
def recheck_rectification(
    by: Actor, *, rectification_id: int, is_corrected: bool, result: str
) -> Rectification:
    """Write down whether a violation was corrected.

    Raises:
        NotFound: no such order in the actor's organization.
        RecheckedAlready: it has been checked.
        TextRefused: it is not said what was seen.
    """
    rows = Rectification.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=rectification_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Rectification._meta.verbose_name), rectification_id)
    case = steps.begin(by, case_id, _("复查改正情况"), even_suspended=True)
    rectification = rows.select_for_update(of=("self",)).get(pk=rectification_id)
    if rectification.rechecked_at is not None:
        raise RecheckedAlready(moment=timezone.localtime(rectification.rechecked_at))
    rectification.rechecked_at = by.moment
    rectification.is_corrected = is_corrected
    rectification.result = checked_text(_("复查情况"), result, DEMAND_LENGTH)
    rectification.save(update_fields=["rechecked_at", "is_corrected", "result"])
    clocks.meet(by, case, Concern.RECHECK, subject_id=rectification.pk)
    steps.change(by, case)
    steps.tell(by, case, events.RectificationRechecked, is_corrected=is_corrected)
    return rectification
