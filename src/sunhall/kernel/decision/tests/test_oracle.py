"""Random tables with seeded faults, judged by z3 and by plain enumeration.

The oracles share no code with the proofs: z3 decides overlap and gap over reals, integers and
strings of the document itself; ranges and directions are enumerated point by point.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations, product
from random import Random
from typing import Any

import pytest
import z3

from sunhall.kernel.decision.checking import check_document
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.tests.tables import Record, dice, fine, fixed, law, table, tier

SOUND_TABLES = 60
FAULTY_TABLES = 200
OPERATORS = {
    "ge": lambda x, end: x >= end,
    "gt": lambda x, end: x > end,
    "le": lambda x, end: x <= end,
    "lt": lambda x, end: x < end,
    "eq": lambda x, end: x == end,
}
CHOICES = ["甲", "乙", "丙", "丁"]


def random_factors(random: Random) -> list[Record]:
    """Return two to four factors of all types."""
    factors = []
    for index in range(random.randint(2, 4)):
        kind = random.choice(["number", "number", "count", "enum", "stepped"])
        factor: Record = {"key": f"f{index}", "name": f"要素{index}", "role": "factor"}
        if kind == "enum":
            factor |= {"type": "enum", "domain": {"values": CHOICES}}
        else:
            domain = {"min": 0, "max": random.choice([None, 40]), "min_open": random.random() < 0.3}
            factor |= {"type": "count" if kind == "count" else "number", "domain": domain}
            factor |= {"severity": "none", "step": 0.5} if kind == "stepped" else {}
            factor["severity"] = "none"
        factors.append(factor)
    return factors


def random_partition(random: Random, factors: list[Record], depth: int) -> Iterator[Record]:
    """Yield the boxes of a random partition, by cutting the domain in two again and again."""
    todo: list[tuple[Record, int]] = [({}, depth)]
    while todo:
        box, left = todo.pop()
        factor = random.choice(factors)
        halves = cut(random, factor, box) if left and random.random() < 0.9 else None
        if halves is None:
            yield box
            continue
        todo.extend(({**box, factor["key"]: half}, left - 1) for half in halves)


def cut(random: Random, factor: Record, box: Record) -> tuple[Any, Any] | None:
    """Return the two parts of a box's cell, or nothing where it is too narrow."""
    cell = box.get(factor["key"])
    if factor["type"] == "enum":
        values = list(cell or CHOICES)
        if len(values) < 2:
            return None
        random.shuffle(values)
        at = random.randint(1, len(values) - 1)
        return values[:at], values[at:]
    cell = cell or {}
    low = cell.get("ge", cell.get("gt", 0))
    high = cell.get("lt", cell.get("le", 40))
    inside = list(range(int(low) + 2, int(high) - 1))
    if not inside:
        return None
    end = random.choice(inside)
    lower = {name: value for name, value in cell.items() if name in ("ge", "gt")}
    upper = {name: value for name, value in cell.items() if name in ("le", "lt")}
    if random.random() < 0.5:
        return {**lower, "lt": end}, {**upper, "ge": end}
    return {**lower, "le": end}, {**upper, "gt": end}


def random_table(random: Random) -> Record:
    """Return a sound table."""
    factors = random_factors(random)
    boxes = list(random_partition(random, factors, depth=random.randint(1, 4)))
    return table(factors, [tier(box, 500 + seq) for seq, box in enumerate(boxes)])


def with_fault(random: Random, record: Record) -> Record:
    """Return the table with one seeded fault, which may also happen to do no harm."""
    tiers = [dict(row) for row in record["tiers"]]
    at = random.randrange(len(tiers))
    fault = random.choice(["remove", "copy", "shift", "flip", "widen", "choice"])
    ordered = [key for key, cell in tiers[at]["when"].items() if isinstance(cell, dict)]
    chosen = [key for key, cell in tiers[at]["when"].items() if isinstance(cell, list)]
    if fault == "remove" and len(tiers) > 1:
        del tiers[at]
    elif fault == "copy" or not (ordered or chosen):
        tiers.append(tiers[at])
    elif fault == "choice" and chosen:
        tiers[at]["when"] = {**tiers[at]["when"], chosen[0]: [random.choice(CHOICES)]}
    elif ordered:
        key = random.choice(ordered)
        tiers[at]["when"] = dict(tiers[at]["when"])
        spoiled = spoil(random, fault, tiers[at]["when"][key])
        if spoiled:
            tiers[at]["when"][key] = spoiled
        else:
            del tiers[at]["when"][key]
    else:
        tiers[at]["when"] = {}
    rows = [{**row, "seq": seq} for seq, row in enumerate(tiers, 1)]
    return {**record, "tiers": rows, "tier_count": len(rows)}


