"""Departments look licenses up for a granted purpose; the holder sees each look."""

from collections.abc import Sequence
from datetime import date, timedelta

from sunhall.centers.data.choices import Way
from sunhall.centers.data.errors import DayTooEarly, KindsMissing, PurposeNotGranted, PurposeTaken
from sunhall.centers.data.events import LicenseUsed, PurposeEnded, PurposeGranted
from sunhall.centers.data.models import License, LicenseKind, LicenseUse, SharingPurpose
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.shown import ShownLicense, show_license
from sunhall.directory import queries as directory
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

MOST_LICENSES = 50


@action(Permission.LICENSE_USE, law="个人信息保护法 第三十四条")
def look_up(by: Actor, *, identifier: str, purpose: str) -> list[ShownLicense]:
    """Return the good licenses of a holder, of the kinds that a purpose of the department names.

    Each look is written down with its purpose, and the holder sees it. A number that holds
    nothing is answered as one without licenses.

    Raises:
        PurposeNotGranted: the department has no such purpose today.
    """
    granted = SharingPurpose.objects.on(by.today).filter(
        organization_id=by.own_organization_id, code=purpose
    )
    found = granted.first()
    if found is None:
        raise PurposeNotGranted(purpose=purpose)
    rows = License.objects.good(by.today).filter(
        holder__identifier=identifier.strip().upper(), kind__in=found.kinds.all()
    )
    licenses = list(
        rows.select_related("kind", "template", "holder", "organization")[:MOST_LICENSES]
    )
    keys = {one.pk: keys_of(one, with_sensitive=found.shows_sensitive) for one in licenses}
    write_uses(by, licenses, keys, way=Way.LOOKUP, purpose=found.name, basis=found.basis)
    return [show_license(one, keys[one.pk]) for one in licenses]


@action(Permission.PURPOSE_GRANT, law="个人信息保护法 第三十四条")
def grant_purpose(
    by: Actor,
    *,
    organization_code: str,
    code: str,
    name: str,
    basis: str,
    kind_codes: Sequence[str],
    valid_from: date,
    shows_sensitive: bool = False,
) -> SharingPurpose:
    """Let a department look kinds of licenses up for a purpose, from a day on.

    Raises:
        NotFound: no such organization today.
        KindsMissing: no kind is named that there is.
        PurposeTaken: the department has a purpose of this code.
    """
    organization = directory.get_organization(by, organization_code)
    kinds = list(LicenseKind.objects.filter(code__in=kind_codes))
    if not kinds:
        raise KindsMissing()
    if SharingPurpose.objects.open().filter(organization=organization, code=code).exists():
        raise PurposeTaken(purpose=code)
    purpose = SharingPurpose.objects.create(
        organization=organization,
        code=code,
        name=name,
        basis=basis,
        shows_sensitive=shows_sensitive,
        valid_from=valid_from,
    )
    purpose.kinds.set(kinds)
    announce(
        by,
        PurposeGranted(
            subject_id=purpose.pk,
            organization=organization.code,
            code=code,
            basis=basis,
            kinds=tuple(kind.code for kind in kinds),
        ),
    )
    return purpose


@action(Permission.PURPOSE_GRANT)
def end_purpose(by: Actor, *, purpose_id: int, valid_to: date) -> SharingPurpose:
    """Let a department look for a purpose no longer, from a day on.

    Raises:
        NotFound: there is no such purpose, or it has an end.
        DayTooEarly: it would end on its first day, or before.
    """
    purpose = SharingPurpose.objects.open().select_related("organization").lock(purpose_id)
    if purpose.valid_from is not None and valid_to <= purpose.valid_from:
        raise DayTooEarly(day=(purpose.valid_from + timedelta(days=1)).isoformat())
    purpose.valid_to = valid_to
    purpose.save(update_fields=["valid_to"])
    organ = purpose.organization.code
    announce(by, PurposeEnded(subject_id=purpose.pk, organization=organ, code=purpose.code))
    return purpose


def keys_of(license: License, *, with_sensitive: bool) -> list[str]:
    """Return the elements of a license that are given, the sensitive ones only if so said."""
    return [
        one.key
        for one in license.template.fields
        if one.key in license.data and (with_sensitive or not one.is_sensitive)
    ]


def write_uses(
    by: Actor,
    licenses: Sequence[License],
    keys: dict[int, list[str]],
    *,
    way: Way,
    purpose: str,
    basis: str = "",
) -> None:
    """Write down that licenses were used, for the holder to see and the journal to keep."""
    LicenseUse.objects.bulk_create(
        LicenseUse(
            license=one,
            at=by.moment,
            way=way,
            purpose=purpose,
            basis=basis,
            organization_id=by.organization_id,
            person_name=by.name if by.citizen_id is None else "",
            elements=keys[one.pk],
        )
        for one in licenses
    )
    announce(
        by,
        *(
            LicenseUsed(subject_id=one.pk, number=one.number, way=way.value, purpose=purpose)
            for one in licenses
        ),
    )
