"""Who and what a case is about, as its documents say it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sunhall.business.penalties.choices import DocumentKind, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """The organ that deals with the case; `mark` opens its numbers, such as 青城管."""

    name: str
    mark: str
    address: str = ""
    phone: str = ""
    contact: str = ""
    reconsideration_organ: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whom the case is about; sex and age are told of citizens, a representative of the rest."""

    kind: PartyKind
    name: str
    identifier_kind: str = ""
    identifier: str = ""
    representative: str = ""
    representative_post: str = ""
    address: str = ""
    phone: str = ""
    sex: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One who acts for the organ, by certificate."""

    name: str
    certificate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An article of law, and what it says."""

    law: str
    article: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A recorded fact in words; `evidence` are the numbers of what proves it."""

    name: str
    value: str
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence; `kind` is one of the eight in words, `digest` that of its file."""

    number: int
    kind: str
    name: str
    proves: str = ""
    source: str = ""
    collected_on: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing that was preserved, seized or transferred."""

    name: str
    model: str = ""
    quantity: str = ""
    condition: str = ""
    disposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """Which tier of which published benchmark the facts lead to, and by what steps."""

    benchmark: str
    version: str
    tier: str
    reasoning: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """What the paper is about to impose: proposed in a notice, decided in a decision.

    `sanctions` are whole phrases, the fine among them; `limit` is by when the rest is carried out.
    """

    sanctions: tuple[str, ...]
    fine_yuan: Decimal | None = None
    limit: str = ""
    discretion: Discretion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What one person of the organ thinks of the matter; unsigned ones are left to be signed."""

    role: str
    opinion: str = ""
    name: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """An earlier document of the case."""

    kind: DocumentKind
    title: str
    number: str = ""
    issued_on: date | None = None
    served_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """How the case came up, and what was seen first."""

    source: str
    gist: str
    registered_on: date | None = None
    reporter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit of the case, and how its last day was counted."""

    name: str
    due_on: date
    explanation: str = ""
