"""Chains that must end: who succeeds whom, who stands above whom."""

from collections.abc import Mapping


def find_circle(links: Mapping[str, str]) -> list[str]:
    """Return the codes along a circle, the first one repeated at the end; empty if none.

    >>> find_circle({"a": "b", "b": "c"})
    []
    >>> find_circle({"a": "b", "b": "a"})
    ['a', 'b', 'a']
    """
    sound: set[str] = set()
    for start in sorted(links):
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in sound:
            if code in path:
                return [*path[path.index(code) :], code]
            path.append(code)
            code = links.get(code)
        sound.update(path)
    return []


def depth(code: str, links: Mapping[str, str]) -> int:
    """Return how many links lead on from a code; the links hold no circle.

    >>> depth("a", {"a": "b", "b": "c"})
    2
    """
    steps = 0
    while code in links:
        code, steps = links[code], steps + 1
    return steps
