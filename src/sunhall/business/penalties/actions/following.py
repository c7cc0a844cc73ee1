"""Open cases go on under the organ that continues the powers; ended ones stay where they were."""

from collections.abc import Collection

from sunhall.business.penalties.actions.publishing import advance_library
from sunhall.business.penalties.choices import ApprovalStatus
from sunhall.business.penalties.events import CaseFollowed
from sunhall.business.penalties.models import Approval, Case
from sunhall.directory.models import Organization
from sunhall.directory.permissions import Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.row_security import whole_city


@action(Permission.ORGANIZATION_REORGANIZE, law="行政诉讼法 第二十六条第六款")
def follow_successor(
    by: Actor,
    *,
    organization_id: int,
    successor_id: int,
    matter_ids: Collection[int] | None = None,
) -> int:
    """Let an organization's open cases go on under another; return how many did.

    With `matter_ids` only the cases about these. Numbers, documents and officers stay as they
    are, and so does every case that has ended.
    """
    both = Organization.objects.select_related("division").in_bulk([organization_id, successor_id])
    old, new = both[organization_id], both[successor_id]
    with whole_city():
        rows = Case.objects.open().filter(organization=old)
        if matter_ids is not None:
            rows = rows.filter(matter_id__in=matter_ids)
        keys = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
        followed = Case.objects.filter(pk__in=keys)
        followed.update(organization=new)
        if new.division_id != old.division_id:
            followed.update(division_code=new.division.code)
        waiting = Approval.objects.filter(case_id__in=keys, status=ApprovalStatus.PENDING)
        waiting.update(organization_id=new.pk)
        announce(
            by,
            *(CaseFollowed(subject_id=pk, predecessor=old.name, successor=new.name) for pk in keys),
        )
    advance_library()
    return len(keys)


@action(Permission.ORGANIZATION_REORGANIZE)
def show_new_name(by: Actor) -> None:
    """Let the public library show an organization under its new name."""
    advance_library()


@action(Permission.ORGANIZATION_REORGANIZE, law="行政区划管理条例 第七条")
def follow_division(by: Actor, *, organization_id: int) -> None:
    """Let an organization's open cases belong to the division the organization is in now."""
    organization = Organization.objects.select_related("division").get(pk=organization_id)
    with whole_city():
        rows = Case.objects.open().filter(organization=organization)
        rows.update(division_code=organization.division.code)
