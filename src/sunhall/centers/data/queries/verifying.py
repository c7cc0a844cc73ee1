"""What anybody may know who has a license before them: that it is genuine, and how it stands."""

import hmac
from dataclasses import dataclass
from datetime import date

from sunhall.centers.data.choices import LicenseState
from sunhall.centers.data.models import LicenseVersion
from sunhall.centers.data.rules.identifiers import PREFIX
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.masking import masked_name
from sunhall.kernel.row_security import whole_city


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A genuine license: who issued it to whom (masked), and how it stands today.

    `is_last` tells that no later version has taken its place.
    """

    number: str
    identifier: str
    kind: str
    organ: str
    holder: str
    state: str
    state_label: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    is_good: bool
    is_last: bool
    is_inspected: bool
    inspected_year: int | None


@whole_city()
def verify_license(by: Actor, number: str, code: str) -> Verified:
    """Return what the paper's code opens; `number` is that of the license, or its identifier.

    Raises:
        NotFound: no license has both.
    """
    written, given = number.strip().upper(), code.strip().upper()
    named = "identifier" if written.startswith(f"{PREFIX}.") else "license__number"
    rows = LicenseVersion.objects.filter((named, written))
    related = ("license__kind", "license__holder", "license__organization", "license__template")
    found = [
        row
        for row in rows.select_related(*related).order_by("-version")
        if hmac.compare_digest(row.code.encode(), given.encode())
    ]
    if not found:
        raise NotFound(str(LicenseVersion._meta.verbose_name), written)
    return _verified(by, found[0])


def _verified(by: Actor, version: LicenseVersion) -> Verified:
    license = version.license
    holder = license.holder
    is_last = license.version == version.version
    return Verified(
        number=license.number,
        identifier=version.identifier,
        kind=license.kind.name,
        organ=license.organization.name,
        holder=masked_name(holder.name) if holder.is_citizen else holder.name,
        state=license.state,
        state_label=str(LicenseState(license.state).label),
        issued_on=date.fromisoformat(version.sheet["issued_on"]),
        valid_from=license.valid_from,
        valid_to=license.valid_to,
        is_good=is_last and license.is_good(by.today),
        is_last=is_last,
        is_inspected=license.template.is_inspected,
        inspected_year=license.inspected_year,
    )
