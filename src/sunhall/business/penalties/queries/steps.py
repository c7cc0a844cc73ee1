"""Who may take a step of a case, and what it may be about."""

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.queries.standing import unserved_of
from sunhall.business.penalties.rules.next_steps import Step, Subject


def may(file: CaseFile, step: Step) -> bool:
    """Tell whether the reader may take a step of this case."""
    return file.is_of_own_organization and any(map(file.by.may, step.permissions))


def subjects_of(file: CaseFile, about: Subject) -> list[tuple[int, str]]:
    """Return what a step may be about: keys, and what people call them."""
    finders = {
        Subject.MEASURE: _measures,
        Subject.RECUSAL: _recusals,
        Subject.STATEMENT: _statements,
        Subject.HEARING: _hearing,
        Subject.RECTIFICATION: _rectifications,
        Subject.DOCUMENT: _documents,
        Subject.PAYMENT: _payments,
        Subject.REMEDY: _remedies,
        Subject.DECISION: _decision,
        Subject.APPROVAL: _approvals,
    }
    return finders[about](file)


def _measures(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, one.get_kind_display()) for one in file.measures if not one.outcome]


def _recusals(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, one.person.name) for one in file.recusals if one.is_granted is None]


def _statements(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, one.text[:20]) for one in file.statements if one.reviewed_at is None]


def _hearing(file: CaseFile) -> list[tuple[int, str]]:
    return [(file.hearing.pk, "")] if file.hearing else []


def _rectifications(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, one.demand[:20]) for one in file.rectifications if one.rechecked_at is None]


def _documents(file: CaseFile) -> list[tuple[int, str]]:
    return [
        (one.pk, f"{DocumentKind(one.kind).label} {one.number}".strip())
        for one in unserved_of(file)
    ]


def _payments(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, one.voucher) for one in file.payments if one.banked_at is None]


def _remedies(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, "") for one in file.remedies if one.end_date is None]


def _decision(file: CaseFile) -> list[tuple[int, str]]:
    return [(file.decision.pk, file.decision.number)] if file.decision else []


def _approvals(file: CaseFile) -> list[tuple[int, str]]:
    return [(one.pk, one.get_kind_display()) for one in file.waiting]
