"""Evidence: collected, and the records of inquiries and inspections."""

from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import steps
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, DocumentKind, EvidenceKind
from sunhall.business.penalties.errors import DayRefused, DeviceNotReviewed, FileEmpty
from sunhall.business.penalties.models import Case, Document, Evidence
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import casework
from sunhall.business.penalties.rules.plausible import check_choice, check_day, checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.business.penalties.rules.proceedings import Record, Respondent, Turn
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.files import store_file
from sunhall.kernel.models import StoredFile

COLLECTED = (CaseState.CLUE, *UNDER_INVESTIGATION)
TITLE_LENGTH, PLACE_LENGTH, PROVIDER_LENGTH, TEXT_LENGTH = 200, 200, 100, 10_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十六条")
def add_evidence(
    by: Actor,
    *,
    case_id: int,
    kind: str,
    title: str,
    obtained_on: date,
    description: str = "",
    place: str = "",
    provider: str = "",
    content: bytes | None = None,
    filename: str = "",
    media_type: str = "",
    is_from_device: bool = False,
    is_reviewed: bool = False,
) -> Evidence:
    """Put a piece of evidence on file; the hash of its file is in the journal from now on.

    Law: 行政处罚法 第四十一条, 第四十六条, 第四十七条.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it has been decided, or has ended.
        ChoiceRefused: there is no such kind.
        TextRefused: a text is missing or too long.
        DayRefused: the day lies ahead.
        FileEmpty: the file has no byte.
        DeviceNotReviewed: a monitoring device's record has not been reviewed.
    """
    case = steps.begin(by, case_id, _("登记证据"), *COLLECTED, even_suspended=True)
    check_choice(_("证据种类"), kind, EvidenceKind.values)
    check_day(obtained_on, last=by.today)
    name = checked_text(_("证据名称"), title, TITLE_LENGTH)
    if is_from_device and not is_reviewed:
        raise DeviceNotReviewed(title=name)
    if content is not None and not content:
        raise FileEmpty(title=name)
    evidence = Evidence(
        kind=kind,
        title=name,
        description=checked_text(_("证明内容"), description, TEXT_LENGTH, least=0),
        obtained_on=obtained_on,
        place=checked_text(_("取得地点"), place, PLACE_LENGTH, least=0),
        provider=checked_text(_("提供人"), provider, PROVIDER_LENGTH, least=0),
        file=_stored(by, content, media_type, filename or name),
        filename=checked_text(_("文件名"), filename, TITLE_LENGTH, least=0),
        is_from_device=is_from_device,
        is_reviewed=is_reviewed,
    )
    return _keep(by, case, evidence)


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十五条")
def record_inquiry(
    by: Actor,
    *,
    case_id: int,
    place: str,
    began_at: datetime,
    ended_at: datetime,
    respondent: Respondent,
    turns: tuple[Turn, ...],
    is_of_party: bool = True,
    recorder: str = "",
    witnesses: tuple[str, ...] = (),
    refusal: str = "",
) -> tuple[Document, Evidence]:
    """Write the record of an inquiry (询问笔录); it is evidence at once.

    It is the party's statement, or else a testimony. `refusal` says why it is not signed.

    Law: 行政处罚法 第四十六条, 第五十五条.

    Raises:
        NotFound, StepNotAllowed, TextRefused: as for other evidence.
        DayRefused: it ended before it began, or lies ahead.
        SheetIncomplete: it lacks who was asked, what was said, or the officers.
    """
    record = Record(
        place=checked_text(_("地点"), place, PLACE_LENGTH),
        began_at=timezone.localtime(began_at),
        ended_at=timezone.localtime(ended_at),
        recorder=recorder,
        respondent=respondent,
        turns=turns,
        witnesses=witnesses,
        refusal=refusal,
    )
    kind = EvidenceKind.PARTY_STATEMENT if is_of_party else EvidenceKind.TESTIMONY
    return _record(by, case_id, DocumentKind.INQUIRY_RECORD, kind, record, respondent.name)


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十五条")
def record_inspection(
    by: Actor,
    *,
    case_id: int,
    place: str,
    began_at: datetime,
    ended_at: datetime,
    findings: str,
    recorder: str = "",
    witnesses: tuple[str, ...] = (),
    attachments: tuple[str, ...] = (),
    refusal: str = "",
) -> tuple[Document, Evidence]:
    """Write the record of an inspection of the place (现场检查笔录); it is evidence at once.

    Law: 行政处罚法 第四十六条, 第五十五条.

    Raises:
        NotFound, StepNotAllowed, TextRefused: as for other evidence.
        DayRefused: it ended before it began, or lies ahead.
        SheetIncomplete: it lacks what was found, or the officers.
    """
    record = Record(
        place=checked_text(_("地点"), place, PLACE_LENGTH),
        began_at=timezone.localtime(began_at),
        ended_at=timezone.localtime(ended_at),
        recorder=recorder,
        findings=checked_text(_("检查情况"), findings, TEXT_LENGTH),
        witnesses=witnesses,
        attachments=attachments,
        refusal=refusal,
    )
    kind = EvidenceKind.SITE_RECORD
    return _record(by, case_id, DocumentKind.INSPECTION_RECORD, kind, record)


def _record(
    by: Actor,
    case_id: int,
    paper: DocumentKind,
    kind: EvidenceKind,
    record: Record,
    provider: str = "",
) -> tuple[Document, Evidence]:
    case = steps.begin(by, case_id, str(paper.label), *COLLECTED, even_suspended=True)
    ended_at = record.ended_at or record.began_at
    if not record.began_at <= ended_at <= by.moment:
        raise DayRefused(date=ended_at, first=record.began_at, last=timezone.localtime(by.moment))
    check_day(record.began_at.date(), last=by.today)
    document = make_document(by, case, paper, record=record)
    with translation.override(DOCUMENTS_LANGUAGE):
        title = str(paper.label)
    evidence = Evidence(
        kind=kind,
        title=title,
        obtained_on=record.began_at.date(),
        place=record.place,
        provider=provider[:PROVIDER_LENGTH],
    )
    return document, _keep(by, case, evidence)


def _stored(by: Actor, content: bytes | None, media_type: str, name: str) -> StoredFile | None:
    return None if content is None else store_file(content, media_type, by.moment, name=name)


def _keep(by: Actor, case: Case, evidence: Evidence) -> Evidence:
    evidence.case = case
    evidence.number = casework.next_evidence_number(case)
    evidence.recorded_by_name = by.name
    evidence.recorded_at = by.moment
    evidence.save(force_insert=True)
    steps.change(by, case)
    steps.tell(
        by,
        case,
        events.EvidenceCollected,
        kind=evidence.kind,
        has_file=evidence.file_id is not None,
        file_sha256=evidence.file_id or "",
    )
    return evidence
