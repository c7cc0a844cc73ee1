"""What goes where in a reorganization, and what it is called there."""

from collections.abc import Collection
from dataclasses import dataclass

LONGEST_CODE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one organization hands over to another: everything, or the posts and matters named."""

    organization_id: int
    successor_id: int
    is_whole: bool = True
    post_codes: frozenset[str] = frozenset()
    matter_codes: frozenset[str] = frozenset()


def successor_code(code: str, old: str, new: str, taken: Collection[str]) -> str:
    """Return the code of a post in its new organization: the old one's own is replaced.

    A number is added where that code is taken.
    """
    rest = code.removeprefix(old).lstrip("-") if code.startswith(old) else code
    wanted = f"{new}-{rest}" if rest else new
    number = 1
    found = wanted[:LONGEST_CODE]
    while found in taken:
        number += 1
        suffix = f"-{number}"
        found = wanted[: LONGEST_CODE - len(suffix)] + suffix
    return found
