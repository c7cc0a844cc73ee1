"""The annual inspection of a license reads what its holder did."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sunhall.centers.data.actions.flow import needed, require_live, take
from sunhall.centers.data.choices import InspectionResult, Occasion
from sunhall.centers.data.errors import (
    BlockedByConduct,
    InspectedAlready,
    NotInspected,
    YearRefused,
)
from sunhall.centers.data.events import LicenseInspected
from sunhall.centers.data.models import Inspection, License
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.conduct import effects_on
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.LICENSE_ISSUE, law="行政许可法 第六十二条")
def inspect_license(
    by: Actor, *, license_id: int, year: int, result: InspectionResult, remarks: str = ""
) -> Inspection:
    """Enter a license's annual inspection of a year.

    It cannot be passed while a conduct record of the holder blocks it; records that warn are kept
    with the inspection. A failed one says why, and may be repeated.

    Raises:
        NotFound: the actor's organization issued no such license.
        LicenseStepNotAllowed: it has ended.
        NotInspected: its kind has no annual inspection.
        YearRefused: the year lies before its issue or ahead.
        WordsMissing: it failed, and nothing says why.
        BlockedByConduct: a conduct record stands in the way.
        InspectedAlready: it has passed this year's.
    """
    taken = take(by, license_id)
    require_live(taken, _("年检"))
    if not taken.template.is_inspected:
        raise NotInspected(name=taken.kind.name)
    first, last = taken.valid_from.year, by.today.year
    if not first <= year <= last:
        raise YearRefused(year=year, first=first, last=last)
    has_passed = InspectionResult(result) is InspectionResult.PASSED
    said = remarks.strip() if has_passed else needed(remarks)
    effects = effects_on(
        by,
        taken.holder.identifier,
        Occasion.ANNUAL_INSPECTION,
        taken.organization.domain_code,
    )
    blocking = [one.words for one in effects if one.blocks]
    if has_passed and blocking:
        raise BlockedByConduct(Occasion.ANNUAL_INSPECTION.label, blocking)
    inspection = _enter(
        by, taken, year, result, said, [one.words for one in effects if not one.blocks]
    )
    if has_passed:
        taken.inspected_year = max(year, taken.inspected_year or year)
        taken.changed_at = by.moment
        taken.save(update_fields=["inspected_year", "changed_at"])
    announce(
        by,
        LicenseInspected(
            subject_id=taken.pk,
            number=taken.number,
            year=year,
            result=InspectionResult(result).value,
            warnings=len(inspection.warnings),
        ),
    )
    return inspection


def _enter(
    by: Actor, taken: License, year: int, result: str, remarks: str, warnings: list[str]
) -> Inspection:
    try:
        with transaction.atomic():
            return Inspection.objects.create(
                license=taken,
                year=year,
                result=result,
                remarks=remarks,
                warnings=warnings,
                inspected_at=by.moment,
                person_name=by.name,
            )
    except IntegrityError as error:
        raise InspectedAlready(number=taken.number, year=year) from error
