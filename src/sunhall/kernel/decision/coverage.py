"""Find what a set of regions leaves uncovered, exactly, and tell it in few, large pieces."""

from collections.abc import Iterable, Sequence

from sunhall.kernel.decision.axes import Axis, Mask
from sunhall.kernel.decision.space import Region, meet, subtract, volume

_MOST_LOOKS = 4000


def disjoint_parts(
    regions: Sequence[Region], pairs: Iterable[tuple[int, int]], limit: int
) -> list[list[Region]] | None:
    """Return each region without what belongs to an earlier one, in disjoint parts.

    `None` where that would make more parts than the limit allows for one region.
    """
    parts = [[region] if all(region) else [] for region in regions]
    count = len(regions)
    for first, second in pairs:
        earlier = regions[first]
        left = [rest for part in parts[second] for rest in subtract(part, earlier)]
        count += len(left) - len(parts[second])
        parts[second] = left
        if count > limit + len(regions):
            return None
    return parts


def find_uncovered(domain: Region, parts: Sequence[Region]) -> Region | None:
    """Return a region that none of the disjoint parts touches; `None` where there is none.

    Where the volumes of the parts do not sum to that of the domain, one half of it must lack
    something too, so the search never turns back.
    """
    while True:
        within = [shared for part in parts if all(shared := meet(part, domain))]
        if volume(domain) == sum(map(volume, within)):
            return None
        if not within:
            return domain
        lower, upper = _halves(domain)
        shared_volume = sum(volume(meet(part, lower)) for part in within)
        domain, parts = (lower if shared_volume < volume(lower) else upper), within


def search_uncovered(domain: Region, regions: Sequence[Region]) -> Region | None:
    """Return a region that none of the regions touches, where a limited search finds one."""
    stack = [(domain, regions)]
    for _look in range(_MOST_LOOKS):
        if not stack:
            break
        region, around = stack.pop()
        within = [shared for each in around if all(shared := meet(each, region))]
        if not within:
            return region
        if region not in within:
            stack.extend((half, within) for half in _halves(region))
    return None


def _halves(region: Region) -> tuple[Region, Region]:
    index = max(range(len(region)), key=lambda axis: region[axis].bit_count())
    mask = region[index]
    low = mask & ((1 << _middle(mask)) - 1)
    before, after = region[:index], region[index + 1 :]
    return (*before, low, *after), (*before, mask & ~low, *after)


def _middle(mask: Mask) -> int:
    """Return a place with at least one bit of the mask on either side of it."""
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    return (first + last + 1) // 2


def grow(axes: Sequence[Axis], seed: Region, domain: Region, regions: Sequence[Region]) -> Region:
    """Return a largest region around an uncovered seed that no region touches."""
    grown = list(seed)
    for index, axis in enumerate(axes):
        blocked = 0
        for region in regions:
            if region[index] & ~blocked and _touches_beside(region, grown, index):
                blocked |= region[index]
        grown[index] = axis.run(domain[index] & ~blocked, grown[index])
    return tuple(grown)


def _touches_beside(region: Region, other: Sequence[Mask], index: int) -> bool:
    return all(
        a & b for axis, (a, b) in enumerate(zip(region, other, strict=True)) if axis != index
    )


def gaps(
    axes: Sequence[Axis],
    domain: Region,
    regions: Sequence[Region],
    parts: Sequence[Region] | None,
    limit: int,
) -> tuple[list[Region], bool]:
    """Return the largest regions that no region covers, and whether these are all.

    `parts` are the same regions in disjoint parts; without them the search is limited.
    """
    found: list[Region] = []
    if parts is None:
        while len(found) < limit and (seed := search_uncovered(domain, [*regions, *found])):
            found.append(grow(axes, seed, domain, regions))
        return found, False
    covered = list(parts)
    missing = volume(domain) - sum(map(volume, covered))
    while missing and len(found) < limit:
        seed = find_uncovered(domain, covered)
        if seed is None:
            break
        gap = grow(axes, seed, domain, regions)
        fresh = [gap]
        for earlier in found:
            fresh = [left for part in fresh for left in subtract(part, earlier)]
        covered.extend(fresh)
        missing -= sum(map(volume, fresh))
        found.append(gap)
    return found, not missing
