"""Who acts, as the database is told: once a transaction, before the first statement that asks."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.postgres.cluster import APPLICATION

ROLE = APPLICATION

TELL = """
SELECT set_config('role', %s, true), set_config('sunhall.organization', %s, true),
    set_config('sunhall.account', %s, true), set_config('sunhall.person', %s, true),
    set_config('sunhall.citizen', %s, true),
    set_config('sunhall.enterprise', %s, true), set_config('sunhall.permissions', %s, true),
    set_config('sunhall.reach', %s, true),
    set_config('sunhall.acting', %s, true), set_config('sunhall.city', %s, true)
"""
LIFT = "SELECT set_config('role', 'none', true)"
# Told again after these, which take back what was told since the savepoint.
TAKING_BACK = "ROLLBACK TO SAVEPOINT"
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT")


@dataclass(frozen=True, slots=True)
class Scope:
    """Who looks, and how far; the public by default, who see nothing that is protected.

    In an act (`is_acting`) everything may be read, because the law asks across departments, and
    rows may be written. The city itself (`is_city`) may read and write all.
    """

    organization_id: int = 0
    account_id: int = 0
    person_id: int = 0
    citizen_id: int = 0
    enterprise_id: int = 0
    permissions: frozenset[str] = frozenset()
    reach: tuple[tuple[str, frozenset[int]], ...] = ()
    is_acting: bool = False
    is_city: bool = False

    @classmethod
    def of(cls, by: Actor, *, is_acting: bool = False) -> "Scope":
        """Return an actor's scope."""
        return cls(
            organization_id=by.own_organization_id,
            account_id=by.account_id or 0,
            person_id=by.own_person_id,
            citizen_id=by.citizen_id or 0,
            enterprise_id=by.enterprise_id or 0,
            permissions=by.permissions,
            reach=by.reach,
            is_acting=is_acting,
            is_city=by.channel is Channel.SYSTEM,
        )

    @property
    def told(self) -> list[str]:
        """Return the values in the order of the statement that tells them."""
        keys = (
            self.organization_id,
            self.account_id,
            self.person_id,
            self.citizen_id,
            self.enterprise_id,
        )
        flags = (self.is_acting, self.is_city)
        return [
            ROLE,
            *map(str, keys),
            " ".join(sorted(self.permissions)),
            _written(self.reach),
            *("1" if flag else "" for flag in flags),
        ]


def _written(reach: Iterable[tuple[str, frozenset[int]]]) -> str:
    """Return the organizations by permission as the database reads them; "" for none."""
    by_permission: dict[str, set[int]] = {}
    for permission, organizations in reach:
        by_permission.setdefault(permission, set()).update(organizations)
    told = {permission: sorted(found) for permission, found in by_permission.items()}
    return json.dumps(told) if told else ""


class Wall:
    """Stands before every statement of a request, and tells the database whose it is.

    The first statement opens the request's transaction; a page that asks nothing opens none. In a
    transaction in which nobody was told yet, the city need not be: the connection owns the tables.
    """

    def __init__(self, scope: Scope, stack: ExitStack) -> None:
        self.base = scope
        self.within: list[Scope] = []
        self._stack = stack
        self._transaction: object = None
        self._is_host = False
        self._told: Scope | None = None
        self._is_bare = True

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        """Execute a statement in the scope of the moment."""
        self._follow()
        scope = self.within[-1] if self.within else self.base
        text = sql if isinstance(sql, str) else ""
        if text.startswith(TAKING_BACK):
            self._told = None
        elif not text.startswith(SAVEPOINTS):
            self._tell(scope)
        return execute(sql, params, many, context)

    def _tell(self, scope: Scope) -> None:
        """Tell the database who looks, unless it knows."""
        if self._told == scope or (self._is_bare and scope.is_city):
            return
        _execute(TELL, scope.told)
        self._told, self._is_bare = scope, False

    def _follow(self) -> None:
        """Know the transaction: what was told ends with it."""
        self.host()
        outermost = connection.atomic_blocks[0]
        if outermost is not self._transaction:
            self._transaction, self._told, self._is_bare = outermost, None, True

    def host(self) -> None:
        """Open the request's transaction, unless there is one."""
        if not connection.in_atomic_block:
            self._stack.enter_context(transaction.atomic())
            self._is_host = True

    def leave(self) -> None:
        """Let a transaction that goes on without the wall be as it was before."""
        if self._told is None or self._is_host or not connection.in_atomic_block:
            return
        if connection.connection.info.transaction_status is TransactionStatus.INTRANS:
            _execute(LIFT)


_wall: ContextVar[Wall | None] = ContextVar("wall", default=None)


PUBLIC = Scope()


@contextmanager
def guarded(scope: Scope = PUBLIC) -> Iterator[Wall]:
    """Run a request in one transaction and behind the wall, as the public until `see_as`."""
    with ExitStack() as stack:
        wall = Wall(scope, stack)
        token = _wall.set(wall)
        try:
            with connection.execute_wrapper(wall):
                yield wall
        finally:
            _wall.reset(token)
            wall.leave()


def begin() -> None:
    """Open the request's transaction now, so that an act that comes first commits with it."""
    wall = _wall.get()
    if wall is not None:
        wall.host()


def see_as(by: Actor) -> None:
    """Let the rest of the request see what this actor may."""
    wall = _wall.get()
    if wall is not None:
        wall.base = Scope.of(by)


@contextmanager
def acting(by: Actor) -> Iterator[None]:
    """Let an actor's act read what the law asks for, and write."""
    with _within(Scope.of(by, is_acting=True)):
        yield


@contextmanager
def whole_city() -> Iterator[None]:
    """See the city whole; whoever does so chooses by itself what it shows."""
    with _within(Scope(is_city=True)):
        yield


@contextmanager
def _within(scope: Scope) -> Iterator[None]:
    """Look in another scope; without a wall nothing changes."""
    wall = _wall.get()
    if wall is None:
        yield
        return
    wall.within.append(scope)
    try:
        yield
    finally:
        wall.within.pop()


def _execute(sql: str, values: list[str] | None = None) -> None:
    """Execute a statement of the wall's own, past what counts the program's."""
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, values)
