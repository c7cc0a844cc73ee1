"""A scene is made by its acts once, and laid out again from its rows for every test after that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")

TOUCHED = """
SELECT relname FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname
"""


@dataclass(frozen=True)
class Scene:
    """What making it returned, and the rows of every table it wrote to."""

    made: Any
    rows: dict[str, bytes]


_scenes: dict[str, Scene] = {}


def remembered(name: str, make: Callable[[], T]) -> T:
    """Return a scene in the transaction of a test; its rows keep their keys from test to test.

    The database is empty but for what migrations wrote. Sequences never go back, so that no key
    that a test takes was another test's: what is kept in memory under a key stays true.
    """
    if not connection.in_atomic_block:
        return make()
    scene = _scenes.get(name)
    if scene is None:
        scene = _scenes[name] = Scene(make(), _read())
    else:
        _lay_out(scene.rows)
    made: T = scene.made
    return made


def _read() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        tables = [name for (name,) in cursor.fetchall()]
        return {table: _copied(cursor, table) for table in tables}


def _copied(cursor: Any, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
        return b"".join(bytes(part) for part in copy)


def _lay_out(rows: dict[str, bytes]) -> None:
    with connection.cursor() as cursor:
        for table, content in rows.items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(content)
