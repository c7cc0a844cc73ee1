"""How much was found, by department, district, rule, key point, officer.

Counts read one covering index of the days they span, never more than a year's, and no row of the
table; nothing is counted that a page does not show.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from sunhall.business.supervision.choices import KeyPoint, Severity
from sunhall.business.supervision.models import Finding, Rule
from sunhall.directory.models import Division, Organization, Person
from sunhall.kernel.actor import Actor

LONGEST = timedelta(days=366)
SHOWN = 100
COLUMNS = {
    "organization": "organization_id",
    "division": "division",
    "rule": "rule_id",
    "officer": "handler_id",
}
DIMENSIONS = (*COLUMNS, "key_point")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both counted; at most a year."""

    first: date
    last: date

    @classmethod
    def until(cls, last: date, days: int = 90) -> "Period":
        """Return so many days up to one."""
        return cls(last - min(timedelta(days=days - 1), LONGEST), last)

    def cut(self) -> "Period":
        """Return the period, its beginning moved up where it is longer than a year."""
        return replace(self, first=max(self.first, self.last - LONGEST))


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was found belongs to one value; an empty key is all the others."""

    key: str
    label: str
    total: int
    red: int
    blocked: int


def count_all(by: Actor, period: Period, **narrowed: Any) -> Share:
    """Count what was found, all together."""
    counted = _within(by, period, narrowed).aggregate(**_NUMBERS)
    return Share("", "", counted["total"], counted["red"], counted["blocked"])


def count_by(by: Actor, dimension: str, period: Period, **narrowed: Any) -> list[Share]:
    """Count what was found by each value of a dimension, most first.

    The shares add up to the total: what is beyond the first hundred is one share, `key` empty.
    """
    if dimension == "key_point":
        return _by_key_point(by, period, narrowed)
    column = COLUMNS[dimension]
    rows = _within(by, period, narrowed).values(column).annotate(**_NUMBERS)
    counted = sorted(rows, key=lambda row: (-row["total"], str(row[column])))
    labels = _labels(dimension, [row[column] for row in counted[:SHOWN]])
    shares = [
        Share(*labels[row[column]], row["total"], row["red"], row["blocked"])
        for row in counted[:SHOWN]
    ]
    rest = counted[SHOWN:]
    if rest:
        shares.append(Share("", "", *(sum(row[name] for row in rest) for name in _NUMBERS)))
    return shares


def _by_key_point(by: Actor, period: Period, narrowed: dict[str, Any]) -> list[Share]:
    """Add the rules of each key point up; the article's five come first, in its order."""
    points = dict(Rule.objects.values_list("pk", "key_point"))
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    rows = _within(by, period, narrowed).values("rule_id").annotate(**_NUMBERS)
    for row in rows:
        sums[points[row["rule_id"]]].update({name: row[name] for name in _NUMBERS})
    names = [*KeyPoint.values, *sorted(set(sums) - set(KeyPoint.values))]
    known = dict(KeyPoint.choices)
    return [
        Share(name, str(known.get(name, name)), *(sums[name][number] for number in _NUMBERS))
        for name in names
    ]


_NUMBERS = {
    "total": Count("pk"),
    "red": Count("pk", filter=Q(severity=Severity.RED)),
    "blocked": Count("pk", filter=Q(is_blocked=True)),
}


def _within(by: Actor, period: Period, narrowed: dict[str, Any]) -> Any:
    span = period.cut()
    found = Finding.objects.within(by).sound().filter(found_on__range=(span.first, span.last))
    for name, value in narrowed.items():
        if name == "key_point":
            rules = Rule.objects.filter(key_point=value).values_list("pk", flat=True)
            found = found.filter(rule_id__in=list(rules))
        elif name == "rule":
            found = found.filter(rule__code=value)
        else:
            found = found.filter(**{COLUMNS[name]: value})
    return found


def _labels(dimension: str, keys: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Return the key for an address and the name for people of each value."""
    named: dict[Any, tuple[str, str]] = {key: (str(key or ""), str(key or "—")) for key in keys}
    present = [key for key in named if key is not None]
    if dimension == "rule":
        rows = Rule.objects.filter(pk__in=present).values_list("pk", "code", "name")
        named |= {pk: (code, f"{code} {name}") for pk, code, name in rows}
    elif dimension == "division":
        names = Division.objects.filter(code__in=present).values_list("code", "name")
        named |= {code: (code, name) for code, name in names}
    else:
        model = Organization if dimension == "organization" else Person
        pairs = model.objects.filter(pk__in=present).values_list("pk", "name")
        named |= {pk: (str(pk), name) for pk, name in pairs}
    return named
