"""Every read of supervision."""

from sunhall.business.supervision.queries.findings import (
    FAILED,
    Filters,
    findings_on,
    get_finding,
    list_findings,
    list_steps,
    names_of,
)
from sunhall.business.supervision.queries.rule_book import (
    Asked,
    asked_about,
    compile_for,
    facts_of,
    rule_set_revision,
    supervised_events,
)

__all__ = [
    "FAILED",
    "Asked",
    "Filters",
    "asked_about",
    "compile_for",
    "facts_of",
    "findings_on",
    "get_finding",
    "list_findings",
    "list_steps",
    "names_of",
    "rule_set_revision",
    "supervised_events",
]