def spoil(random: Random, fault: str, cell: Record) -> Record:
    """Return a cell with one end moved, turned or dropped."""
    name = random.choice(list(cell))
    rest = {other: end for other, end in cell.items() if other != name}
    if fault == "flip":
        turned = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le"}[name]
        return {**rest, turned: cell[name]}
    if fault == "shift":
        return {**rest, name: cell[name] + random.choice([-1, 1])}
    return rest


class Oracle:
    """The document as formulas of z3."""

    def __init__(self, record: Record) -> None:
        self.solver = z3.Solver()
        self.variables: dict[str, Any] = {}
        for factor in record["factors"]:
            self._declare(factor)
        self.tiers = [self._box(row["when"]) for row in record["tiers"]]

    def _declare(self, factor: Record) -> None:
        key, domain = factor["key"], factor["domain"]
        if factor["type"] == "enum":
            variable = self.variables[key] = z3.Int(key)
            self.solver.add(variable >= 0, variable < len(domain["values"]))
            return
        variable = self.variables[key] = z3.Real(key)
        step = 1 if factor["type"] == "count" else factor.get("step")
        if step:
            self.solver.add(variable == z3.ToReal(z3.Int(f"steps of {key}")) * Fraction(step))
        low = domain["min"]
        self.solver.add(variable > low if domain.get("min_open") else variable >= low)
        if domain["max"] is not None:
            self.solver.add(variable <= domain["max"])

    def _box(self, box: Record) -> Any:
        terms = []
        for key, cell in box.items():
            variable = self.variables[key]
            if isinstance(cell, list):
                terms.append(z3.Or([variable == CHOICES.index(value) for value in cell]))
            else:
                terms += [OPERATORS[name](variable, end) for name, end in cell.items()]
        return z3.And(terms)

    def holds(self, claim: Any) -> bool:
        """Tell whether some facts of the domain meet a claim."""
        self.solver.push()
        self.solver.add(claim)
        answer = self.solver.check()
        self.solver.pop()
        assert answer != z3.unknown
        return answer == z3.sat

    @property
    def has_overlap(self) -> bool:
        """Tell whether some facts fall into two tiers."""
        return len(self.tiers) > 1 and self.holds(z3.AtLeast(*self.tiers, 2))

    @property
    def has_gap(self) -> bool:
        """Tell whether some facts fall into none."""
        return self.holds(z3.Not(z3.Or(self.tiers)))


def hits(record: Record, facts: dict[str, Any]) -> list[int]:
    """Return the tiers that facts fall into, by looking at each."""
    return [row["seq"] for row in record["tiers"] if fits(row["when"], facts)]


def fits(box: Record, facts: dict[str, Any]) -> bool:
    """Tell whether facts fall into a box of the document."""
    return all(
        facts[key] in cell
        if isinstance(cell, list)
        else all(OPERATORS[name](facts[key], end) for name, end in cell.items())
        for key, cell in box.items()
    )


def of_kind(findings: tuple[Finding, ...], kind: Kind) -> list[Finding]:
    """Return the findings of one kind that have an example."""
    return [finding for finding in findings if finding.kind is kind and finding.example]


