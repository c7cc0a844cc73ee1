"""The daily watch over the time limits, and the monthly count of what officers did."""

from sunhall.business.penalties import events
from sunhall.business.penalties.actions.clocks import next_watch
from sunhall.business.penalties.actions.steps import tell
from sunhall.business.penalties.models import Case, Obligation
from sunhall.business.penalties.permissions import Permission
from sunhall.directory import queries as directory
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor

BATCH = 200


@action(Permission.CASE_WATCH, law="行政处罚法 第六十条、第八十五条")
def watch_obligations(by: Actor, *, limit: int = BATCH) -> int:
    """Announce time limits that come near, have run out, or have long run out; return how many.

    Each threshold is announced once, however often the watch runs. Call it until it returns 0.
    """
    due = Obligation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        met_on__isnull=True, watch_on__lte=by.today
    )
    obligations = list(due.order_by("watch_on", "pk")[:limit])
    cases = Case.objects.select_related("organization", "matter", "party", "handler").in_bulk(
        {obligation.case_id for obligation in obligations}
    )
    calendar = directory.city_calendar(by)
    for obligation in obligations:
        case = cases[obligation.case_id]
        tell(
            by,
            case,
            events.ObligationWatched,
            occasion=f"{obligation.concern}:{obligation.due_date}:{obligation.watch_on}",
            concern=obligation.concern,
            days_left=(obligation.due_date - by.today).days,
            days_since_start=(by.today - obligation.start_date).days,
            working_days_since_start=calendar.count_working_days(obligation.start_date, by.today),
        )
        obligation.watch_on = next_watch(obligation, by.today)
    Obligation.objects.bulk_update(obligations, ["watch_on"])
    return len(obligations)
