"""Files under the hash of their bytes: the same bytes are kept once."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext as _

from sunhall.kernel.errors import NotFound
from sunhall.kernel.models import StoredFile


def store_file(content: bytes, media_type: str, moment: datetime) -> StoredFile:
    """Keep a file; one that is there already stays as it was first stored."""
    file = StoredFile(
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        media_type=media_type,
        size_bytes=len(content),
        stored_at=moment,
    )
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    return StoredFile.objects.defer("content").get(sha256=file.sha256)


def get_file(sha256: str) -> StoredFile:
    """Return a file by the hash of its bytes.

    Raises:
        NotFound: no such file was stored.
    """
    file = StoredFile.objects.filter(sha256=sha256).first()
    if file is None:
        raise NotFound(_("文件"), sha256)
    return file
