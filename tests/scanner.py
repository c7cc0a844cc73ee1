"""A real virus scanner that knows one thing: the harmless signature made for such tests."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sunhall.kernel.uploads.scanning import ScannerUnavailable, version
from sunhall.kernel.uploads.tests.samples import EICAR

LONGEST_SECONDS = 20


@pytest.fixture(scope="session")
def clamd_socket() -> Iterator[str]:
    """Run ClamAV's daemon with a signature file of our own; skip where it is not installed."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed (on Debian: apt install clamav-daemon)")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "signatures").mkdir()
        signature = f"Eicar-Test-Signature:0:0:{EICAR.hex()}\n"
        (place / "signatures/test.ndb").write_text(signature)
        (place / "clamd.conf").write_text(
            f"Foreground yes\nLocalSocket {place}/socket\nDatabaseDirectory {place}/signatures\n"
        )
        with subprocess.Popen(
            [program, "--config-file", str(place / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as daemon:
            try:
                yield _once_it_listens(daemon, place / "socket")
            finally:
                daemon.terminate()


def _once_it_listens(daemon: "subprocess.Popen[bytes]", place: Path) -> str:
    until = time.monotonic() + LONGEST_SECONDS
    while not place.exists():
        if daemon.poll() is not None or time.monotonic() > until:
            pytest.skip("clamd is installed but does not start here")
        time.sleep(0.05)
    return str(place)


@pytest.fixture
def scanner(clamd_socket: str, settings: object) -> str:
    """Let the city require a scan by the daemon."""
    settings.SUNHALL_CLAMD = clamd_socket  # type: ignore[attr-defined]
    settings.SUNHALL_UPLOAD_SCANNING = "required"  # type: ignore[attr-defined]
    return clamd_socket


@pytest.fixture
def no_scanner(settings: object, tmp_path: Path) -> None:
    """Let the city require a scan, and nobody answer."""
    settings.SUNHALL_CLAMD = str(tmp_path / "nobody")  # type: ignore[attr-defined]
    settings.SUNHALL_UPLOAD_SCANNING = "required"  # type: ignore[attr-defined]
    with pytest.raises(ScannerUnavailable):
        version()