class TestAgainstZ3:
    def test_sound_tables_raise_no_alarm(self):
        random = dice(7)

        for _each in range(SOUND_TABLES):
            record = random_table(random)

            oracle = Oracle(record)

            assert not oracle.has_overlap
            assert not oracle.has_gap
            assert check_document(record).findings == ()

    def test_every_seeded_fault_is_found_and_nothing_else(self):
        random = dice(11)
        harmful = 0

        for _each in range(FAULTY_TABLES):
            record = with_fault(random, random_table(random))
            report = check_document(record)
            if report.benchmark is None:
                continue
            oracle = Oracle(record)

            overlaps = of_kind(report.findings, Kind.OVERLAP)
            gaps = of_kind(report.findings, Kind.GAP)

            assert bool(overlaps) == oracle.has_overlap, record["tiers"]
            assert bool(gaps) == oracle.has_gap, record["tiers"]
            assert all(len(hits(record, dict(f.example))) > 1 for f in overlaps)
            assert all(hits(record, dict(f.example)) == [] for f in gaps)
            harmful += bool(overlaps or gaps)

        assert harmful > FAULTY_TABLES // 2


def random_fine(random: Random) -> Record:
    """Return a fine by a random formula of one base, or a fixed one."""
    more = {"cap": random.choice([300, 450])} if random.random() < 0.3 else {}
    if random.random() < 0.2:
        more["base_floor"] = random.choice([3, 7])
    kind = random.choice(["fixed", "multiple", "per_unit", "step"])
    if kind == "fixed":
        return fixed(random.choice([50, 100, 200, 400]))
    if kind == "step":
        return fine("step", random.choice([20, 100]), "goods", step=random.choice([2, 5]), **more)
    return fine(kind, random.choice([5, 10, 20]), "goods", **more)


