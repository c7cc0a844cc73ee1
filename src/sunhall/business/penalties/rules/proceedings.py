"""What happened in a case, step by step, as its documents say it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sunhall.business.penalties.rules.particulars import Citation, IssuedPaper, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who said what."""

    speaker: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Who was there, and as what."""

    role: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Who was asked."""

    name: str
    relation: str = ""
    sex: str = ""
    age: int | None = None
    identifier: str = ""
    employer: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An inquiry (`turns`) or an inspection (`findings`), as it went on."""

    place: str
    began_at: datetime
    ended_at: datetime | None = None
    recorder: str = ""
    respondent: Respondent | None = None
    turns: tuple[Turn, ...] = ()
    findings: str = ""
    witnesses: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A preservation or seizure; `kind` in words: 先行登记保存, 查封 or 扣押."""

    kind: str
    reason: str
    basis: tuple[Citation, ...] = ()
    place: str = ""
    keeping_place: str = ""
    from_on: date | None = None
    until_on: date | None = None
    extended_until_on: date | None = None
    extension_reason: str = ""
    items: tuple[Item, ...] = ()
    outcome: str = ""
    outcome_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """Whether an officer must keep out."""

    person: str
    post: str
    asked_by: str
    asked_on: date
    reason: str
    is_granted: bool
    decided_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the party said to the notice, and what became of it (采纳, 部分采纳, 不予采纳)."""

    received_on: date
    way: str
    gist: str
    evidence: str = ""
    reviewed_by: str = ""
    verdict: str = ""
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A hearing that is arranged or was held."""

    asked_on: date | None = None
    held_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    is_public: bool = True
    closed_reason: str = ""
    host: str = ""
    host_certificate: str = ""
    recorder: str = ""
    attendees: tuple[Attendee, ...] = ()
    turns: tuple[Turn, ...] = ()
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a review, and what was found."""

    name: str
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReview:
    """What the legal office found before the decision."""

    points: tuple[Point, ...]
    opinion: str
    is_passed: bool
    reviewer: str
    reviewer_license: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation:
    """How the heads of the organ deliberated; `held_at` is a moment, or a day."""

    held_at: date
    place: str
    host: str
    recorder: str
    attendees: tuple[Attendee, ...]
    question: str
    turns: tuple[Turn, ...] = ()
    conclusion: str = ""
    dissent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installment:
    """One part of a fine."""

    number: int
    due_on: date
    amount_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Where the fine goes, and how far it went; `on_site_ground` where it is collected at once."""

    bank: str = ""
    account_name: str = ""
    account: str = ""
    code: str = ""
    due_on: date | None = None
    on_site_ground: str = ""
    receipt_number: str = ""
    paid_yuan: Decimal | None = None
    paid_on: date | None = None
    owed_yuan: Decimal | None = None
    additional_yuan: Decimal | None = None
    additional_from_on: date | None = None
    deferral_asked_on: date | None = None
    deferral_reason: str = ""
    installments: tuple[Installment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification:
    """What is to be put right; without a last day, at once."""

    content: str
    basis: tuple[Citation, ...] = ()
    until_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How papers reached the party; what is not known yet is left to be written by hand.

    `served_at` is a moment, or a day.
    """

    papers: tuple[IssuedPaper, ...]
    recipient: str
    way: str
    place: str = ""
    served_at: date | None = None
    receiver: str = ""
    relation: str = ""
    refusal: str = ""
    witness: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Why no penalty is imposed."""

    ground: str
    basis: tuple[Citation, ...]
    education: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How a decision is changed; `way` is 更正, 变更 or 撤销."""

    way: str
    ground: str
    reason: str
    before: str
    after: str = ""
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Where the case goes and what goes with it."""

    to: str
    reason: str
    basis: tuple[Citation, ...] = ()
    suspects_crime: bool = False
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """What is asked of the court."""

    court: str
    requests: tuple[str, ...]
    property_clues: str = ""
    materials: tuple[str, ...] = ()
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the case ended: why withdrawn or terminated, or how carried out."""

    reason: str
    carried_out: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One line of the file index."""

    number: int
    title: str
    first_page: int
    last_page: int
    paper_number: str = ""
    author: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The volume in the archive."""

    entries: tuple[FileEntry, ...]
    volume: str = ""
    retention: str = ""
    filed_by: str = ""
