"""Administrative acts: one permission check, one transaction, one entry in the catalog."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction

from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import ConfirmationNeeded, Forbidden, Refusal
from sunhall.kernel.row_security import acting

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One administrative act as the list of powers (权责清单) shows it."""

    name: str
    permission: str
    law: str
    summary: str
    is_weighty: bool


RefusalListener = Callable[[Actor, str, Refusal], None]
_catalog: dict[str, CatalogEntry] = {}
_refusal_listeners: list[RefusalListener] = []
# What was refused within the outermost act so far; None outside any act.
_refused: ContextVar[list[tuple[str, Refusal]] | None] = ContextVar("refused", default=None)


def action(
    permission: str, *, law: str = "", is_weighty: bool = False
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an administrative act.

    The act runs only for an actor who holds the permission, and in one transaction; nothing can
    switch either off. `law` names the article the act rests on. Whoever holds the permission only
    in the place of another acts as such, and the journal says so. A weighty act asks whoever acts
    by a session to have proved a short while ago to be who they are, at whatever edge.

    Raises:
        Forbidden: the actor lacks the permission.
        ConfirmationNeeded: the act is weighty, and the actor's proof is old.
    """

    def declare(
        function: Callable[Concatenate[Actor, P], R],
    ) -> Callable[Concatenate[Actor, P], R]:
        name = f"{function.__module__}.{function.__name__}"

        @wraps(function)
        def act(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not by.may(permission):
                raise Forbidden(permission)
            if is_weighty and not by.is_confirmed:
                raise ConfirmationNeeded(permission)
            by = by.exercising(permission)
            with _listening(by, name), transaction.atomic(), acting(by):
                return function(by, *args, **kwargs)

        summary = (function.__doc__ or "").strip().splitlines()[0] if function.__doc__ else ""
        _catalog[name] = CatalogEntry(name, permission, law, summary, is_weighty)
        return act

    return declare


@contextmanager
def all_or_nothing(by: Actor) -> Iterator[None]:
    """Let several acts happen together or not at all; refusals are told once nothing is left."""
    with _listening(by, "together"), transaction.atomic():
        yield


def on_refusal(listener: RefusalListener) -> RefusalListener:
    """Let a function hear who was refused what, once nothing of the refused act is left.

    It is told when the outermost act has ended, in a transaction of its own, so what it writes
    outlives the refusal. A refusal is told once, under the name of the innermost act refused,
    also where an act around that one carries on without it.
    """
    if listener not in _refusal_listeners:
        _refusal_listeners.append(listener)
    return listener


@contextmanager
def _listening(by: Actor, name: str) -> Iterator[None]:
    """Note what is refused; the outermost act tells the listeners after its transaction."""
    around = _refused.get()
    refused: list[tuple[str, Refusal]] = [] if around is None else around
    token = _refused.set(refused)
    try:
        yield
    except Refusal as refusal:
        if all(known is not refusal for _name, known in refused):
            refused.append((name, refusal))
        raise
    finally:
        _refused.reset(token)
        if around is None and refused:
            _tell(by, refused)


def _tell(by: Actor, refused: list[tuple[str, Refusal]]) -> None:
    for listener in _refusal_listeners:
        with transaction.atomic(), acting(by):
            for name, refusal in refused:
                listener(by, name, refusal)


def catalog() -> list[CatalogEntry]:
    """Return every declared act, by name."""
    return [_catalog[name] for name in sorted(_catalog)]
