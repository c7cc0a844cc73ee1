"""Files under the hash of their bytes: the same bytes are kept once, and leave only when clean."""

import hashlib
from datetime import datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sunhall.kernel.errors import NotFound
from sunhall.kernel.models import FileScan, StoredFile
from sunhall.kernel.uploads.errors import FileInQuarantine
from sunhall.kernel.uploads.scanning import Scanning, Verdict, check_clean, mode, scan

SANDBOX = "default-src 'none'; img-src 'self'; sandbox"


def store_file(content: bytes, media_type: str, moment: datetime, *, name: str = "") -> StoredFile:
    """Keep a file, in quarantine until it is known to be clean; the same bytes are kept once.

    Raises:
        FileInfected: the virus scanner knows what is in it; it is not kept.
        ScannerDown: scanning is required, and the scanner does not answer; it is not kept.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    verdict = check_clean(content, name or sha256[:12])
    file = StoredFile(
        sha256=sha256,
        content=content,
        media_type=media_type,
        size_bytes=len(content),
        stored_at=moment,
    )
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    if verdict is not None:
        keep_verdict(sha256, verdict, moment)
    return StoredFile.objects.defer("content").get(sha256=sha256)


def get_file(sha256: str) -> StoredFile:
    """Return a file by the hash of its bytes.

    Raises:
        NotFound: no such file was stored.
    """
    file = StoredFile.objects.filter(sha256=sha256).first()
    if file is None:
        raise NotFound(_("文件"), sha256)
    return file


def content_of(file: StoredFile) -> bytes:
    """Return the bytes of a file that is known to be clean, or that the city does not scan.

    Raises:
        FileInQuarantine: it has not been called clean.
    """
    known = FileScan.objects.filter(file_id=file.pk).first()
    is_open = mode() is Scanning.OFF if known is None else not known.signature
    if not is_open:
        raise FileInQuarantine()
    return bytes(file.content)


def handed_out(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with a file to be kept; no browser runs anything of it in the city's name."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def list_unscanned(limit: int) -> list[str]:
    """Return the hashes of files that no scanner has seen, the oldest first."""
    waiting = StoredFile.objects.filter(scan=None).order_by("stored_at", "sha256")
    return list(waiting.values_list("sha256", flat=True)[:limit])


def scan_stored(sha256: str, moment: datetime) -> Verdict:
    """Have the scanner look at a file that was kept without it.

    Raises:
        NotFound: no such file was stored.
        ScannerUnavailable: the scanner does not answer.
    """
    verdict = scan(bytes(get_file(sha256).content))
    keep_verdict(sha256, verdict, moment)
    return verdict


def keep_verdict(sha256: str, verdict: Verdict, moment: datetime) -> None:
    """Keep what the scanner said of a file; what it said first stays."""
    FileScan.objects.bulk_create(
        [FileScan(file_id=sha256, signature=verdict.signature[:200], scanned_at=moment)],
        ignore_conflicts=True,
    )
