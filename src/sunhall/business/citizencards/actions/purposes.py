"""What departments may look at cards for."""

from datetime import date

from sunhall.business.citizencards.errors import PurposeTaken
from sunhall.business.citizencards.events import PurposeEnded, PurposeGranted
from sunhall.business.citizencards.models import Purpose
from sunhall.business.citizencards.permissions import Permission
from sunhall.directory import queries as directory
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.PURPOSE_GRANT, law="个人信息保护法 第三十四条")
def grant_purpose(
    by: Actor,
    *,
    organization_code: str,
    code: str,
    name: str,
    basis: str,
    valid_from: date,
    shows_name: bool = False,
) -> Purpose:
    """Let a department look at cards for a purpose, from a day on.

    Raises:
        NotFound: no such organization today.
        PurposeTaken: the department has a purpose of this code.
    """
    organization = directory.get_organization(by, organization_code)
    open_ones = Purpose.objects.open().filter(organization=organization, code=code)
    if open_ones.exists():
        raise PurposeTaken(purpose=code)
    purpose = Purpose.objects.create(
        organization=organization,
        code=code,
        name=name,
        basis=basis,
        shows_name=shows_name,
        valid_from=valid_from,
    )
    announce(
        by,
        PurposeGranted(
            subject_id=purpose.pk,
            organization=organization.code,
            code=code,
            basis=basis,
            shows_name=shows_name,
        ),
    )
    return purpose


@action(Permission.PURPOSE_GRANT)
def end_purpose(by: Actor, *, purpose_id: int, valid_to: date) -> Purpose:
    """Let a department look for a purpose no longer, from a day on.

    Raises:
        NotFound: there is no such purpose, or it has an end.
    """
    purpose = Purpose.objects.open().select_related("organization").lock(purpose_id)
    purpose.valid_to = valid_to
    purpose.save(update_fields=["valid_to"])
    announce(
        by,
        PurposeEnded(
            subject_id=purpose.pk, organization=purpose.organization.code, code=purpose.code
        ),
    )
    return purpose
