"""What the API takes and gives, typed."""

from datetime import date
from typing import Any

from ninja import Field, Schema

MOST_VERSIONS = 1_000_000


class Fault(Schema):
    """One thing wrong with what was sent."""

    key: str = Field(description="The fact or parameter.")
    name: str = Field(description="Its name for people.")
    message: str = Field(description="What is wrong, and what would be right.")


class Problem(Schema):
    """Why a request was turned down."""

    code: str = Field(description="A word that never changes, for programs.")
    message: str = Field(description="The reason in the reader's language.")
    faults: list[Fault] = Field([], description="Every fault, where there are several.")


class MatterRow(Schema):
    """One matter with the benchmark in effect."""

    code: str
    name: str
    organization_code: str
    organization: str
    version: int
    provenance: str = Field(description="Where the table comes from; 'illustrative' is no law.")
    has_no_discretion: bool
    tier_count: int
    valid_from: date
    proof_hash: str
    url: str = Field(description="The page for people.")


class MatterPage(Schema):
    """Some matters; send `after` to get the next ones, null is the end."""

    items: list[MatterRow]
    after: str | None


class VersionRow(Schema):
    """One public version of a benchmark."""

    version: int
    status: str
    valid_from: date
    valid_to: date | None = Field(description="The first day it no longer applies.")
    published_by: str
    table_hash: str
    proof_hash: str


class TierInWords(Schema):
    """One tier as people read it."""

    seq: int
    description: str
    conditions: str


class BenchmarkOut(VersionRow):
    """A whole benchmark: the table, its certificate, and the tiers in words."""

    code: str
    name: str
    organization: str
    provenance: str
    document: dict[str, Any] = Field(description="The table in the schema discretion/v1.")
    certificate: dict[str, Any] = Field(description="The proof in the schema proof/v1.")
    tiers: list[TierInWords]


class FactsIn(Schema):
    """The facts of a case, by the keys of the table's factors."""

    facts: dict[str, Any] = Field(
        examples=[{"refused": True, "place": "人行道", "area": 3, "prior": 0}]
    )
    version: int | None = Field(
        None, ge=1, le=MOST_VERSIONS, description="A public version; without it the one in effect."
    )


class SanctionOut(Schema):
    """One penalty, exactly."""

    kind: str
    amount_yuan: int | None
    days: int | None
    months: int | None
    ban_years: int | None
    formula: str


class DecisionOut(Schema):
    """The one outcome that follows from the facts, and why."""

    item: str
    version: int
    outcome: str = Field(description="sanction, gate_closed or exempt")
    tier: int | None
    percent: str | None = Field(description="The sum of a scoring; null for tiers.")
    description: str
    sanctions: list[SanctionOut]
    fine_yuan: int | None = Field(description="The sum of all fines; null is no fine.")
    measures: list[str]
    note: str
    exemption: str
    reasoning: list[str]
    table_hash: str
    proof_hash: str


class FindingOut(Schema):
    """One defect of a table."""

    kind: str
    place: str
    message: str


class RecheckOut(Schema):
    """The outcome of proving a published table again."""

    code: str
    version: int
    holds: bool
    table_hash: str
    proof_hash: str
    is_same_table: bool = Field(description="The stored text still has the published hash.")
    is_same_proof: bool = Field(description="The proof came out with the published hash.")
    certificate: dict[str, Any]
    findings: list[FindingOut]


class OrganizationCount(Schema):
    """An organization and how many benchmarks of it are in effect."""

    code: str
    name: str
    count: int


class LawCount(Schema):
    """A law and how many benchmarks in effect rest on it."""

    law: str
    count: int


class StatisticsOut(Schema):
    """The library in effect, in figures."""

    departments: int
    items: int
    no_discretion: int
    tiers: int
    mean_tiers: str = Field(description="Over the items that leave a choice.")
    most_tiers: int


class RevisionOut(Schema):
    """A number that grows with every publication."""

    revision: int
