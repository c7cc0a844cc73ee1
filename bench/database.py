"""A database of its own for a measurement, on the machine's server, with durable commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from sunhall.config.database import database_in_use


@contextmanager
def own_database() -> Iterator[None]:
    """Make a database for the measurement, and drop it afterwards."""
    with database_in_use():
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
