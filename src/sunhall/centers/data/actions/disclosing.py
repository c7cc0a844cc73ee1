"""A holder shows chosen parts of a license to whoever has the link."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sunhall.centers.data.choices import LicenseState
from sunhall.centers.data.errors import HoursRefused, NotGoodNow, NothingToShow
from sunhall.centers.data.events import DisclosureEnded, LicenseDisclosed
from sunhall.centers.data.models import Disclosure, License
from sunhall.centers.data.permissions import Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

MOST_HOURS = 72
TOKEN_BYTES = 32


@action(Permission.LICENSE_OWN, law="个人信息保护法 第十三条")
def disclose(
    by: Actor, *, license_id: int, elements: Sequence[str], hours: int, shows_name: bool = False
) -> Disclosure:
    """Show chosen elements of one's license to whoever has the link, for some hours.

    Raises:
        NotFound: one holds no such license.
        NotGoodNow: it proves nothing now.
        NothingToShow: nothing of it is chosen.
        HoursRefused: it would be shown for too long, or not at all.
    """
    own = License.objects.own(by).select_related("template")
    found = own.lock(license_id)
    if not found.is_good(by.today):
        raise NotGoodNow(number=found.number, state=LicenseState(found.state).label)
    chosen = [one.key for one in found.template.fields if one.key in {*elements} & {*found.data}]
    if not (chosen or shows_name):
        raise NothingToShow()
    if not 1 <= hours <= MOST_HOURS:
        raise HoursRefused(most=MOST_HOURS)
    made = Disclosure.objects.create(
        license=found,
        elements=chosen,
        shows_name=shows_name,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        made_at=by.moment,
        expires_at=by.moment + timedelta(hours=hours),
    )
    announce(
        by,
        LicenseDisclosed(
            subject_id=found.pk,
            number=found.number,
            count=len(chosen),
            expires_at=made.expires_at,
        ),
    )
    return made


@action(Permission.LICENSE_OWN)
def end_disclosure(by: Actor, *, disclosure_id: int) -> Disclosure:
    """Show it no longer.

    Raises:
        NotFound: one shows nothing like that.
    """
    own = Disclosure.objects.own(by).at(by.moment).select_related("license")
    found = own.lock(disclosure_id)
    found.ended_at = by.moment
    found.save(update_fields=["ended_at"])
    license = found.license
    announce(by, DisclosureEnded(subject_id=license.pk, number=license.number))
    return found
