"""Findings and the picture of the covered space, as pages show them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.decision.checking import Report
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.grid.marks import field_name
from sunhall.kernel.decision.model import Benchmark, Facts
from sunhall.kernel.decision.picture import Picture, draw
from sunhall.kernel.decision.wording import facts_in_words

KINDS = {
    Kind.GAP: (gettext_lazy("缺口"), "coral"),
    Kind.OVERLAP: (gettext_lazy("重叠"), "coral"),
    Kind.UNREACHABLE: (gettext_lazy("永不适用"), "violet"),
    Kind.RANGE: (gettext_lazy("超出法定幅度"), "coral"),
    Kind.MONOTONE: (gettext_lazy("轻重颠倒"), "sun"),
    Kind.VAGUE: (gettext_lazy("含糊用语"), "violet"),
    Kind.NOT_FIXED: (gettext_lazy("数额不定"), "coral"),
    Kind.UNTYPED: (gettext_lazy("条件不可核对"), "coral"),
    Kind.SCHEMA: (gettext_lazy("填写有误"), "sun"),
}
_PLACE = re.compile(r"(tiers|statutory|factors)\[(\d+)\]")
_PARTS = {
    "tiers": gettext_lazy("第 %(number)s 档"),
    "statutory": gettext_lazy("第 %(number)s 条法定幅度"),
    "factors": gettext_lazy("第 %(number)s 个要素"),
}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One defect: its kind and color, where it is, what it is, and facts that show it."""

    kind: str
    tone: str
    item: str
    where: str
    anchor: str
    message: str
    example: str


def show_findings(
    report: Report,
    document: Mapping[str, Any],
    locate: Callable[[Finding], str] | None = None,
) -> list[ShownFinding]:
    """Return what is wrong with one document."""
    return [
        show_finding(
            finding,
            report.benchmark,
            where=locate(finding) if locate else _where(finding.place),
            anchor="" if locate else field_name(document, finding.place),
        )
        for finding in report.findings
    ]


def show_finding(
    finding: Finding, table: Benchmark | None, *, where: str, anchor: str = ""
) -> ShownFinding:
    """Return one defect in words."""
    label, tone = KINDS[finding.kind]
    facts = cast(Facts, finding.example)
    example = facts_in_words(table, facts) if table and facts else ""
    return ShownFinding(
        kind=str(label),
        tone=tone,
        item=finding.item,
        where=where,
        anchor=anchor,
        message=finding.message,
        example=example,
    )


def count_kinds(findings: Iterable[ShownFinding]) -> list[dict[str, Any]]:
    """Count findings by kind, most first: words, tone."""
    counts: dict[tuple[str, str], int] = {}
    for finding in findings:
        counts[finding.kind, finding.tone] = counts.get((finding.kind, finding.tone), 0) + 1
    return [
        {"words": f"{label} {count}", "tone": tone}
        for (label, tone), count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def picture_of(table: Benchmark | None, chosen: Mapping[str, Any]) -> Picture | None:
    """Return the picture of a table over the factors a reader chose: across, up, held-key."""
    if table is None:
        return None
    held = {
        name.removeprefix("held-"): int(str(value)[:6])
        for name, value in chosen.items()
        if name.startswith("held-") and str(value).isascii() and str(value).isdigit()
    }
    return draw(table, str(chosen.get("across", "")), str(chosen.get("up", "")), held)


def _where(place: str) -> str:
    match = _PLACE.match(place)
    if match is None:
        return _("整张表") if place.startswith(("tiers", "factors", "statutory")) else place
    return str(_PARTS[match[1]]) % {"number": int(match[2]) + 1}
