"""Prove that the tiers part the domain: every set of facts leads to one tier, and to one only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext_noop

from sunhall.kernel.decision.axes import axis_of
from sunhall.kernel.decision.coverage import disjoint_parts, gaps
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.model import Benchmark, Box, Exemption, Interval, Level
from sunhall.kernel.decision.space import Region, Space, meet, overlapping_pairs, volume
from sunhall.kernel.decision.table import Table
from sunhall.kernel.decision.wording import BoxInWords

_GAP = gettext_noop("%(box)s时没有对应的阶次")
_HOLE = gettext_noop("%(box)s时没有对应的阶次：相邻两档的界限都不含这个数")
_MORE_GAPS = gettext_noop("另有%(count)s处没有对应的阶次，未逐一列出")
_MANY_MORE_GAPS = gettext_noop("另有至少%(count)s处没有对应的阶次，未逐一列出")
_OVERLAP = gettext_noop("第%(first)s档与第%(second)s档重叠：%(box)s时两档都适用")
_MORE_OVERLAPS = gettext_noop("另有%(count)s对阶次重叠，未逐一列出")
_EMPTY = gettext_noop("第%(tier)s档永远不会适用：它的条件在值域或者前置条件之外")
_HIDDEN = gettext_noop("第%(tier)s档永远不会单独适用：它的每一种情形都已属于前面的阶次")
_EXEMPTED = gettext_noop("第%(tier)s档永远不会适用：不予处罚的情形“%(exemption)s”总是成立")
_LEVEL_GAP = gettext_noop("%(box)s时没有对应的裁量权重")
_LEVEL_OVERLAP = gettext_noop("第%(first)s项与第%(second)s项权重重叠：%(box)s时两项都适用")

_TOLD_GAPS = 5
_SOUGHT_GAPS = 25
_TOLD_OVERLAPS = 50
_MOST_PARTS = 4000


@dataclass(slots=True)
class PartitionProof:
    """The volumes in atoms, the pairs compared, and what keeps the tiers from being a partition."""

    pairs: int = 0
    domain: int = 1
    boxes: int = 0
    findings: list[Finding] = field(default_factory=list)


def prove_partition(table: Table) -> PartitionProof:
    """Compare all pairs of tiers, and their volumes with the domain's.

    Where the points are few, a tier is one number with a bit for each. The sum of all has as many
    bits as they have together only if no two share one: then no pair overlaps.
    """
    space = table.space
    points = space.points()
    domain, *volumes = (
        map(int.bit_count, points) if points else map(volume, [space.domain, *space.regions])
    )
    proof = PartitionProof(
        pairs=len(volumes) * (len(volumes) - 1) // 2, domain=domain, boxes=sum(volumes)
    )
    exemption = _standing_exemption(table.benchmark)
    is_sound = proof.boxes == domain and all(volumes) and exemption is None
    if is_sound and points and sum(points) == 2 * points[0]:
        return proof
    regions = space.regions
    pairs = list(overlapping_pairs(space.axes, regions))
    if is_sound and not pairs:
        return proof
    proof.findings.extend(_overlaps(table, pairs))
    parts = disjoint_parts(regions, pairs, _MOST_PARTS)
    proof.findings.extend(_unreachable(table, parts, exemption))
    proof.findings.extend(_gaps(table, parts))
    return proof


def prove_levels(benchmark: Benchmark, key: str, levels: Sequence[Level]) -> PartitionProof:
    """Prove that every value of a scored factor has one weight, and one only."""
    boxes: list[Box] = [{key: level.when} for level in levels]
    factor = benchmark.factor(key)
    space = Space((factor,), boxes)
    regions = space.regions
    proof = PartitionProof(
        pairs=len(regions) * (len(regions) - 1) // 2,
        domain=volume(space.domain),
        boxes=sum(map(volume, regions)),
    )
    at = [each.key for each in benchmark.factors].index(key)
    place = f"factors[{at}].levels"
    pairs = list(overlapping_pairs(space.axes, regions))
    for first, second in pairs:
        shared = meet(regions[first], regions[second])
        params: dict[str, object] = {"first": first + 1, "second": second + 1}
        proof.findings.append(
            _level_finding(
                benchmark, space, shared, Kind.OVERLAP, f"{place}[{second}].when", params
            )
        )
    parts = disjoint_parts(regions, pairs, _MOST_PARTS)
    for gap in gaps(space.axes, space.domain, regions, _joined(parts), _SOUGHT_GAPS)[0]:
        proof.findings.append(_level_finding(benchmark, space, gap, Kind.GAP, place, {}))
    return proof


def _level_finding(
    benchmark: Benchmark,
    space: Space,
    region: Region,
    kind: Kind,
    place: str,
    params: dict[str, object],
) -> Finding:
    return Finding(
        kind=kind,
        item=benchmark.code,
        place=place,
        template=_LEVEL_GAP if kind is Kind.GAP else _LEVEL_OVERLAP,
        params={**params, "box": BoxInWords(space.factors, space.box(region))},
        example=space.facts(region),
    )


def _overlaps(table: Table, pairs: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    tiers, factors = table.benchmark.tiers, table.benchmark.factors
    for first, second in islice(pairs, _TOLD_OVERLAPS):
        shared = meet(table.tiers[first], table.tiers[second])
        yield Finding(
            kind=Kind.OVERLAP,
            item=table.benchmark.code,
            place=f"tiers[{second}].when",
            template=_OVERLAP,
            params={
                "first": tiers[first].seq,
                "second": tiers[second].seq,
                "box": BoxInWords(factors, table.space.box(shared)),
            },
            example=table.facts(shared),
        )
    if len(pairs) > _TOLD_OVERLAPS:
        yield Finding(
            kind=Kind.OVERLAP,
            item=table.benchmark.code,
            place="tiers",
            template=_MORE_OVERLAPS,
            params={"count": len(pairs) - _TOLD_OVERLAPS},
        )


def _unreachable(
    table: Table, parts: list[list[Region]] | None, exemption: Exemption | None
) -> Iterator[Finding]:
    for index, tier in enumerate(table.benchmark.tiers):
        region = table.tiers[index]
        own = parts[index] if parts is not None else all(region)
        if own and exemption is None:
            continue
        params: dict[str, object] = {"tier": tier.seq}
        if not all(region):
            template = _EMPTY
        elif own and exemption is not None:
            template = _EXEMPTED
            params["exemption"] = exemption.name
        else:
            template = _HIDDEN
        yield Finding(
            kind=Kind.UNREACHABLE,
            item=table.benchmark.code,
            place=f"tiers[{index}].when{_empty_cell(table, region)}",
            template=template,
            params=params,
        )


def _empty_cell(table: Table, region: Region) -> str:
    """Return the path to the cell that no value of the domain can meet, if there is one."""
    keys = (key for key, mask in zip(table.space.keys, region, strict=True) if not mask)
    return next((f".{key}" for key in keys), "")


def _standing_exemption(benchmark: Benchmark) -> Exemption | None:
    """Return an exemption that every set of facts meets, if there is one."""
    for exemption in benchmark.exemptions:
        axes = {key: axis_of(benchmark.factor(key), [cell]) for key, cell in exemption.when.items()}
        if all(axes[key].mask(cell) == axes[key].full for key, cell in exemption.when.items()):
            return exemption
    return None


def _joined(parts: list[list[Region]] | None) -> list[Region] | None:
    return None if parts is None else [part for own in parts for part in own]


def _gaps(table: Table, parts: list[list[Region]] | None) -> Iterator[Finding]:
    space = table.space
    found, is_all = gaps(space.axes, space.domain, table.tiers, _joined(parts), _SOUGHT_GAPS)
    found.sort(key=volume, reverse=True)
    for gap in found[:_TOLD_GAPS]:
        box = space.box(gap)
        yield Finding(
            kind=Kind.GAP,
            item=table.benchmark.code,
            place="tiers",
            template=_HOLE if _is_hole(table.benchmark, box) else _GAP,
            params={"box": BoxInWords(table.benchmark.factors, box)},
            example=table.facts(gap),
        )
    if len(found) > _TOLD_GAPS:
        yield Finding(
            kind=Kind.GAP,
            item=table.benchmark.code,
            place="tiers",
            template=_MORE_GAPS if is_all else _MANY_MORE_GAPS,
            params={"count": len(found) - _TOLD_GAPS},
        )


def _is_hole(benchmark: Benchmark, box: Box) -> bool:
    """Tell whether a gap is one single value of a continuous number."""
    return any(
        isinstance(cell, Interval)
        and cell.low is not None
        and cell.low == cell.high
        and benchmark.factor(key).step is None
        for key, cell in box.items()
    )
