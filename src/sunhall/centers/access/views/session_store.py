"""Sessions in the database, opened without asking whether their key is taken."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.utils.crypto import get_random_string

LENGTH = 32


class SessionStore(Kept):
    """A session; of 36³² keys none comes twice, and the table would refuse one that did."""

    def _get_new_session_key(self) -> str:
        return get_random_string(LENGTH, VALID_KEY_CHARS)
