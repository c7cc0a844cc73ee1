"""Keep the database up for as long as a program needs it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connections

from sunhall.config import env


@contextmanager
def database_in_use() -> Iterator[None]:
    """Hold the embedded database for a block, if it is the one in use.

    Raises:
        DatabaseUnavailable: it cannot be started.
    """
    cluster = env.embedded_cluster()
    with cluster.held() if cluster else nullcontext():
        try:
            yield
        finally:
            connections.close_all()
