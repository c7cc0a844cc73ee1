#!/usr/bin/env python3
"""Re-check a published discretion benchmark (裁量基准) yourself. Python 3.8 or later, no packages.

    python sunhall_checker.py table.json [--lang en]
    python sunhall_checker.py table.json --facts '{"area": 3, "prior": 0}'

`table.json` is what the enforcement hall offers: {"document": …, "certificate": …}, a bare
document, or a list of either. This second opinion shares no code with the system that made the
certificate, and works by a simpler method: it tries points. It checks

 1. hash      that the certificate speaks of this very table, and has not been altered;
 2. overlap   that no set of facts falls into two tiers, and
 3. gap       that every set of facts of the declared domains falls into one: exactly;
 4. range     that fines keep within the statute at all ends and kinks of their bases and far out.

It does not look for vague words, nor weigh sanctions against each other. Exit code 0: all is well.
"""

# mypy: ignore-errors
# ruff: noqa: B905, C901, RUF007, RUF017, T201, UP031

import argparse
import datetime
import hashlib
import itertools
import json
import math
import operator
import sys
from fractions import Fraction

CELL_LIMIT = 300000
SLOPES = ("value", "factor", "rate", "percent", "min", "max")
TESTS = {name: getattr(operator, name) for name in ("ge", "gt", "le", "lt", "eq")}
EXTENTS = ("days", "months", "ban_years")

WORDS = {
    "ok": ("%s：通过。", "%s: passed. "),
    "bare": ("%s：表本身通过；没有证书可以核对", "%s: the table passed; it has no certificate"),
    "bad": ("%s：不通过", "%s: FAILED"),
    "counts": ("查了 %s 格、%s 档、%s 个法定幅度", "%s cells, %s tiers, %s statutory ranges"),
    "hash": ("证书不属于这张表：%s ≠ %s", "the certificate is of another table: %s ≠ %s"),
    "proof": ("证书被改动过：%s ≠ %s", "the certificate has been altered: %s ≠ %s"),
    "claims": ("证书自己写明有 %s 处问题", "the certificate itself lists %s defects"),
    "overlap": ("同时落入第 %s 档：%s", "falls into tiers %s at once: %s"),
    "gap": ("没有对应的阶次：%s", "no tier covers: %s"),
    "low": ("第 %s 档罚 %s 元，低于法定 %s 元：%s", "tier %s: %s yuan, below the least %s: %s"),
    "high": ("第 %s 档罚 %s 元，高于法定 %s 元：%s", "tier %s: %s yuan, above the most %s: %s"),
    "missing": ("第 %s 档没有依法应有的罚款：%s", "tier %s lacks the fine the law demands: %s"),
    "forbidden": ("第 %s 档有法律没有的罚款：%s", "tier %s has a fine the law knows not: %s"),
    "uncovered": ("第 %s 档没有法定幅度：%s", "tier %s has no statutory range: %s"),
    "percent": ("合计 %s 至 %s 超出法定 %s 至 %s", "sums %s to %s exceed %s to %s"),
    "large": ("表太大，没有检查（%s 格）", "too large a table, not checked (%s cells)"),
    "domain": ("“%s”的值 %s 不在值域之内", "“%s”: %s is outside the domain"),
    "needs": ("缺少事实：%s", "missing facts: %s"),
    "closed": ("不进入阶次：%s", "no tier applies: %s"),
    "exempt": ("不予处罚：%s（%s）", "exempt from penalty: %s (%s)"),
    "tier": ("适用第 %s 档：%s", "tier %s applies: %s"),
    "score": ("合计 %s%%", "sum %s %%"),
    "fine": ("%s %s 元", "%s %s yuan"),
}


def plain(value):
    """Write whole numbers without a fraction, so that 1.0 and 1 are one number."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def sha256(value):
    """Hash the JSON with sorted keys and no spaces."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def number(value, kind="number"):
    """Read a number exactly as it is written; a date becomes its day's number."""
    day = datetime.date.fromisoformat(value) if kind == "date" else None
    return Fraction(day.toordinal() if day else str(value))


