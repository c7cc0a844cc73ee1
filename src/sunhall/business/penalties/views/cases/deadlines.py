"""A time limit of a case as pages show it: until when, and why that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.business.penalties.models import Obligation
from sunhall.business.penalties.queries.cases import deadline_of
from sunhall.business.penalties.rules.limits import LIMITS
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import DayRecord

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are counted alike: their numbers, or why they are not counted."""

    first: date
    last: date
    numbers: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLimit:
    """What must be done, by whom, until when, how much is left, and how it was reckoned."""

    concern: str
    label: str
    is_partys: bool
    due_date: date
    days_left: int
    left: str
    tone: str
    article: str
    why: list[str]
    days: list[Stretch]


def show_limits(by: Actor, obligations: Iterable[Obligation]) -> list[ShownLimit]:
    """Return the open time limits in words, in the order given."""
    return [_show(by, obligation) for obligation in obligations]


def left_in_words(due_date: date, today: date) -> str:
    """Say how many days are left, or how many it is late."""
    days = (due_date - today).days
    if days < 0:
        return ngettext("已超期 %(n)s 天", "已超期 %(n)s 天", -days) % {"n": -days}
    if days == 0:
        return _("今天到期")
    return ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", days) % {"n": days}


def tone_of(due_date: date, today: date) -> str:
    """Return the tone of a due date: late, soon, or far off."""
    days = (due_date - today).days
    return "coral" if days < 0 else "sun" if days <= SOON_DAYS else "sea"


def _show(by: Actor, obligation: Obligation) -> ShownLimit:
    deadline = deadline_of(by, obligation)
    return ShownLimit(
        concern=obligation.concern,
        label=capfirst(obligation.get_concern_display()),
        is_partys=LIMITS[obligation.concern].is_partys,
        due_date=obligation.due_date,
        days_left=(obligation.due_date - by.today).days,
        left=left_in_words(obligation.due_date, by.today),
        tone=tone_of(obligation.due_date, by.today),
        article=obligation.article,
        why=deadline.summary.splitlines(),
        days=_stretches(deadline.explain()),
    )


def _stretches(days: Iterable[DayRecord]) -> list[Stretch]:
    shown = []
    for (is_counted, reason), run in groupby(days, key=_alike):
        stretch = list(run)
        first, last = stretch[0], stretch[-1]
        numbers = _numbers(first.number or 0, last.number or 0) if is_counted else ""
        shown.append(Stretch(first.date, last.date, numbers, reason))
    return shown


def _alike(day: DayRecord) -> tuple[bool, str]:
    return day.counted, "" if day.counted else day.reason


def _numbers(first: int, last: int) -> str:
    if first == last:
        return _("第 %(n)s 天") % {"n": first}
    return _("第 %(first)s–%(last)s 天") % {"first": first, "last": last}
