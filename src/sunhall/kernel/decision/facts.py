"""Turn what a form or a program sends into typed facts, or say everything that is wrong with it.

Which facts are needed: first the factor of the gate; if the gate closes the table, or an exemption
holds, no more. Else every factor that chooses the tier, and the bases that the amounts of the
reached tier multiply. An exemption whose factors are left out is not claimed. Whatever is given
is checked, needed or not.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sunhall.kernel.decision.document import exact, fault_of_number, shown
from sunhall.kernel.decision.findings import Listed
from sunhall.kernel.decision.model import (
    Amount,
    Benchmark,
    Exemption,
    Factor,
    FactorType,
    Facts,
    Interval,
    Role,
    Tier,
    Value,
    covers,
)
from sunhall.kernel.decision.wording import number_in_words, unit_in_words
from sunhall.kernel.errors import Refusal

FACTS_LIMIT = 500

_NUMERAL = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,20})(\.\d{1,20})?")
_FLAGS = {
    **dict.fromkeys(("true", "yes", "on", "1", "是"), True),
    **dict.fromkeys(("false", "no", "off", "0", "否"), False),
}
_BOUNDS = {
    (True, None): _("%(name)s须不小于 %(low)s"),
    (False, None): _("%(name)s须大于 %(low)s"),
    (None, True): _("%(name)s须不大于 %(high)s"),
    (None, False): _("%(name)s须小于 %(high)s"),
    (True, True): _("%(name)s须不小于 %(low)s、不大于 %(high)s"),
    (True, False): _("%(name)s须不小于 %(low)s、小于 %(high)s"),
    (False, True): _("%(name)s须大于 %(low)s、不大于 %(high)s"),
    (False, False): _("%(name)s须大于 %(low)s、小于 %(high)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFault:
    """What is wrong with one fact; `template` is a Chinese msgid, filled from `params`."""

    key: str
    name: str
    value: object
    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return the fault in the reader's language."""
        return gettext(self.template) % {
            "key": shown(self.key),
            "name": self.name,
            "value": shown(self.value),
            **self.params,
        }

    def as_dict(self) -> dict[str, str]:
        """Return the fault as plain JSON, in the reader's language."""
        return {"key": self.key, "name": self.name, "message": self.message}


