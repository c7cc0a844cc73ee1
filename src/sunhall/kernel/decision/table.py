"""A benchmark of tiers laid out in its space, ready for every proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sunhall.kernel.decision.model import Benchmark, Choice, Factor, FactorType, Role, Value
from sunhall.kernel.decision.space import Region, Space


@dataclass(frozen=True)
class Table:
    """A benchmark and the space of its boxes."""

    benchmark: Benchmark
    space: Space

    @property
    def tiers(self) -> Sequence[Region]:
        """Return the region of each tier."""
        return self.space.regions

    @cached_property
    def ranges(self) -> Sequence[Sequence[Region]]:
        """Return the regions of each statutory range."""
        region = self.space.region
        return [[region(box) for box in legal.when] for legal in self.benchmark.statutory]

    def facts(self, region: Region) -> dict[str, Value]:
        """Return one set of facts inside a region, under which the table applies."""
        return self.space.facts(region, opening_facts(self.benchmark))


def lay_out(benchmark: Benchmark) -> Table:
    """Return the benchmark's table; its domain is where the gate is open."""
    boxes = [tier.when for tier in benchmark.tiers]
    legal = [box for each in benchmark.statutory for box in each.when if box]
    space = Space(benchmark.factors, boxes, legal)
    gate = benchmark.gate
    if gate is not None and gate.factor in space.keys:
        space.narrow(gate.factor, Choice(frozenset((gate.must,))))
    return Table(benchmark, space)


def opening_facts(benchmark: Benchmark) -> dict[str, Value]:
    """Return values of the gate and of the exemptions' factors that lead on to the tiers."""
    facts: dict[str, Value] = {
        factor.key: _unexempted(benchmark, factor)
        for factor in benchmark.factors
        if factor.role is Role.GATE and factor.type in (FactorType.ENUM, FactorType.BOOLEAN)
    }
    if benchmark.gate is not None:
        facts[benchmark.gate.factor] = benchmark.gate.must
    return facts


def _unexempted(benchmark: Benchmark, factor: Factor) -> Value:
    exempted: set[str | bool] = set()
    for exemption in benchmark.exemptions:
        cell = exemption.when.get(factor.key)
        exempted |= cell.values if isinstance(cell, Choice) else set()
    return next((choice for choice in factor.choices if choice not in exempted), factor.choices[0])
