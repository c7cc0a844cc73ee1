"""Documents reach the party, and what follows from that."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    DecisionStatus,
    DocumentKind,
    ServiceWay,
)
from sunhall.business.penalties.errors import (
    DecisionReplaced,
    NoConsent,
    NotForTheParty,
    NotServed,
    ServedAlready,
)
from sunhall.business.penalties.models import Case, Document, Enforcement, PenaltyDecision, Service
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.particulars import issued_paper
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.periods import MONTHS_TO_SUE, months_after
from sunhall.business.penalties.rules.plausible import check_choice, check_day, checked_text
from sunhall.business.penalties.rules.proceedings import Service as ServiceOnPaper
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.errors import NotFound
from sunhall.kernel.files import store_file

NAME_LENGTH, NOTE_LENGTH = 100, 500
NOON = time(12)
"""The instant kept for a service on an earlier day: the hour is not recorded."""


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十一条")
def serve_document(
    by: Actor,
    *,
    document_id: int,
    way: str,
    served_on: date,
    receiver: str = "",
    note: str = "",
    content: bytes | None = None,
    filename: str = "",
    media_type: str = "application/octet-stream",
) -> Service:
    """Keep how a document reached the party and what proves it; what follows begins to run.

    Raises:
        NotFound: no such document in the actor's organization.
        NotForTheParty: it stays with the organ.
        ServedAlready: it has reached the party.
        NoConsent: the party has not agreed to electronic service.
        DecisionReplaced: another decision has taken its place.
        ChoiceRefused: there is no such way.
        DayRefused: the day lies ahead, or before the document was made.
    """
    rows = Document.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=document_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Document._meta.verbose_name), document_id)
    case = steps.begin(by, case_id, _("送达"), even_suspended=True)
    document = rows.defer("sheet").get(pk=document_id)
    _check_service(by, case, document, way, served_on)
    service = Service.objects.create(
        case=case,
        document=document,
        way=way,
        served_on=served_on,
        receiver=checked_text(_("签收人"), receiver, NAME_LENGTH, least=0),
        note=checked_text(_("说明"), note, NOTE_LENGTH, least=0),
        proof=store_file(content, media_type, by.moment, name=filename) if content else None,
        recorded_at=by.moment,
    )
    consequence = CONSEQUENCES.get(DocumentKind(document.kind))
    if consequence:
        consequence(by, case, document, service)
    _write_receipt(by, case, document, service)
    _tell(by, case, document, service)
    return service


def _check_service(by: Actor, case: Case, document: Document, way: str, served_on: date) -> None:
    paper = PAPERS[DocumentKind(document.kind)]
    if not paper.is_served:
        raise NotForTheParty(document=paper.title)
    earlier = Service.objects.filter(document=document).first()
    if earlier is not None:
        raise ServedAlready(document=paper.title, date=earlier.served_on.isoformat())
    check_choice(_("送达方式"), way, ServiceWay.values)
    check_day(served_on, first=timezone.localdate(document.made_at), last=by.today)
    consents = case.party is not None and case.party.accepts_electronic_service
    if way == ServiceWay.ELECTRONIC and not consents:
        raise NoConsent()


def _write_receipt(by: Actor, case: Case, document: Document, service: Service) -> None:
    with translation.override(DOCUMENTS_LANGUAGE):
        way = str(ServiceWay(service.way).label)
    make_document(
        by,
        case,
        DocumentKind.SERVICE_RECEIPT,
        service=ServiceOnPaper(
            papers=(issued_paper(document),),
            recipient=case.party.name if case.party else "",
            way=way,
            place=case.party.address if case.party else "",
            served_at=service.served_on,
            receiver=service.receiver,
            note=service.note,
        ),
    )


def _serve_notice(by: Actor, case: Case, document: Document, service: Service) -> None:
    notice = case.notices.get(number=document.number)
    notice.served_at = moment_of(by, service.served_on)
    notice.save(update_fields=["served_at"])
    if notice.determination_id != case.determination_id:
        return
    steps.move(by, case, CaseState.INFORMED)
    if notice.tells_hearing:
        clocks.oblige(
            by,
            case,
            Concern.HEARING_REQUEST,
            start_date=service.served_on,
            subject_id=notice.pk,
        )


def _serve_decision(by: Actor, case: Case, document: Document, service: Service) -> None:
    decision = case.decisions.get(number=document.number)
    if decision.status != DecisionStatus.IN_FORCE:
        raise DecisionReplaced(number=decision.number)
    decision.served_at = moment_of(by, service.served_on)
    decision.save(update_fields=["served_at"])
    clocks.meet(by, case, Concern.SERVICE)
    if decision.determination is not None and case.state == CaseState.DECIDED:
        steps.move(by, case, CaseState.SERVED)
        clocks.oblige_each(by, case, duties_of_service(decision, service.served_on))


def duties_of_service(decision: PenaltyDecision, served_on: date) -> dict[str, date]:
    """Return what a served decision lets run, and from which day; nothing without a fine.

    The organ may ask the court when the time to sue is over.
    Law: 行政处罚法 第六十七条第三款; 行政强制法 第五十三条.
    """
    if decision.determination is None or not decision.determination.fine_yuan:
        return {}
    return {
        Concern.PAYMENT: served_on,
        Concern.ENFORCEMENT: months_after(served_on, MONTHS_TO_SUE),
    }


def _serve_exemption(by: Actor, case: Case, document: Document, service: Service) -> None:
    clocks.meet(by, case, Concern.SERVICE)


def _serve_urging(by: Actor, case: Case, document: Document, service: Service) -> None:
    Enforcement.objects.filter(case=case).update(urge_served_on=service.served_on)


CONSEQUENCES: dict[DocumentKind, Callable[[Actor, Case, Document, Service], None]] = {
    DocumentKind.PRIOR_NOTICE: _serve_notice,
    DocumentKind.DECISION: _serve_decision,
    DocumentKind.SUMMARY_DECISION: _serve_decision,
    DocumentKind.CORRECTION_DECISION: _serve_decision,
    DocumentKind.EXEMPTION_DECISION: _serve_exemption,
    DocumentKind.URGING_NOTICE: _serve_urging,
}
"""What follows when a document of a kind has reached the party."""

DECISIONS = (
    DocumentKind.DECISION,
    DocumentKind.SUMMARY_DECISION,
    DocumentKind.CORRECTION_DECISION,
)


def _tell(by: Actor, case: Case, document: Document, service: Service) -> None:
    if document.kind == DocumentKind.PRIOR_NOTICE:
        steps.tell(by, case, events.NoticeServed)
    elif document.kind in DECISIONS:
        steps.tell(by, case, events.DecisionServed, way=str(service.way))
    else:
        kind = str(document.kind)
        steps.tell(by, case, events.DocumentServed, kind=kind, way=str(service.way))


def decision_served_on(case: Case) -> date:
    """Return the day on which the decision in force reached the party.

    Raises:
        NotServed: it has not, or there is none.
    """
    rows = case.decisions.filter(status=DecisionStatus.IN_FORCE, served_at__isnull=False)
    served_at = next(iter(rows.values_list("served_at", flat=True)), None)
    if served_at is None:
        raise NotServed(document=DocumentKind.DECISION.label)
    return timezone.localdate(served_at)


def moment_of(by: Actor, day: date) -> datetime:
    """Return the instant kept for something of a day: this one, or noon of an earlier day."""
    if day == by.today:
        return by.moment
    return timezone.make_aware(datetime.combine(day, NOON))
