"""What the API says of cases, typed. Nothing here or in what acts take is an amount."""

from datetime import date, datetime

from ninja import Field, Schema

MOST_KEY = 2**63 - 1


class Made(Schema):
    """Something an act has made or changed."""

    kind: str = Field(examples=["approval"])
    id: int


class Acted(Schema):
    """What came of an act."""

    case_id: int
    number: str
    state: str
    made: list[Made]


class CaseRow(Schema):
    """A case as lists show it."""

    id: int
    number: str
    state: str
    state_name: str
    procedure: str
    organization: str
    matter: str = Field(description="The matter's code; empty as long as nobody knows.")
    due_date: date | None = Field(description="When the next thing is due.")
    due_concern: str = Field(description="What is due then.")
    changed_at: datetime
    url: str = Field(description="The page for people.")


class CasePage(Schema):
    """Some cases; send `after` to get the next ones, null is the end."""

    items: list[CaseRow]
    after: str | None


class Hindrance(Schema):
    """Why a step cannot be taken yet."""

    code: str
    message: str


class SubjectOut(Schema):
    """Something that a step may be about."""

    id: int
    name: str


class StepOut(Schema):
    """A step that fits the case where it stands."""

    step: str
    name: str
    law: str
    may: bool = Field(description="You hold the permission.")
    hindrance: Hindrance | None
    subjects: list[SubjectOut] | None = Field(description="What it may be about; null is the case.")


class NextOut(Schema):
    """What comes next: a step, or an answer that is waited for."""

    step: str | None
    name: str
    law: str
    doer: str
    due_date: date | None
    hindrance: Hindrance | None


class ObligationOut(Schema):
    """Something that must be done by a day, and why that day."""

    concern: str
    name: str
    start_date: date
    due_date: date
    limit: str
    article: str


class ApprovalOut(Schema):
    """Something asked of the head of the organ."""

    id: int
    case_id: int
    number: str
    kind: str
    name: str
    asked_at: datetime
    asked_by: str
    reason: str


class ApprovalPage(Schema):
    """Some requests; send `after` to get the next ones, null is the end."""

    items: list[ApprovalOut]
    after: str | None


class DocumentOut(Schema):
    """A document of a case."""

    id: int
    kind: str
    name: str
    number: str
    made_at: datetime
    served_on: date | None
    url: str = Field(description="The PDF.")


class EvidenceOut(Schema):
    """A piece of evidence."""

    number: int
    kind: str
    title: str
    obtained_on: date
    sha256: str | None


class CaseOut(CaseRow):
    """A case: where it stands, what is next, what is due, what is on file."""

    is_suspended: bool
    discovered_on: date
    occurred_on: date
    registered_at: datetime
    filed_at: datetime | None
    decided_at: datetime | None
    ended_at: datetime | None
    next: NextOut | None
    steps: list[StepOut]
    waiting: list[ApprovalOut]
    obligations: list[ObligationOut]
    evidence: list[EvidenceOut]
    documents: list[DocumentOut]
