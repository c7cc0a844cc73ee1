"""Administrative acts: one permission check, one transaction, one entry in the catalog."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction

from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One administrative act as the list of powers (权责清单) shows it."""

    name: str
    permission: str
    law: str
    summary: str


_catalog: dict[str, CatalogEntry] = {}


def action(
    permission: str, *, law: str = ""
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an administrative act.

    The act runs only for an actor who holds the permission, and in one transaction; nothing can
    switch either off. `law` names the article the act rests on.

    Raises:
        Forbidden: the actor lacks the permission.
    """

    def declare(
        function: Callable[Concatenate[Actor, P], R],
    ) -> Callable[Concatenate[Actor, P], R]:
        @wraps(function)
        def act(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not by.may(permission):
                raise Forbidden(permission)
            with transaction.atomic():
                return function(by, *args, **kwargs)

        name = f"{function.__module__}.{function.__name__}"
        summary = (function.__doc__ or "").strip().splitlines()[0] if function.__doc__ else ""
        _catalog[name] = CatalogEntry(name, permission, law, summary)
        return act

    return declare


def catalog() -> list[CatalogEntry]:
    """Return every declared act, by name."""
    return [_catalog[name] for name in sorted(_catalog)]
