"""Gather the style sheets, scripts and pictures of all apps, named by their content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather_assets() -> bool:
    """Gather and compress the assets unless none has changed; return whether any has.

    Only the storage that names files by their content needs it (`SUNHALL_MANIFEST`).
    """
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    sources = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == sources:
        return False
    # A newer program's files may be older than what was gathered; without `clear` they would stay
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources, encoding="ascii")
    return True


def _fingerprint() -> str:
    """Return a digest of the place, time and size of every asset."""
    lines = sorted(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in _assets())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _assets() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))
