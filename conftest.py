"""What every test may need: the database, up for as long as tests use it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from sunhall.config.database import database_in_use

pytest_plugins = ["tests.cast", "tests.authority", "tests.scanner"]


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Begin every test in Chinese, whatever language the one before it has chosen."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Hold the database from the first test that needs it to the end of the session.

    Each worker has a test database of its own on one server; whoever ends last stops the server.
    `DATABASE_URL` puts the test databases on another server.
    """
    with database_in_use():
        yield


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let what a test writes be committed, for several connections to see.

    What was written the test removes itself: the journal, which refuses TRUNCATE, is not flushed.
    """
    with django_db_blocker.unblock():
        yield
