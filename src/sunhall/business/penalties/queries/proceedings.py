"""What happened in a case step by step, read for its documents."""

import re
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties.models import Case
from sunhall.business.penalties.models import Deliberation as DeliberationRow
from sunhall.business.penalties.models import Hearing as HearingRow
from sunhall.business.penalties.models import LegalReview as LegalReviewRow
from sunhall.business.penalties.models import Statement as StatementRow
from sunhall.business.penalties.queries.dues import due_of
from sunhall.business.penalties.rules.particulars import Citation
from sunhall.business.penalties.rules.proceedings import (
    Attendee,
    Deliberation,
    Hearing,
    Installment,
    LegalReview,
    Payment,
    Rectification,
    Statement,
    Turn,
)
from sunhall.directory.models import EnforcementQualification
from sunhall.directory.rules.fields import HEARING_HOST, LEGAL_PROFESSION
from sunhall.kernel.actor import Actor

HEARINGS_BEGIN = time(9)
"""The hour of a hearing; its day is arranged."""
ONE_DAY = timedelta(days=1)

_SPOKEN = re.compile(r"^\s*(?P<speaker>[^：:\n]{1,20})[：:](?P<words>.+)$")
_NAMES = re.compile(r"[、，,；;\s]+")


def turns_in(minutes: str) -> tuple[Turn, ...]:
    """Read minutes as who said what, a line each; a line without a speaker goes on."""
    turns: list[Turn] = []
    for line in filter(str.strip, minutes.splitlines()):
        spoken = _SPOKEN.match(line)
        if spoken:
            turns.append(Turn(speaker=spoken["speaker"].strip(), words=spoken["words"].strip()))
        elif turns:
            last = turns.pop()
            turns.append(Turn(speaker=last.speaker, words=f"{last.words}\n{line.strip()}"))
        else:
            turns.append(Turn(speaker=_("记录"), words=line.strip()))
    return tuple(turns)


def statement_section(case: Case) -> Statement | None:
    """Return what the party said last, and what became of it."""
    row = StatementRow.objects.filter(case=case).order_by("-pk").first()
    if row is None:
        return None
    verdicts = {None: "", True: _("予以采纳"), False: _("不予采纳")}
    return Statement(
        received_on=timezone.localdate(row.received_at),
        way=_("书面"),
        gist=row.text,
        verdict=verdicts[row.is_adopted],
        reasons=row.reply,
    )


def hearing_section(case: Case) -> Hearing | None:
    """Return the last hearing, arranged or held."""
    row = HearingRow.objects.filter(case=case).select_related("host").order_by("-pk").first()
    if row is None:
        return None
    return Hearing(
        asked_on=timezone.localdate(row.asked_at),
        held_at=datetime.combine(row.scheduled_on, HEARINGS_BEGIN) if row.scheduled_on else None,
        place=row.place,
        host=row.host.name if row.host else "",
        host_certificate=certificate_of(row.host_id, HEARING_HOST) if row.host_id else "",
        turns=turns_in(row.minutes),
    )


def certificate_of(person_id: int, scope: str) -> str:
    """Return the number of a person's last certificate in a field; empty if there is none."""
    rows = EnforcementQualification.objects.filter(person_id=person_id, scope=scope)
    number = rows.order_by("-pk").values_list("certificate_number", flat=True).first()
    return number or ""


def legal_review_section(case: Case) -> LegalReview | None:
    """Return the last legal review."""
    rows = LegalReviewRow.objects.filter(case=case).select_related("reviewer")
    row = rows.order_by("-pk").first()
    if row is None:
        return None
    return LegalReview(
        points=(),
        opinion=row.opinion,
        is_passed=row.is_passed,
        reviewer=row.reviewer.name,
        reviewer_license=certificate_of(row.reviewer_id, LEGAL_PROFESSION),
        reviewed_on=timezone.localdate(row.reviewed_at),
    )


def deliberation_section(case: Case) -> Deliberation | None:
    """Return the last deliberation."""
    row = DeliberationRow.objects.filter(case=case).order_by("-pk").first()
    if row is None:
        return None
    names = [name for name in _NAMES.split(row.attendees) if name]
    return Deliberation(
        held_at=row.held_on,
        place="",
        host=names[0] if names else "",
        recorder="",
        attendees=tuple(Attendee(role=_("参加人员"), name=name) for name in names),
        question=_("本案拟作出的处理决定。"),
        turns=turns_in(row.minutes),
        conclusion=row.conclusion,
    )


def payment_section(by: Actor, case: Case) -> Payment:
    """Return where the fine goes and, once there is a decision, how far it went."""
    if case.decided_at is None:
        return Payment(code=payment_code(case))
    due = due_of(by, case)
    last = case.payments.order_by("-pk").first()
    return Payment(
        code=payment_code(case),
        due_on=due.due_date,
        on_site_ground=last.get_ground_display() if last and last.ground else "",
        receipt_number=last.voucher if last else "",
        paid_yuan=due.paid_yuan + due.additional_paid_yuan or None,
        paid_on=last.paid_on if last else None,
        owed_yuan=due.left_yuan or None,
        additional_yuan=due.additional_left_yuan or None,
        additional_from_on=(
            due.due_date + ONE_DAY if due.due_date and due.additional_yuan else None
        ),
        installments=tuple(
            Installment(number=row.number, due_on=row.due_date, amount_yuan=row.amount_yuan)
            for row in case.installments.order_by("number")
        ),
    )


def payment_code(case: Case) -> str:
    """Return the code to pay a case's fine with: division, year and case, in groups of four."""
    digits = f"{case.division_code:0>6}{case.registered_at.year}{case.pk:010}"
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def rectification_section(case: Case, violated: tuple[Citation, ...]) -> Rectification | None:
    """Return the last order to correct."""
    row = case.rectifications.order_by("-pk").first()
    if row is None:
        return None
    return Rectification(
        content=row.demand, basis=violated, until_on=row.due_date, result=row.result
    )
