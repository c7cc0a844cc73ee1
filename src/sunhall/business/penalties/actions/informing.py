"""Telling the party what is proposed, and hearing what it says."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, Concern, DocumentKind
from sunhall.business.penalties.errors import NothingPending, NotServed, StepNotAllowed
from sunhall.business.penalties.models import Case, Notice, Statement
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.applicable import determination_of
from sunhall.business.penalties.queries.safeguards import needs_hearing
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.papers import NO_WORDS
from sunhall.business.penalties.rules.plausible import checked_text
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound

STATEMENT_LENGTH, REPLY_LENGTH = 5_000, 2_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十四条、第六十三条")
def issue_notice(by: Actor, *, case_id: int, wording: Mapping[str, str] = NO_WORDS) -> Notice:
    """Write the prior notice; whether it tells of a hearing follows from what is proposed.

    It takes effect when it is served.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is proposed, or it has been written already.
        SheetIncomplete: no penalty is proposed, or the case lacks what a notice must say.
        WordingTooLong: the officer worded more than the notice holds.
    """
    case = steps.begin(by, case_id, _("事先告知"), CaseState.PROPOSED)
    made = determination_of(case)
    if case.notices.filter(determination=made).exists():
        raise StepNotAllowed(
            number=case.number,
            state=case.get_state_display(),
            step=_("事先告知"),
            way_out=_("告知书已经制作，请送达。"),
        )
    tells_hearing = needs_hearing(case, made)
    document = make_document(by, case, DocumentKind.PRIOR_NOTICE, wording=wording)
    notice = Notice.objects.create(
        case=case,
        determination=made,
        number=document.number,
        tells_hearing=tells_hearing,
        issued_at=by.moment,
    )
    steps.tell(
        by,
        case,
        events.NoticeIssued,
        fine_yuan=made.fine_yuan or NOTHING,
        needs_hearing=tells_hearing,
        tells_hearing=tells_hearing,
    )
    return notice


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十五条")
def record_statement(by: Actor, *, case_id: int, text: str) -> Statement:
    """Write down what the party says in its defense.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the party has not been told, or it is decided.
        TextRefused: it says nothing, or more than there is room for.
    """
    case = steps.begin(by, case_id, _("记录陈述申辩"), CaseState.INFORMED)
    statement = Statement.objects.create(
        case=case,
        notice=served_notice(case),
        text=checked_text(_("陈述申辩内容"), text, STATEMENT_LENGTH),
        received_at=by.moment,
    )
    steps.tell(by, case, events.StatementReceived)
    return statement


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十五条第一款")
def review_statement(by: Actor, *, statement_id: int, is_adopted: bool, reply: str) -> Statement:
    """Say what the organ makes of a statement, and why.

    Raises:
        NotFound: no such statement in the actor's organization.
        StepNotAllowed: the case is decided.
        NothingPending: it has been reviewed.
        TextRefused: it is not said why.
    """
    rows = Statement.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=statement_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Statement._meta.verbose_name), statement_id)
    case = steps.begin(by, case_id, _("复核陈述申辩"), CaseState.INFORMED)
    statement = rows.get(pk=statement_id)
    if statement.reviewed_at is not None:
        raise NothingPending(name=by.organization_name, moment=statement.reviewed_at)
    statement.is_adopted = is_adopted
    statement.reply = checked_text(_("复核意见"), reply, REPLY_LENGTH)
    statement.reviewed_at = by.moment
    statement.save()
    make_document(by, case, DocumentKind.STATEMENT_REVIEW)
    steps.tell(by, case, events.StatementReviewed, is_adopted=is_adopted)
    return statement


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十二条")
def waive_rights(by: Actor, *, case_id: int) -> Notice:
    """Note that the party expressly gives up its defense and its hearing.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the party has not been told, or it is decided.
    """
    case = steps.begin(by, case_id, _("当事人放弃权利"), CaseState.INFORMED)
    notice = served_notice(case)
    notice.waived_at = by.moment
    notice.save(update_fields=["waived_at"])
    clocks.meet(by, case, Concern.HEARING_REQUEST, subject_id=notice.pk)
    steps.tell(by, case, events.RightsWaived)
    return notice


def served_notice(case: Case) -> Notice:
    """Return the last notice that has reached the party.

    Raises:
        NotServed: there is none.
    """
    notice = case.notices.filter(served_at__isnull=False).order_by("-pk").first()
    if notice is None:
        raise NotServed(document=DocumentKind.PRIOR_NOTICE.label)
    return notice
