"""Every read of supervision."""

from sunhall.business.supervision.queries.back_test import BackTest, Sample, back_test
from sunhall.business.supervision.queries.catalog import get_rule, list_rules, list_versions
from sunhall.business.supervision.queries.counts import (
    DIMENSIONS,
    Period,
    Share,
    count_all,
    count_by,
)
from sunhall.business.supervision.queries.findings import (
    FAILED,
    UNENDED,
    Filters,
    count_open_cards,
    findings_on,
    get_finding,
    list_findings,
    list_steps,
    names_of,
)
from sunhall.business.supervision.queries.replay import Answer, Scene, replay_of
from sunhall.business.supervision.queries.rule_book import (
    Asked,
    asked_about,
    compile_for,
    facts_of,
    rule_set_revision,
    supervised_events,
)

__all__ = [
    "DIMENSIONS",
    "FAILED",
    "UNENDED",
    "Answer",
    "Asked",
    "BackTest",
    "Filters",
    "Period",
    "Sample",
    "Scene",
    "Share",
    "asked_about",
    "back_test",
    "compile_for",
    "count_all",
    "count_by",
    "count_open_cards",
    "facts_of",
    "findings_on",
    "get_finding",
    "get_rule",
    "list_findings",
    "list_rules",
    "list_steps",
    "list_versions",
    "names_of",
    "replay_of",
    "rule_set_revision",
    "supervised_events",
]
