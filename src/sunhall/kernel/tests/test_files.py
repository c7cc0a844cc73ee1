"""Files under the hash of their bytes."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from sunhall.kernel.errors import NotFound
from sunhall.kernel.files import get_file, store_file
from sunhall.kernel.models import StoredFile

MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


class TestStoreFile:
    def test_keeps_the_bytes_under_their_hash(self, db):
        file = store_file(b"%PDF\x00", "application/pdf", MOMENT)

        assert file.sha256 == hashlib.sha256(b"%PDF\x00").hexdigest()
        assert bytes(file.content) == b"%PDF\x00"
        assert (file.media_type, file.size_bytes) == ("application/pdf", 5)

    def test_keeps_the_same_bytes_once_as_they_were_first_stored(self, db):
        first = store_file(b"same", "text/plain", MOMENT)
        again = store_file(b"same", "image/png", MOMENT + timedelta(days=1))

        assert again == first
        assert (again.media_type, again.stored_at) == ("text/plain", MOMENT)
        assert StoredFile.objects.filter(sha256=first.sha256).count() == 1


class TestGetFile:
    def test_returns_what_was_stored(self, db):
        stored = store_file(b"photo", "image/jpeg", MOMENT)

        assert bytes(get_file(stored.sha256).content) == b"photo"

    def test_says_when_there_is_none(self, db):
        with pytest.raises(NotFound):
            get_file("0" * 64)
