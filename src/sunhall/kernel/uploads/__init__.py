"""The one gate for every file from outside: what it really is, how large, and whether it is clean.

A file's name and what its sender says of its type decide nothing. What is kept of it stays in
quarantine until the virus scanner has called it clean (`sunhall.kernel.files`).
"""

from sunhall.kernel.uploads.admitting import Admitted, admit
from sunhall.kernel.uploads.kinds import (
    CERTIFICATE_REQUEST,
    EVIDENCE,
    PDF,
    PNG,
    TABLES,
    TEXT,
    WORKBOOK,
    Kind,
)

__all__ = [
    "CERTIFICATE_REQUEST",
    "EVIDENCE",
    "PDF",
    "PNG",
    "TABLES",
    "TEXT",
    "WORKBOOK",
    "Admitted",
    "Kind",
    "admit",
]
