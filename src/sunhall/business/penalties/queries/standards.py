"""Amounts and time limits that differ by field: the package's table, with its certainty."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sunhall.business.penalties.rules.amounts import Threshold
from sunhall.kernel.calendar import TimeLimit

TABLE = Path(__file__).resolve().parent.parent / "law" / "procedure.yaml"
EVERY_FIELD = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLimit:
    """How long a case may take, and how much longer if the head agrees."""

    limit: TimeLimit
    extension: TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationTerm:
    """How long a decision is shown, in months, and below what fine it is a minor one."""

    months: int
    minor_months: int
    minor: Threshold


def hearing_threshold(domain_code: str) -> Threshold:
    """Return the fine from which on a hearing is offered. Law: 行政处罚法 第六十三条."""
    return _threshold(_row("hearing", domain_code))


def deliberation_threshold(domain_code: str) -> Threshold:
    """Return the fine from which on the heads deliberate. Law: 行政处罚法 第五十七条第二款."""
    return _threshold(_row("deliberation", domain_code))


def summary_threshold(domain_code: str) -> Threshold:
    """Return the highest fine on the spot. Law: 行政处罚法 第五十一条."""
    return _threshold(_row("summary", domain_code))


def decision_limit(domain_code: str) -> DecisionLimit:
    """Return how long a field's cases may take. Law: 行政处罚法 第六十条."""
    row = _row("decision_limit", domain_code)
    return DecisionLimit(
        limit=TimeLimit.parse(row["limit"], row["article"]),
        extension=TimeLimit.parse(row["extension"], row["article"]),
    )


def publication_term(domain_code: str) -> PublicationTerm:
    """Return how long decisions are shown. Law: 市场监督管理行政处罚信息公示规定 第十三条."""
    row = _row("publication", domain_code)
    return PublicationTerm(
        months=row["months"],
        minor_months=row["minor_months"],
        minor=Threshold(
            Decimal(row["minor_citizen_yuan"]), Decimal(row["minor_organization_yuan"])
        ),
    )


def _threshold(row: dict[str, Any]) -> Threshold:
    return Threshold(Decimal(row["citizen_yuan"]), Decimal(row["organization_yuan"]))


def _row(section: str, domain_code: str) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = {row["domain"]: row for row in _table()[section]}
    return rows.get(domain_code) or rows[EVERY_FIELD]


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table
