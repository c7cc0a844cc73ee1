"""Files under the hash of their bytes: the same bytes are kept once."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

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


def keep_secret(place: Path, secret: bytes) -> None:
    """Write a secret for its owner only; the first of several programs at once wins."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}-{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(secret)
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
