"""Which attributes of a resource are shown. Standard: RFC 7644 3.9."""

from collections.abc import Collection, Mapping
from typing import Any

from sunhall.centers.access.rules.scim.filters import split_path

ALWAYS = {"schemas", "id"}


def project(
    resource: Mapping[str, Any], wanted: Collection[str], unwanted: Collection[str]
) -> dict[str, Any]:
    """Return a resource with only what is wanted, or without what is not; id and schemas stay."""
    if wanted:
        return _keep(resource, _paths(wanted), is_wanted=True)
    if unwanted:
        return _keep(resource, _paths(unwanted), is_wanted=False)
    return dict(resource)


def read_names(text: str) -> list[str]:
    """Return the names of a list separated by commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def _paths(names: Collection[str]) -> set[tuple[str, ...]]:
    """Return each name as the steps that lead to it; the core schema's own name is no step."""
    found = set()
    for name in names:
        urn, rest = split_path(name.lower())
        steps = tuple(rest.split("."))
        is_core = not urn or urn.endswith(("core:2.0:user", "core:2.0:group"))
        found.add(steps if is_core else (urn, *steps))
        if urn:
            # The name of a whole extension reads like a path into a shorter one
            found.add((name.lower(),))
    return found


def _keep(
    resource: Mapping[str, Any], paths: set[tuple[str, ...]], *, is_wanted: bool
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in resource.items():
        own = name.lower()
        deeper = {path[1:] for path in paths if path[0] == own and len(path) > 1}
        if name in ALWAYS or (((own,) in paths) == is_wanted and not deeper):
            kept[name] = value
        elif deeper and (own,) not in paths:
            kept[name] = _inside(value, deeper, is_wanted=is_wanted)
    return kept


def _inside(value: Any, paths: set[tuple[str, ...]], *, is_wanted: bool) -> Any:
    if isinstance(value, list):
        return [_inside(one, paths, is_wanted=is_wanted) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {k: v for k, v in value.items() if ((k.lower(),) in paths) == is_wanted}
