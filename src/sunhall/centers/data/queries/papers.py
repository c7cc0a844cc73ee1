"""A license as a document: its facts, and the PDF that follows from them."""

from pathlib import Path
from typing import Any

from sunhall.centers.data.models import License, LicenseVersion
from sunhall.centers.data.rules.elements import shown_elements
from sunhall.kernel.documents import render

TEMPLATE = Path(__file__).resolve().parents[1] / "documents" / "license.typ"


def sheet_of(license: License) -> dict[str, Any]:
    """Return all that a license states on paper, kept as it is with the version."""
    elements = license.template.fields
    return {
        "title": license.kind.name,
        "organ": license.organization.name,
        "number": license.number,
        "identifier": license.identifier,
        "code": license.code,
        "holder_kind": license.holder.kind,
        "holder": license.holder.name,
        "holder_identifier": license.holder.identifier,
        "elements": shown_elements(elements, license.data, [one.key for one in elements]),
        "conditions": license.conditions,
        "issued_on": license.issued_on.isoformat(),
        "valid_from": license.valid_from.isoformat(),
        "valid_to": license.valid_to.isoformat() if license.valid_to else "",
        "is_synthetic": license.is_synthetic,
    }


def pdf_of_version(version: LicenseVersion, verify_at: str = "") -> bytes:
    """Return a version as PDF/A: the same bytes each time; once sealed, the sealed ones.

    `verify_at` is the address that the QR leads to; a sealed one has its own.

    Raises:
        Unprintable: a name has a character that no font at hand has.
    """
    sealed = version.sealed
    if sealed is not None:
        return bytes(sealed.content)
    return render(TEMPLATE, version.sheet, version.issued_at, verify_at)
