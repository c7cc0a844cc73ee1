"""What officers did with clues in a month, and with cases in its quarter."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q

from sunhall.business.penalties.choices import ApprovalKind, ApprovalStatus
from sunhall.business.penalties.models import Approval

MONTHS_A_YEAR, MONTHS_A_QUARTER = 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What one officer asked for in one organ, and was granted.

    `clues` were filed or refused in the month, `quarter_cases` filed or withdrawn in the quarter.
    """

    person_id: int
    name: str
    organization_id: int
    division_code: str
    clues: int
    refusals: int
    quarter_cases: int
    quarter_withdrawals: int


def first_of(year: int, month: int) -> date:
    """Return the first day of a month; the month after December is January's."""
    years, months = divmod(month - 1, MONTHS_A_YEAR)
    return date(year + years, months + 1, 1)


def verdicts_of(year: int, month: int) -> list[Verdicts]:
    """Return what every officer did in a month and in the calendar quarter it belongs to."""
    first, after = first_of(year, month), first_of(year, month + 1)
    quarter = first_of(year, month - (month - 1) % MONTHS_A_QUARTER)
    in_month = Q(decided_at__date__gte=first)
    filed, refused, withdrawn = (
        Q(kind=kind)
        for kind in (ApprovalKind.FILING, ApprovalKind.NO_FILING, ApprovalKind.WITHDRAWAL)
    )
    granted = Approval.objects.filter(
        filed | refused | withdrawn,
        status=ApprovalStatus.GRANTED,
        decided_at__date__gte=quarter,
        decided_at__date__lt=after,
    )
    rows = granted.values("organization_id").annotate(
        person_id=F("asked_by_id"),
        division_code=F("case__division_code"),
        name=Max("asked_by_name"),
        clues=Count("pk", filter=in_month & (filed | refused)),
        refusals=Count("pk", filter=in_month & refused),
        quarter_cases=Count("case", filter=filed | withdrawn, distinct=True),
        quarter_withdrawals=Count("case", filter=withdrawn, distinct=True),
    )
    ordered = rows.order_by("person_id", "organization_id", "division_code")
    return [Verdicts(**row) for row in ordered]
