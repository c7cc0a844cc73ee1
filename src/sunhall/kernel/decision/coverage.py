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
        others = [other for other in range(len(axes)) if other != index]
        blocked = 0
        for region in regions:
            for other in others:
                if not region[other] & grown[other]:
                    break
            else:
                blocked |= region[index]
        grown[index] = axis.run(domain[index] & ~blocked, grown[index])
    return tuple(grown)


def gaps(
    axes: Sequence[Axis],
    domain: Region,
    regions: Sequence[Region],
    parts: Sequence[Region] | None,
    limit: int,
) -> tuple[list[Region], bool]:
    """Return the largest regions that no region covers, and whether these are all.

    `parts` are the same regions in disjoint parts; without them the search is limited. Where the
    volumes of disjoint parts sum to that of a region nothing is missing there; else it is halved.
    """
    if parts is None:
        return _search_gaps(axes, domain, regions, limit), False
    found: list[Region] = []
    fresh: list[Region] = []
    todo: list[tuple[Region, Sequence[Region], int]] = [(domain, parts, 0)]
    while todo and len(found) < limit:
        region, around, known = todo.pop()
        within = [shared for part in (*around, *fresh[known:]) if all(shared := meet(part, region))]
        if volume(region) == sum(map(volume, within)):
            continue
        if within:
            todo.extend((half, within, len(fresh)) for half in _halves(region))
            continue
        gap = grow(axes, region, domain, regions)
        left = [gap]
        for earlier in found:
            left = [rest for part in left for rest in subtract(part, earlier)]
        fresh.extend(left)
        found.append(gap)
    return found, not todo


def _search_gaps(
    axes: Sequence[Axis], domain: Region, regions: Sequence[Region], limit: int
) -> list[Region]:
    found: list[Region] = []
    while len(found) < limit and (seed := search_uncovered(domain, [*regions, *found])):
        found.append(grow(axes, seed, domain, regions))
    return found