class FactsRefused(Refusal):
    """The facts cannot be decided on; every fault is named."""

    code = "facts_refused"
    message = _("事实要素有误，请逐项更正")

    def __init__(self, faults: Iterable[FactFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults=self.faults)

    def __str__(self) -> str:
        """Return all faults in the reader's language."""
        return "\n".join(fault.message for fault in self.faults)


def read_facts(benchmark: Benchmark, raw: Mapping[str, Any]) -> Facts:
    """Return the typed facts that the benchmark needs.

    Accepts JSON values, and texts as forms send them: full-width digits, thousands set apart by
    commas, “是” and “否”. An empty text is a missing fact.

    Raises:
        FactsRefused: a fact is missing, unknown, of the wrong type, or outside its domain.
    """
    reading = _Reading(benchmark)
    if not isinstance(raw, Mapping) or len(raw) > FACTS_LIMIT:
        reading.refuse(
            "", raw, _("事实须为一组“要素代号：数值”，至多 %(most)s 项"), most=FACTS_LIMIT
        )
    else:
        reading.read(raw)
    if reading.faults:
        raise FactsRefused(reading.faults)
    return reading.facts


def read_given(benchmark: Benchmark, raw: Mapping[str, Any]) -> Facts:
    """Return the typed facts that are given, without asking for those that are not.

    Raises:
        FactsRefused: a fact is blank, unknown, of the wrong type, or outside its domain.
    """
    reading = _Reading(benchmark)
    for key, value in raw.items():
        reading.read_given(str(key), value)
    if reading.faults:
        raise FactsRefused(reading.faults)
    return reading.facts


def missing_bases(benchmark: Benchmark, facts: Facts) -> list[str]:
    """Return the keys that the amounts reached by these facts multiply, and that are missing."""
    if benchmark.scoring is not None:
        return [key for key in benchmark.scoring.full_amount.bases if key not in facts]
    if len(facts) == len(benchmark.factors):
        return []
    missing = []
    for tier in benchmark.tiers:
        keys = [key for amount in _amounts(tier) for key in amount.bases if key not in facts]
        if keys and covers(tier.when, facts):
            missing += keys
    return missing


def gate_is_closed(benchmark: Benchmark, facts: Facts) -> bool:
    """Tell whether the gate keeps these facts from the table."""
    gate = benchmark.gate
    return gate is not None and gate.factor in facts and facts[gate.factor] != gate.must


def held_exemption(benchmark: Benchmark, facts: Facts) -> Exemption | None:
    """Return the first exemption that is claimed and holds."""
    for exemption in benchmark.exemptions:
        if facts.keys() >= exemption.when.keys() and covers(exemption.when, facts):
            return exemption
    return None


class _Reading:
    """One reading of one set of facts."""

    def __init__(self, benchmark: Benchmark) -> None:
        self.benchmark = benchmark
        self.factors = {factor.key: factor for factor in benchmark.factors}
        self.facts: dict[str, Value] = {}
        self.faults: list[FactFault] = []

    def refuse(self, key: str, value: object, template: str, **params: object) -> None:
        """Note one fault."""
        name = self.factors[key].name if key in self.factors else key
        self.faults.append(
            FactFault(key=key, name=name, value=value, template=template, params=params)
        )

    def read(self, raw: Mapping[str, Any]) -> None:
        """Read what is given, then ask for what is missing."""
        for key, value in raw.items():
            self._read_one(str(key), value)
        given = {str(key) for key, value in raw.items() if not _is_blank(value)}
        gate = self.benchmark.gate
        if gate is not None:
            self._ask((gate.factor,), given)
        if gate_is_closed(self.benchmark, self.facts):
            return
        if held_exemption(self.benchmark, self.facts) is not None:
            return
        choosing = [key for key, factor in self.factors.items() if factor.role is Role.FACTOR]
        self._ask(choosing, given)
        if self.facts.keys() >= set(choosing):
            self._ask(missing_bases(self.benchmark, self.facts), given)

    def read_given(self, key: str, value: object) -> None:
        """Read one fact that somebody means to give."""
        self._read_one(key, value)
        if _is_blank(value) and key in self.factors:
            self._ask((key,), set())

    def _ask(self, keys: Iterable[str], given: set[str]) -> None:
        asked = {fault.key for fault in self.faults}
        for key in keys:
            if key not in given and key not in asked:
                self.refuse(key, None, _("请填写%(name)s"))

    def _read_one(self, key: str, value: object) -> None:
        factor = self.factors.get(key)
        if factor is None:
            self._refuse_unknown(key, value)
        elif not _is_blank(value):
            fact = self._typed(factor, _tidy(value))
            if fact is not None:
                self.facts[key] = fact

    def _refuse_unknown(self, key: str, value: object) -> None:
        near = get_close_matches(key, list(self.factors), n=1)
        if near:
            self.refuse(key, value, _("没有名为 %(key)s 的要素，是否应为 %(near)s？"), near=near[0])
        else:
            known = Listed(tuple(self.factors))
            self.refuse(key, value, _("没有名为 %(key)s 的要素，可填：%(known)s"), known=known)

    def _typed(self, factor: Factor, value: object) -> Value | None:
        if factor.type is FactorType.BOOLEAN:
            return self._flag(factor, value)
        if factor.type is FactorType.ENUM:
            return self._choice(factor, value)
        fact = (
            self._date(factor, value)
            if factor.type is FactorType.DATE
            else self._number(factor, value)
        )
        if fact is not None and fact not in factor.domain:
            self._refuse_outside(factor, fact)
            return None
        return fact

    def _flag(self, factor: Factor, value: object) -> bool | None:
        flag = _FLAGS.get(value.lower()) if isinstance(value, str) else value
        if not isinstance(flag, bool):
            self.refuse(factor.key, value, _("%(name)s须填是或否，现为“%(value)s”"))
            return None
        if flag not in factor.domain:
            self.refuse(factor.key, value, _("%(name)s不能为“%(value)s”"))
            return None
        return flag

    def _choice(self, factor: Factor, value: object) -> str | None:
        if value in factor.choices and isinstance(value, str):
            return value
        if isinstance(value, str):
            for choice in factor.choices:
                if isinstance(choice, str) and _tidy(choice) == value:
                    return choice
        self.refuse(
            factor.key,
            value,
            _("%(name)s没有“%(value)s”一项，可选：%(choices)s"),
            choices=Listed(tuple(map(str, factor.choices))),
        )
        return None

    def _date(self, factor: Factor, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.refuse(factor.key, value, _("%(name)s须为日期，例如 2025-01-31，现为“%(value)s”"))
            return None

    def _number(self, factor: Factor, value: object) -> Decimal | None:
        number = _numeral(value)
        if number is None:
            self.refuse(factor.key, value, _("%(name)s须为数字，现为“%(value)s”"))
            return None
        fault = fault_of_number(number)
        if fault:
            reason = gettext(fault) % {"value": shown(value)}
            self.refuse(factor.key, value, _("%(name)s：%(reason)s"), reason=reason)
            return None
        fact = exact(number)
        if factor.step and fact % factor.step:
            self._refuse_fraction(factor, value)
            return None
        return fact

    def _refuse_fraction(self, factor: Factor, value: object) -> None:
        if factor.step == 1:
            self.refuse(factor.key, value, _("%(name)s须为整数，现为 %(value)s"))
            return
        step = number_in_words(factor.step or Decimal(1))
        self.refuse(
            factor.key,
            value,
            _("%(name)s须为 %(step)s %(unit)s的整数倍，现为 %(value)s"),
            step=step,
            unit=unit_in_words(factor.unit),
        )

    def _refuse_outside(self, factor: Factor, value: Value) -> None:
        domain = factor.domain
        if isinstance(domain, Interval):
            ends = {
                name: _with_unit(end, factor.unit)
                for name, end in (("low", domain.low), ("high", domain.high))
                if end is not None
            }
            shape = (
                domain.low_closed if "low" in ends else None,
                domain.high_closed if "high" in ends else None,
            )
            self.refuse(factor.key, value, _BOUNDS[shape], **ends)


def _amounts(tier: Tier) -> Iterable[Amount]:
    return (penalty.amount for penalty in tier.penalties if penalty.amount is not None)


def _with_unit(end: Decimal | date, unit: str) -> str:
    if isinstance(end, date):
        return end.isoformat()
    return f"{number_in_words(end)} {unit_in_words(unit, end)}".rstrip()


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _tidy(value: object) -> object:
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


def _numeral(value: object) -> int | float | Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, str) and _NUMERAL.fullmatch(value):
        return Decimal(value.replace(",", ""))
    return None
