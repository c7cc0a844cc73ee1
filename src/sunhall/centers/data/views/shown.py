"""Licenses and their history as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sunhall.centers.data.choices import (
    CancelReason,
    InspectionResult,
    LicenseState,
    RevokeGround,
    WithdrawGround,
)
from sunhall.centers.data.models import License, LicenseVersion
from sunhall.centers.data.queries.shown import conditions_in_words
from sunhall.centers.data.rules.elements import shown_elements
from sunhall.kernel.events import event_words
from sunhall.kernel.identifiers import mask_resident_id
from sunhall.kernel.masking import masked_name
from sunhall.kernel.models import JournalEntry

TONES: dict[str, str] = {
    LicenseState.VALID: "jade",
    LicenseState.SUSPENDED: "sun",
    LicenseState.EXPIRED: "stone",
    LicenseState.REVOKED: "coral",
    LicenseState.WITHDRAWN: "coral",
    LicenseState.CANCELLED: "stone",
}
WORDS = {
    "data.license.cancelled": ("reason", CancelReason),
    "data.license.inspected": ("result", InspectionResult),
    "data.license.revoked": ("ground", RevokeGround),
    "data.license.withdrawn": ("ground", WithdrawGround),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One license in a list: a citizen who holds it is masked."""

    license: License
    holder: str
    identifier: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a license's history."""

    at: datetime
    what: str
    detail: str
    who: str


def show_row(license: License) -> Row:
    """Return a license with its holder, masked if a citizen."""
    holder = license.holder
    is_citizen = holder.is_citizen
    return Row(
        license=license,
        holder=masked_name(holder.name) if is_citizen else holder.name,
        identifier=mask_resident_id(holder.identifier) if is_citizen else holder.identifier,
        state=str(LicenseState(license.state).label),
        tone=TONES[license.state],
    )


def content_of(license: License) -> list[tuple[str, str]]:
    """Return all that a license states, with its conditions, for its issuer and its holder."""
    elements = license.template.fields
    stated = shown_elements(elements, license.data, [one.key for one in elements])
    return [*stated, *conditions_in_words(license)]


def verify_address(request: HttpRequest, version: License | LicenseVersion) -> str:
    """Return the address that the QR of a license leads to."""
    path = reverse("data:verified", args=[version.identifier, version.code])
    return request.build_absolute_uri(path)


def tell(history: Iterable[JournalEntry]) -> list[Told]:
    """Return journal entries as people read them; a citizen is not named."""
    return [
        Told(at=entry.at, what=event_words(entry.event), detail=_detail(entry), who=_who(entry))
        for entry in history
    ]


def _who(entry: JournalEntry) -> str:
    if "by_citizen_id" in entry.facts:
        return _("持证人")
    return entry.who or _("系统")


def _detail(entry: JournalEntry) -> str:
    facts, said = entry.facts, ""
    if entry.event in WORDS:
        name, choices = WORDS[entry.event]
        said = str(choices(facts[name]).label)
    year = str(facts.get("year", ""))
    more = "" if entry.event == "data.license.cancelled" else facts.get("reason", "")
    return " · ".join(filter(None, (year, said, more, facts.get("purpose", ""))))
