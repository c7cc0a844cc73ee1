"""What was proved of a table, in words, with the figures of each check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.wording import number_in_words


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One thing that was proved: what it means, and how much was looked at."""

    name: str
    meaning: str
    figures: str
    holds: bool


_CHECKS = {
    "gap": (
        {Kind.GAP, Kind.UNREACHABLE},
        gettext_noop("没有空档"),
        gettext_noop("任何事实都有对应的档次，没有一档是永远用不到的。"),
        gettext_noop("事实空间 %(domain)s 格，各档合计 %(boxes)s 格"),
    ),
    "overlap": (
        {Kind.OVERLAP},
        gettext_noop("没有重叠"),
        gettext_noop("任何事实只对应一档，不会两档都能用。"),
        gettext_noop("两两比较 %(pairs)s 对"),
    ),
    "range": (
        {Kind.RANGE},
        gettext_noop("不超出法定幅度"),
        gettext_noop("每一档的处罚都在法律规定的幅度之内，无论计算的基数是多少。"),
        gettext_noop("与法律比较 %(comparisons)s 次"),
    ),
    "monotone": (
        {Kind.MONOTONE},
        gettext_noop("情节更重，处罚不会更轻"),
        gettext_noop("沿着每一个有轻重之分的要素比较过。"),
        gettext_noop("两两比较 %(pairs)s 对"),
    ),
    "words": (
        {Kind.VAGUE, Kind.NOT_FIXED, Kind.UNTYPED, Kind.SCHEMA},
        gettext_noop("没有含糊的词"),
        gettext_noop(
            "没有“情节严重”“酌情”一类的词，每个条件都能由机器判断，每个处罚都是确定的数。"
        ),
        gettext_noop("词表指纹 %(lexicon)s"),
    ),
}


def show_checks(certificate: Mapping[str, Any]) -> list[ShownCheck]:
    """Return every check of a certificate, in the order in which people ask."""
    found = {Kind(finding["kind"]) for finding in certificate.get("findings", ())}
    checks = certificate.get("checks", {})
    return [
        ShownCheck(_(name), _(meaning), _(figures) % _written(checks[key]), not kinds & found)
        for key, (kinds, name, meaning, figures) in _CHECKS.items()
        if key in checks
    ]


def _written(figures: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: number_in_words(value) if isinstance(value, int) else str(value)[:12]
        for name, value in figures.items()
    }