class Factor:
    """One fact the table asks for; an ordered one has its domain written like a cell."""

    def __init__(self, record):
        self.key, self.name = record["key"], record.get("name", record["key"])
        self.kind, self.unit = record["type"], record.get("unit", "")
        domain = record.get("domain") or {"values": [False, True]}
        self.values = domain.get("values")
        step = 1 if self.kind in ("count", "date") else record.get("step")
        self.step = None if step is None else number(step)
        names = {"min": ("ge", "gt"), "max": ("le", "lt")}
        ends = [end for end in names if domain.get(end) is not None]
        self.domain = {names[end][bool(domain.get(end + "_open"))]: domain[end] for end in ends}

    def admits(self, value):
        """Tell whether a value lies in the domain, and on the grid of whole steps."""
        if self.values is not None:
            return value in self.values
        return self.holds(self.domain, value) and not (self.step and value % self.step)

    def holds(self, cell, value):
        """Tell whether a value lies in a cell of the document."""
        if self.values is not None:
            return value in (cell if isinstance(cell, list) else [cell])
        return all(TESTS[name](value, end) for name, end in self.ends(cell))

    def ends(self, cell):
        """List the ends of an interval; a bare value is exactly that value."""
        cell = cell if isinstance(cell, dict) else {"eq": cell}
        return [(name, number(end, self.kind)) for name, end in cell.items()]

    def samples(self, cells):
        """List one value of every stretch that the cells can tell apart: ends and between."""
        if self.values is not None:
            return list(self.values)
        ends = sorted({end for cell in [*cells, self.domain] for _, end in self.ends(cell)})
        ends = ends or [Fraction(0)]
        points = {*ends, ends[0] - 1, ends[-1] + 1, *((a + b) / 2 for a, b in zip(ends, ends[1:]))}
        if self.step is not None:
            near = {end + move * self.step for end in ends for move in (-1, 0, 1)}
            points = {point // self.step * self.step for point in near}
        return sorted(point for point in points if self.admits(point))

    def show(self, value):
        """Write a fact for people."""
        if self.kind == "date":
            value = datetime.date.fromordinal(int(value))
        elif isinstance(value, Fraction):
            value = int(value) if value.denominator == 1 else float(value)
        return "%s=%s%s" % (self.name, value, self.unit)


class Table:
    """A document, ready to be asked."""

    def __init__(self, document):
        self.document = document
        self.code = document.get("code", "?")
        self.factors = {record["key"]: Factor(record) for record in document["factors"]}
        gate = document.get("gate")
        if gate and gate["factor"] not in self.factors:
            record = {"type": "boolean", "key": gate["factor"], **gate}
            self.factors[gate["factor"]] = Factor(record)
        self.tiers = document.get("tiers") or []
        self.statutory = document.get("statutory") or []
        self.boxes = [tier["when"] for tier in self.tiers]
        legal = [entry["when"] for entry in self.statutory]
        self.legal = [when if isinstance(when, list) else [when] for when in legal]

    def everything(self):
        """Return the boxes of the tiers and of the statute."""
        return self.boxes + sum(self.legal, [])

    def fits(self, box, facts):
        """Tell whether facts lie in a box; what the box does not name may be anything."""
        return all(self.factors[key].holds(cell, facts[key]) for key, cell in box.items())

    def show(self, facts):
        """Write facts for people."""
        return "、".join(self.factors[key].show(value) for key, value in facts.items())

    def values(self, boxes):
        """Return, per factor that the boxes name, one value of every stretch."""
        gate, keys = self.document.get("gate") or {}, sorted({key for box in boxes for key in box})
        values = {k: self.factors[k].samples([box[k] for box in boxes if k in box]) for k in keys}
        if gate.get("factor") in values:
            values[gate["factor"]] = [gate["must"]]
        return values

    def grid(self, values):
        """Yield every point of the grid with the tiers that it falls into."""
        held = {}
        for key, points in values.items():
            cells = [(at, box[key]) for at, box in enumerate(self.boxes) if key in box]
            for value in points:
                misses = {at for at, cell in cells if not self.factors[key].holds(cell, value)}
                held[key, value] = set(range(len(self.boxes))) - misses
        for point in itertools.product(*values.values()):
            hits = set(range(len(self.boxes))).intersection(*(held[i] for i in zip(values, point)))
            yield dict(zip(values, point)), sorted(hits)


def fine(amount, facts, end=None):
    """Compute a fine exactly, before it is rounded down; `end` names a statutory end."""
    kind = amount["type"]
    word = {"fixed": "value", "multiple": "factor", "percent": "percent"}.get(kind, "rate")
    quantity = Fraction(1)
    for key in bases_of([amount]):
        quantity *= facts[key]
    if amount.get("base_floor") is not None:
        quantity = max(quantity, number(amount["base_floor"]))
    if kind == "step":
        quantity = Fraction(quantity // number(amount["step"]))
    slope = number(amount.get(end, amount.get(word))) / (100 if kind == "percent" else 1)
    result = quantity * slope
    return result if amount.get("cap") is None else min(result, number(amount["cap"]))


def fines_of(tier):
    """List the fines of a tier."""
    return [penalty["amount"] for penalty in tier["penalties"] if penalty.get("amount")]


def bases_of(amounts):
    """List the facts that fines depend on."""
    bases = [a.get("base", []) for a in amounts]
    return sorted({key for base in bases for key in ([base] if isinstance(base, str) else base)})


def kinks(table, key, amounts):
    """List the values of a base at which a fine can turn, their neighbours, and some far out."""
    factor = table.factors[key]
    points = set(factor.samples([box[key] for box in table.everything() if key in box]))
    for amount in amounts:
        slopes = [number(amount[word]) for word in SLOPES if amount.get(word)] or [Fraction(1)]
        for name in ("base_floor", "cap", "step"):
            if amount.get(name) is not None:
                end = number(amount[name])
                unit = number(amount.get("step") or 1) * (100 if amount["type"] == "percent" else 1)
                points |= {end} | {end / slope * unit for slope in slopes}
    edge = factor.step or Fraction(1, 1000)
    points |= {point + move for point in list(points) for move in (-edge, edge)}
    points |= {max(points) * 10**power for power in (1, 4, 12)}
    if factor.step is not None:
        points = {point // factor.step * factor.step for point in points}
    return sorted(point for point in points if factor.admits(point))


def check_hashes(entry):
    """Compare the certificate with the document and with itself."""
    if "certificate" in entry:
        certificate = dict(entry["certificate"] or {})
        own, named = sha256(entry["document"]), certificate.pop("proof_hash", None)
        if certificate.get("table_hash") != own:
            yield "hash", (own, certificate.get("table_hash"))
        if named != sha256(certificate):
            yield "proof", (sha256(certificate), named)
        if certificate.get("findings"):
            yield "claims", (len(certificate["findings"]),)


def check_partition(table, values):
    """See that every point of the grid falls into one tier; tell one point of each fault."""
    told = set()
    for facts, hits in table.grid(values):
        if len(hits) != 1 and tuple(hits) not in told:
            told.add(tuple(hits))
            names = "、".join(str(at + 1) for at in hits)
            yield ("overlap", (names, table.show(facts))) if hits else ("gap", (table.show(facts),))


def check_statute(table, values):
    """Compare every tier with the statute, at all ends and kinks of the bases of the fines."""
    ends = [entry["fine"] for entry in table.statutory if entry["fine"]]
    amounts = ends + [amount for tier in table.tiers for amount in fines_of(tier)]
    values = dict(values, **{key: kinks(table, key, amounts) for key in bases_of(amounts)})
    told = set()
    for facts, hits in table.grid(values):
        for at in hits:
            for finding, params in compare(table, table.tiers[at], facts):
                if (at, finding) not in told:
                    told.add((at, finding))
                    yield finding, (at + 1, *params, table.show(facts))


def compare(table, tier, facts):
    """Compare one tier with the statute at one point."""
    amounts = fines_of(tier)
    total = sum(fine(amount, facts) for amount in amounts)
    legal = zip(table.statutory, table.legal)
    held = [entry for entry, boxes in legal if any(table.fits(box, facts) for box in boxes)]
    if table.statutory and not held:
        yield "uncovered", ()
    for entry in held:
        if amounts and entry["fine"]:
            low, high = (fine(entry["fine"], facts, end) for end in ("min", "max"))
            if total < low or total // 1 > high:
                word, end = ("low", low) if total < low else ("high", high)
                yield word, (float(total), float(end))
        elif amounts:
            yield "forbidden", ()
        elif entry["fine"] and not entry.get("fine_optional"):
            yield "missing", ()


def check_scoring(table):
    """Check the levels of each factor like tiers, and the sum of the percentages."""
    document, total = table.document, [number(table.document["start_percent"])] * 2
    for record in document["factors"]:
        levels = record.get("levels")
        if levels:
            tiers = [{"when": {record["key"]: level["when"]}} for level in levels]
            part = Table({"factors": [record], "tiers": tiers})
            yield from check_partition(part, part.values(part.boxes))
            percents = [number(level["percent"]) for level in levels]
            total = [total[0] + min(percents), total[1] + max(percents)]
    low, high = (number(document["statutory_percent"][end]) for end in ("min", "max"))
    if not document.get("clamp_to_statutory") and not low <= total[0] <= total[1] <= high:
        yield "percent", (float(total[0]), float(total[1]), float(low), float(high))


def check(entry):
    """Return all that is wrong with one entry, and the figures of what was looked at."""
    table, findings = Table(entry["document"]), list(check_hashes(entry))
    if entry["document"].get("model") == "scoring":
        return table, findings + list(check_scoring(table)), (0, 0, 0)
    values = table.values(table.everything())
    size = math.prod(map(len, values.values()))
    counts = (size, len(table.tiers), len(table.statutory))
    if size > CELL_LIMIT:
        return table, [*findings, ("large", (size,))], counts
    findings += [*check_partition(table, values), *check_statute(table, values)]
    return table, findings, counts


def decide(table, given):
    """Yield what follows from facts: a naive scan of the tiers, first to last."""
    facts = {}
    for key, value in given.items():
        factor = table.factors[key]
        facts[key] = value if factor.values is not None else number(value, factor.kind)
        if not factor.admits(facts[key]):
            yield "domain", (factor.name, value)
            return
    gate, document = table.document.get("gate"), table.document
    if gate and facts.get(gate["factor"], gate["must"]) != gate["must"]:
        yield "closed", (gate["else"],)
        return
    for exemption in document.get("exemptions") or []:
        if set(exemption["when"]) <= set(facts) and table.fits(exemption["when"], facts):
            yield "exempt", (exemption["name"], exemption["law"])
            return
    if document.get("model") == "scoring":
        yield "score", (float(score(table, facts)),)
        return
    missing = {key for box in table.boxes for key in box} - set(facts)
    if missing:
        yield "needs", ("、".join(sorted(missing)),)
        return
    for at, tier in enumerate(table.tiers):
        if table.fits(tier["when"], facts):
            yield "tier", (at + 1, tier["desc"])
            for penalty in tier["penalties"]:
                extents = [str(penalty[name]) + name for name in EXTENTS if penalty.get(name)]
                if penalty.get("amount"):
                    yield "fine", (penalty["kind"], fine(penalty["amount"], facts) // 1)
                else:
                    yield None, (" ".join([penalty["kind"], *extents]),)


def score(table, facts):
    """Return the sum of the percentages that the facts reach."""
    document, total = table.document, number(table.document["start_percent"])
    low, high = (number(document["statutory_percent"][end]) for end in ("min", "max"))
    for record in document["factors"]:
        for level in record.get("levels") or []:
            if table.factors[record["key"]].holds(level["when"], facts[record["key"]]):
                total += number(level["percent"])
    return min(max(total, low), high) if document.get("clamp_to_statutory") else total


def main():
    """Check a file, or decide by its first table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file")
    parser.add_argument("--facts", help='JSON, e.g. {"area": 3}')
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()

    def say(findings):
        for word, params in findings:
            print((WORDS[word][options.lang == "en"] if word else "%s") % tuple(params))

    with open(options.file, encoding="utf-8") as file:
        loaded = json.load(file)
    entries = loaded if isinstance(loaded, list) else [loaded]
    entries = [entry if "document" in entry else {"document": entry} for entry in entries]
    if options.facts:
        table = Table(entries[0]["document"])
        lines = list(decide(table, json.loads(options.facts))) or [("gap", (options.facts,))]
        say(lines)
        words = [word for word, _params in lines]
        return int(words.count("tier") > 1 or words[0] in ("gap", "domain", "needs"))
    code = int(not entries)
    for entry, (table, findings, counts) in zip(entries, map(check, entries)):
        verdict = "bad" if findings else "ok" if "certificate" in entry else "bare"
        say([(verdict, (table.code,)), ("counts", counts), *findings])
        code = 1 if findings else code
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        sys.exit("读不懂 cannot be read: %s %s" % (type(error).__name__, error))
