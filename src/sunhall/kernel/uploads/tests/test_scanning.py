"""The real daemon's word, and what the city does without it."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from sunhall.kernel.files import content_of, get_file, list_unscanned, scan_stored, store_file
from sunhall.kernel.models import FileScan, StoredFile
from sunhall.kernel.uploads.errors import FileInfected, FileInQuarantine, ScannerDown
from sunhall.kernel.uploads.scanning import Verdict, check_clean, scan, version
from sunhall.kernel.uploads.tests.samples import EICAR, JPEG

MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def packed(content):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner.txt", content)
    return file.getvalue()


class TestScan:
    def test_finds_the_test_signature_in_the_open_and_packed(self, scanner):
        found = [scan(EICAR), scan(packed(EICAR))]

        assert all(verdict.signature.startswith("Eicar-Test-Signature") for verdict in found)

    def test_calls_clean_what_is_clean_however_long(self, scanner):
        verdicts = [scan(JPEG), scan(b""), scan(b"a" * 3_000_000)]

        assert verdicts == [Verdict()] * 3

    def test_knows_which_scanner_answers(self, scanner):
        assert version().startswith("ClamAV ")


class TestCheckClean:
    def test_names_the_file_it_refuses(self, scanner):
        with pytest.raises(FileInfected) as refused:
            check_clean(EICAR, "现场.txt")

        assert "现场.txt" in str(refused.value)

    def test_refuses_without_an_answer_where_one_is_required(self, no_scanner):
        with pytest.raises(ScannerDown) as refused:
            check_clean(JPEG, "现场.jpg")

        assert "现场.jpg" in str(refused.value)

    def test_goes_on_without_an_answer_where_it_is_advice(self, no_scanner, settings):
        settings.SUNHALL_UPLOAD_SCANNING = "advisory"

        assert check_clean(JPEG, "现场.jpg") is None


class TestStoreFile:
    def test_keeps_nothing_that_is_infected(self, db, scanner):
        with pytest.raises(FileInfected):
            store_file(EICAR, "text/plain", MOMENT, name="a.txt")

        assert not StoredFile.objects.exists()

    def test_hands_out_what_was_called_clean(self, db, scanner):
        file = store_file(JPEG, "image/jpeg", MOMENT)

        assert content_of(file) == JPEG


class TestContentOf:
    def test_gives_nobody_what_no_scanner_has_seen(self, db, no_scanner, settings):
        settings.SUNHALL_UPLOAD_SCANNING = "advisory"
        file = store_file(JPEG, "image/jpeg", MOMENT)

        with pytest.raises(FileInQuarantine):
            content_of(file)
        assert list_unscanned(10) == [file.sha256]

    def test_gives_it_once_it_was_scanned_later(self, db, clamd_socket, settings):
        file = store_file(JPEG, "image/jpeg", MOMENT)
        settings.SUNHALL_CLAMD, settings.SUNHALL_UPLOAD_SCANNING = clamd_socket, "advisory"

        scan_stored(file.sha256, MOMENT)

        assert content_of(get_file(file.sha256)) == JPEG
        assert list_unscanned(10) == []

    def test_never_gives_what_was_found_infected_even_without_a_scanner(
        self, db, clamd_socket, settings
    ):
        file = store_file(EICAR, "text/plain", MOMENT)
        settings.SUNHALL_CLAMD = clamd_socket
        scan_stored(file.sha256, MOMENT)

        with pytest.raises(FileInQuarantine):
            content_of(file)
        assert FileScan.objects.get().signature.startswith("Eicar")