def random_law(random: Random, when: Record) -> Record:
    """Return a random statutory range, wide or narrow."""
    low, high = sorted((random.choice([0, 5, 10, 50, 100]), random.choice([20, 100, 300, 500])))
    if random.random() < 0.5:
        return law(low, high, when)
    more = {"cap": random.choice([300, 450])} if random.random() < 0.3 else {}
    return law(low // 5, high // 5, when, kind="multiple", base="goods", **more)


def goods(severity: str) -> Record:
    """Return a base that is a factor too, from 0 to 40."""
    domain = {"min": 0, "max": 40}
    return {
        "key": "goods",
        "name": "货值",
        "type": "number",
        "domain": domain,
        "role": "factor",
        "severity": severity,
    }


def fine_of(row: Record, facts: dict[str, Fraction]) -> Fraction:
    """Compute the fines of a row, unrounded, straight from the document."""
    return sum((amount_of(p["amount"], facts) for p in row["penalties"]), start=Fraction(0))


def amount_of(amount: Record, facts: dict[str, Fraction], end: str = "") -> Fraction:
    """Compute one amount, or one end of a statutory range, straight from the document."""
    words = ("value", "factor", "rate", "percent", end)
    value = next(Fraction(amount[word]) for word in words if word in amount)
    if amount["type"] != "fixed":
        base = max(facts[amount["base"]], Fraction(amount.get("base_floor", 0)))
        value *= base // amount["step"] if amount["type"] == "step" else base
    return min(value, Fraction(amount.get("cap", 10**20)))


POINTS = [Fraction(n, 20) for n in range(801)]


class TestAgainstEnumeration:
    @pytest.mark.parametrize("seed", range(4))
    def test_fines_outside_the_law_are_found_and_no_others(self, seed):
        random = dice(100 + seed)

        for _each in range(40):
            ends = sorted(random.sample(range(2, 39), 2))
            cells = [{"lt": ends[0]}, {"ge": ends[0], "le": ends[1]}, {"gt": ends[1]}]
            record = table(
                [goods("none")],
                [tier({"goods": cell}, random_fine(random)) for cell in cells],
                random_law(random, {"goods": {"le": 20}}),
                random_law(random, {"goods": {"gt": 20}}),
            )
            found = of_kind(check_document(record).findings, Kind.RANGE)
            wrong = {self.place_of(record, point) for point in POINTS} - {None}

            assert wrong <= {finding.place.split(".")[0] for finding in found}
            for finding in found:
                example = Fraction(finding.example["goods"])
                assert self.place_of(record, example) == finding.place.split(".")[0]

    def place_of(self, record: Record, value: Fraction) -> str | None:
        """Return the tier whose fine is outside the law at one value."""
        facts = {"goods": value}
        [seq] = hits(record, facts)
        total = fine_of(record["tiers"][seq - 1], facts)
        for legal in record["statutory"]:
            if fits(legal["when"], facts):
                low, high = (amount_of(legal["fine"], facts, end) for end in ("min", "max"))
                if total < low or total // 1 > high:
                    return f"tiers[{seq - 1}]"
        return None

    @pytest.mark.parametrize("seed", range(4))
    def test_turns_along_a_base_are_found_and_no_others(self, seed):
        random = dice(200 + seed)

        for _each in range(40):
            ends = sorted(random.sample(range(2, 39), 2))
            cells = [{"lt": ends[0]}, {"ge": ends[0], "le": ends[1]}, {"gt": ends[1]}]
            legal = law(0, 10**9)
            record = table(
                [goods("ascending")],
                [tier({"goods": cell}, random_fine(random)) for cell in cells],
                legal,
            )
            found = of_kind(check_document(record).findings, Kind.MONOTONE)

            fines = [
                fine_of(record["tiers"][hits(record, {"goods": point})[0] - 1], {"goods": point})
                // 1
                for point in POINTS
            ]

            assert bool(found) == any(one > other for one, other in pairwise(fines)), record

    def test_turns_over_two_factors_are_found_and_no_others(self):
        random = dice(300)
        axes = {
            "a": [{"lt": 5}, {"ge": 5, "lt": 9}, {"ge": 9}],
            "b": [{"eq": 0}, {"eq": 1}, {"ge": 2}],
        }
        points = {"a": [2, 7, 12], "b": [0, 1, 2]}

        for _each in range(150):
            severities = [random.choice(["ascending", "descending", "none", None]) for _ in "ab"]
            record = self.grid(random, axes, severities)

            found = of_kind(check_document(record).findings, Kind.MONOTONE)

            assert bool(found) == self.turns(record, points, severities), record["tiers"]

    def grid(self, random: Random, axes: Record, severities: list[str | None]) -> Record:
        """Return a table of nine tiers with fines that mostly rise."""
        factors = [
            {
                "key": key,
                "name": key,
                "type": kind,
                "domain": {"min": 0, "max": None},
                "role": "factor",
                **({"severity": severity} if severity else {}),
            }
            for key, kind, severity in zip("ab", ("number", "count"), severities, strict=True)
        ]
        signs = [-1 if severity == "descending" else 1 for severity in severities]
        rows = []
        for (i, one), (j, other) in product(enumerate(axes["a"]), enumerate(axes["b"])):
            yuan = 1000 + 100 * (i * signs[0] + j * signs[1])
            yuan += random.choice([0] * 12 + [-150, 150])
            rows.append(tier({"a": one, "b": other}, yuan))
        return table(factors, rows)

    def turns(self, record: Record, points: Record, severities: list[str | None]) -> bool:
        """Tell by enumeration whether some worse facts are fined less."""
        fines = {}
        for point in product(points["a"], points["b"]):
            [seq] = hits(record, dict(zip("ab", point, strict=True)))
            fines[point] = Decimal(record["tiers"][seq - 1]["penalties"][0]["amount"]["value"])
        falls = [
            self.is_worse_and_lighter(one, other, fines, severities)
            for one, other in permutations(fines, 2)
        ]
        return any(falls) or any(
            self.falls(fines, at) for at, severity in enumerate(severities) if not severity
        )

    def is_worse_and_lighter(self, one, other, fines, severities) -> bool:
        signs = {"ascending": 1, "descending": -1}
        for x, y, severity in zip(one, other, severities, strict=True):
            sign = signs.get(severity, 0)
            if (not sign and x != y) or (y - x) * sign < 0:
                return False
        return any(severity in signs for severity in severities) and fines[one] > fines[other]

    def falls(self, fines, at: int) -> bool:
        """Tell whether the rows, which go from little to much, ever grow lighter."""
        return any(
            fines[other] < fines[one]
            for one, other in permutations(fines, 2)
            if one[1 - at] == other[1 - at] and one[at] < other[at]
        )
