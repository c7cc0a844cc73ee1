"""Read when a timer goes off."""

import re
from datetime import date

from sunhall.kernel.decision.formats.xml_tree import Element
from sunhall.platforms.workflow.rules.graph import Span, Timer

DURATION = re.compile(r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?")
WORKING_DAYS = re.compile(r"(\d{1,4}) ?(?:wd|个?工作日)")
FACT = re.compile(r"=[A-Za-z_][A-Za-z0-9_]{0,49}")
MINUTES_A_DAY, MINUTES_AN_HOUR = 1440, 60


def read_timer(definition: Element) -> Timer | None:
    """Return when the timer of an event definition goes off; none if it cannot be read.

    A cycle cannot: what comes again and again is a loop of the flow, in sight.
    """
    duration, day = definition.first("timeDuration"), definition.first("timeDate")
    if duration is not None:
        return _after(duration.text.strip())
    return _on(day.text.strip()) if day is not None else None


def _after(text: str) -> Timer | None:
    if found := WORKING_DAYS.fullmatch(text):
        return Timer(Span.WORKING_DAY, int(found[1])) if int(found[1]) else None
    found = DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    whole_days = weeks * 7 + days
    if not hours and not minutes:
        return Timer(Span.DAY, whole_days) if whole_days else None
    total = whole_days * MINUTES_A_DAY + hours * MINUTES_AN_HOUR + minutes
    return Timer(Span.MINUTE, total)


def _on(text: str) -> Timer | None:
    if FACT.fullmatch(text):
        return Timer(Span.DATE, date=text)
    try:
        return Timer(Span.DATE, date=date.fromisoformat(text).isoformat())
    except ValueError:
        return None
