"""The virus scanner beside the city, ClamAV's `clamd`: one file, one question, one answer."""

import logging
import socket
import struct
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from sunhall.kernel.uploads.errors import FileInfected, ScannerDown

CHUNK = 1 << 18
LONGEST_SECONDS = 20.0
logger = logging.getLogger(__name__)


class Scanning(StrEnum):
    """What becomes of a file that the scanner has not seen."""

    REQUIRED = "required"
    ADVISORY = "advisory"
    OFF = "off"


class ScannerUnavailable(Exception):
    """The scanner does not answer, or not to the question."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says of a file: nothing, or the name of what it knows to be in it."""

    signature: str = ""

    @property
    def is_clean(self) -> bool:
        """Tell whether it knows of nothing bad."""
        return not self.signature


def mode() -> Scanning:
    """Return how files are scanned in this city."""
    return Scanning(settings.SUNHALL_UPLOAD_SCANNING)


def check_clean(content: bytes, name: str) -> Verdict | None:
    """Return the scanner's verdict that a file is clean; none if the city goes on without one.

    Raises:
        FileInfected: something bad is in it.
        ScannerDown: scanning is required, and there is no answer.
    """
    if mode() is Scanning.OFF:
        return None
    try:
        verdict = scan(content)
    except ScannerUnavailable as error:
        logger.warning("The virus scanner does not answer: %s", error)
        if mode() is Scanning.REQUIRED:
            raise ScannerDown(name=name) from error
        return None
    if not verdict.is_clean:
        logger.warning("Refused a file with %s", verdict.signature)
        raise FileInfected(name=name, signature=verdict.signature)
    return verdict


def scan(content: bytes) -> Verdict:
    """Ask the scanner about a file.

    Raises:
        ScannerUnavailable: it does not answer, or cannot tell.
    """
    answer = _asked(b"zINSTREAM\0", content)
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict()
    if said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND"))
    raise ScannerUnavailable(answer or "no answer")


def version() -> str:
    """Return which scanner answers, and its signatures' number and day, between slashes.

    Raises:
        ScannerUnavailable: it does not answer.
    """
    return _asked(b"zVERSION\0")


def _asked(question: bytes, content: bytes | None = None) -> str:
    try:
        with _connected() as line:
            line.sendall(question)
            if content is not None:
                for start in range(0, len(content), CHUNK):
                    chunk = content[start : start + CHUNK]
                    line.sendall(struct.pack("!L", len(chunk)) + chunk)
                line.sendall(struct.pack("!L", 0))
            return line.makefile("rb").read(4096).decode(errors="replace").strip("\0\n")
    except (OSError, ValueError) as error:
        raise ScannerUnavailable(str(error)) from error


def _connected() -> socket.socket:
    """Connect to the socket of the setting: a path, or host:port."""
    place = settings.SUNHALL_CLAMD
    host, _colon, port = place.rpartition(":")
    if port.isdigit() and host:
        return socket.create_connection((host, int(port)), LONGEST_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(LONGEST_SECONDS)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line
