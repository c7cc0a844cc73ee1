"""What others than the issuer see of a license."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sunhall.centers.data.choices import ConditionKind, LicenseState
from sunhall.centers.data.models import License
from sunhall.centers.data.rules.elements import shown_elements


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLicense:
    """A license with chosen elements; `valid_to` is none for one without an end."""

    license_id: int
    number: str
    identifier: str
    kind: str
    organ: str
    holder: str
    state: str
    state_label: str
    valid_from: date
    valid_to: date | None
    elements: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str], ...]


def show_license(license: License, keys: Iterable[str] | None, holder: str = "") -> ShownLicense:
    """Return a license with chosen elements; without a choice, with all that is not sensitive.

    `holder` is what the holder is to be called, if not by name.
    """
    elements = shown_elements(license.template.fields, license.data, keys)
    return ShownLicense(
        license_id=license.pk,
        number=license.number,
        identifier=license.identifier,
        kind=license.kind.name,
        organ=license.organization.name,
        holder=holder or license.holder.name,
        state=license.state,
        state_label=str(LicenseState(license.state).label),
        valid_from=license.valid_from,
        valid_to=license.valid_to,
        elements=tuple(elements),
        conditions=conditions_in_words(license),
    )


def conditions_in_words(license: License) -> tuple[tuple[str, str], ...]:
    """Return the conditions by what they limit."""
    return tuple(
        (str(ConditionKind(one["kind"]).label), str(one["text"])) for one in license.conditions
    )
