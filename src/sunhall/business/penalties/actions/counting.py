"""The monthly count of what each officer did with clues and cases."""

from decimal import Decimal
from statistics import mean, pstdev

from sunhall.business.penalties import events
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.verdicts import Verdicts, verdicts_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

RATE = Decimal("0.0001")
NONE = Decimal(0)


@action(Permission.CASE_WATCH, law="行政处罚法 第七十六条第二款")
def count_officers(by: Actor, *, year: int, month: int) -> int:
    """Announce what every officer did in a month and in its quarter; return of how many.

    Mean and standard deviation are those of the month's refusal rates of all who had a clue.
    """
    counted = verdicts_of(year, month)
    rates = [_share(one.refusals, one.clues) for one in counted if one.clues]
    city_mean = mean(rates).quantize(RATE) if rates else NONE
    city_deviation = pstdev(rates).quantize(RATE) if rates else NONE
    for one in counted:
        announce(by, _told(one, f"{year}-{month:02}", city_mean, city_deviation))
    return len(counted)


def _told(
    one: Verdicts, occasion: str, average: Decimal, deviation: Decimal
) -> events.OfficerCounted:
    return events.OfficerCounted(
        subject_id=one.person_id,
        organization_id=one.organization_id,
        division=one.division_code,
        matter="",
        handler_id=one.person_id,
        label=one.name,
        occasion=occasion,
        clues=one.clues,
        refusals=one.refusals,
        refusal_rate=_share(one.refusals, one.clues),
        city_mean=average,
        city_deviation=deviation,
        quarter_cases=one.quarter_cases,
        quarter_withdrawals=one.quarter_withdrawals,
        withdrawal_rate=_share(one.quarter_withdrawals, one.quarter_cases),
    )


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(RATE) if whole else NONE
