"""Who may use licenses, who has, and what holders allow and show."""

from datetime import datetime

from sunhall.centers.data.models import Consent, Disclosure, License, LicenseUse, SharingPurpose
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.shown import ShownLicense, show_license
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.masking import masked_name
from sunhall.kernel.paging import Page
from sunhall.kernel.row_security import whole_city

LISTED = 30


def list_own_uses(by: Actor, *, after: int | None = None, limit: int = LISTED) -> Page[LicenseUse]:
    """Return who used the licenses of whoever acts, and what for, newest first."""
    own = License.objects.own(by)
    rows = LicenseUse.objects.filter(license__in=list(own.values_list("pk", flat=True)))
    rows = rows.select_related("organization", "license__kind")
    found = list((rows.filter(pk__lt=after) if after else rows)[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def uses_of(license: License, limit: int = LISTED) -> list[LicenseUse]:
    """Return who used a license last, newest first."""
    return list(license.uses.select_related("organization", "license__kind")[:limit])


def list_own_purposes(by: Actor) -> list[SharingPurpose]:
    """Return what the actor's department may look licenses up for today."""
    own = SharingPurpose.objects.on(by.today).filter(organization_id=by.own_organization_id)
    return list(own.prefetch_related("kinds").order_by("code"))


def list_purposes(by: Actor) -> list[SharingPurpose]:
    """Return the purposes of all departments, those that have ended last.

    Raises:
        Forbidden: the actor grants none.
    """
    if not by.may(Permission.PURPOSE_GRANT):
        raise Forbidden(Permission.PURPOSE_GRANT)
    rows = SharingPurpose.objects.select_related("organization").prefetch_related("kinds")
    return list(rows.order_by("valid_to", "organization__code", "code"))


def list_consents(by: Actor) -> list[Consent]:
    """Return what whoever acts has consented to, the last first."""
    return list(Consent.objects.own(by).prefetch_related("kinds")[:LISTED])


def list_disclosures(by: Actor, license: License) -> list[Disclosure]:
    """Return what is shown of one's license now."""
    return list(Disclosure.objects.own(by).at(by.moment).filter(license=license))


@whole_city()
def get_disclosed(by: Actor, token: str) -> tuple[ShownLicense, datetime]:
    """Return what the holder shows by a link, as it stands now, and until when it is shown.

    Raises:
        NotFound: nothing is shown by it, or no longer.
    """
    related = ("license__kind", "license__template", "license__holder", "license__organization")
    rows = Disclosure.objects.at(by.moment).select_related(*related)
    found = rows.filter(token=token).only_one("")
    name = found.license.holder.name
    shown = name if found.shows_name else masked_name(name)
    return show_license(found.license, found.elements, shown), found.expires_at
