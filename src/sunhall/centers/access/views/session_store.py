"""Sessions in the database, written once a request, their keys taken without asking."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.utils.crypto import get_random_string

LENGTH = 32


class SessionStore(Kept):
    """A session; of 36³² keys none comes twice, and the table would refuse one that did."""

    _is_new = False

    def _get_new_session_key(self) -> str:
        return get_random_string(LENGTH, VALID_KEY_CHARS)

    def create(self) -> None:
        """Take a new key; the row is written when the request ends."""
        self._session_key = self._get_new_session_key()
        self._is_new = self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session, as a new row if its key is new."""
        if self.session_key is None:
            self.create()
        super().save(must_create=must_create or self._is_new)
        self._is_new = False
