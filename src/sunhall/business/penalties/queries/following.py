"""What of an organization's cases goes on under whoever continues its powers."""

from collections.abc import Collection

from sunhall.business.penalties.models import Case
from sunhall.kernel.row_security import whole_city


def count_followers(organization_id: int, matter_ids: Collection[int] | None) -> int:
    """Count an organization's open cases, or those about some matters; a number names nobody."""
    with whole_city():
        rows = Case.objects.open().filter(organization_id=organization_id)
        return (rows if matter_ids is None else rows.filter(matter_id__in=matter_ids)).count()
