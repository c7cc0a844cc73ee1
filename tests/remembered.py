"""A scene is made by its acts once, and laid out again from its rows for every test after that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")

TOUCHED = """
SELECT relname FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd > 0 ORDER BY relname
"""
NEW = "SELECT {} FROM {} WHERE xmin::text::bigint >= {}"


@dataclass(frozen=True)
class Rows:
    """The rows of a table that a scene wrote, and their keys."""

    table: str
    key: str
    keys: list[Any]
    content: bytes


@dataclass(frozen=True)
class Scene:
    """What making it returned, and the rows it wrote."""

    made: Any
    rows: list[Rows]


_scenes: dict[str, Scene] = {}


def remembered(name: str, make: Callable[[], T]) -> T:
    """Return a scene in the transaction of a test; its rows keep their keys from test to test.

    Sequences never go back, so that no key that a test takes was another test's: what is kept in
    memory under a key stays true.
    """
    if not connection.in_atomic_block:
        return make()
    scene = _scenes.get(name)
    if scene is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint % (2::bigint ^ 32)::bigint")
            (since,) = cursor.fetchone()
            made = make()
            scene = _scenes[name] = Scene(made, _read(cursor, since))
    else:
        _lay_out(scene)
    result: T = scene.made
    return result


def _read(cursor: Any, since: int) -> list[Rows]:
    """Return what was written since a transaction began; a savepoint's number is a later one."""
    cursor.execute(TOUCHED)
    found = []
    for (table,) in cursor.fetchall():
        cursor.execute(NEW.format("count(*)", table, since))
        if cursor.fetchone() != (0,):
            key = connection.introspection.get_primary_key_column(cursor, table)
            cursor.execute(NEW.format(key, table, since))
            keys = [value for (value,) in cursor.fetchall()]
            new = NEW.format("*", table, since)
            with cursor.copy(f"COPY ({new}) TO STDOUT (FORMAT binary)") as copy:
                content = b"".join(bytes(part) for part in copy)
            found.append(Rows(table, str(key), keys, content))
    return found


def _lay_out(scene: Scene) -> None:
    """Write the rows; one that migrations wrote and the scene changed takes its place."""
    with connection.cursor() as cursor:
        for rows in scene.rows:
            cursor.execute(
                f"DELETE FROM {rows.table} WHERE {rows.key} = ANY (%s)",  # noqa: S608
                [rows.keys],
            )
            with cursor.copy(f"COPY {rows.table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows.content)
