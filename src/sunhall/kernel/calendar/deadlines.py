"""Reckon the day a time limit ends on, and say how it was counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from sunhall.kernel.calendar.limits import Extension, Suspension, TimeLimit, Unit
from sunhall.kernel.calendar.working_days import WorkingCalendar, require_in_range

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayRecord:
    """One day of an explained deadline; `number` is its place among the counted days."""

    date: date
    counted: bool
    number: int | None
    reason: str


@dataclass(frozen=True)
class Stage:
    """The limit or one of its extensions, with the last day it counts."""

    limit: TimeLimit
    last_date: date


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The end of a time limit that started on a day.

    The start day is not counted; the day after it is day 1. A suspended day is never counted,
    in either unit. Extensions count on from the last counted day, each in its own unit. When
    the stage that ends the deadline counts calendar days and its last day is no working day,
    the deadline moves to the next working day that is not suspended.

    Law: 行政许可法 第四十五条, 第八十二条; 行政处罚法 第八十五条; 民法典 第二百零一条,
    第二百零三条.

    Raises:
        CalendarError: the start, or the due date when asked for, lies outside the calendar.
    """

    start_date: date
    limit: TimeLimit
    calendar: WorkingCalendar = field(repr=False)
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        require_in_range(self.start_date)

    @cached_property
    def due_date(self) -> date:
        """The last day on which the act is in time."""
        last = self._stages[-1]
        if last.limit.unit is Unit.WORKING_DAY:
            return last.last_date
        return self._first_open_day(last.last_date)

    @cached_property
    def unannounced_years(self) -> tuple[int, ...]:
        """Years in the reckoning whose days off are assumed, not announced."""
        years = range((self.start_date + ONE_DAY).year, self.due_date.year + 1)
        return tuple(year for year in years if not self.calendar.is_announced(year))

    def is_overdue(self, today: date) -> bool:
        """Tell whether the due date has passed."""
        return today > self.due_date

    def remaining(self, today: date, unit: Unit | None = None) -> int:
        """Count the days left after today up to the due date; negative when overdue.

        Counts in the unit of the limit unless told otherwise, without suspended days. A due
        date of today gives 0; so does one of Friday, seen on Saturday in working days, so ask
        `is_overdue` for lateness. The days late are the days after the due date up to today.
        """
        counted_in = unit or self.limit.unit
        if self.is_overdue(today):
            return -self._count(self.due_date, today, counted_in)
        after = max(today, self.start_date)
        days = self._count(after, self.due_date, counted_in)
        for first, last in self._pauses:
            paused_from = max(first - ONE_DAY, after)
            days -= self._count(paused_from, min(last, self.due_date), counted_in)
        return days

    def explain(self) -> Iterator[DayRecord]:
        """Yield every day from the start to the due date with its number or its reason."""
        yield DayRecord(self.start_date, False, None, _("开始之日，不计入"))
        number = 0
        day = self.start_date
        while day < self.due_date:
            day += ONE_DAY
            reason = self._why_not_counted(day)
            if reason is None:
                number += 1
                yield DayRecord(day, True, number, self.calendar.describe(day))
            else:
                yield DayRecord(day, False, None, reason)

    @property
    def summary(self) -> str:
        """The reckoning for a notice or a page, one sentence a line."""
        sentences = [
            _("自 %(start)s 起算（当日不计），期限 %(limit)s，至 %(due)s 届满。")
            % {
                "start": self.start_date.isoformat(),
                "limit": self.limit.cited(),
                "due": self.due_date.isoformat(),
            }
        ]
        sentences += [
            _("延长 %(limit)s。") % {"limit": extension.limit.cited()}
            for extension in self.extensions
        ]
        sentences += [
            _("%(start)s 至 %(end)s 中止，不计入。")
            % {"start": first.isoformat(), "end": last.isoformat()}
            for first, last in self._pauses
            if first <= self.due_date and last > self.start_date
        ]
        last_date = self._stages[-1].last_date
        if last_date != self.due_date:
            sentences.append(
                _("末日 %(last)s 为%(what)s，顺延至其后第一个工作日。")
                % {"last": last_date.isoformat(), "what": self.calendar.describe(last_date)}
            )
        return "\n".join([*sentences, *self.warnings])

    @property
    def warnings(self) -> list[str]:
        """One sentence for each year whose days off are assumed."""
        return [
            _("%(year)d 年的放假安排尚未公布或未收录，暂按周一至周五为工作日计算。")
            % {"year": year}
            for year in self.unannounced_years
        ]

    @cached_property
    def _pauses(self) -> list[tuple[date, date]]:
        """Suspensions as disjoint stretches in order; overlapping and adjoining ones merge."""
        merged: list[tuple[date, date]] = []
        for start, end in sorted((one.start_date, one.end_date) for one in self.suspensions):
            if merged and start <= merged[-1][1] + ONE_DAY:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        return merged

    @cached_property
    def _stages(self) -> list[Stage]:
        stages: list[Stage] = []
        day = self.start_date
        for limit in (self.limit, *(extension.limit for extension in self.extensions)):
            day = self._last_counted_day(day, limit)
            stages.append(Stage(limit, day))
        return stages

    def _last_counted_day(self, day: date, limit: TimeLimit) -> date:
        """Add a limit to a day, and again what each suspension it meets takes from it."""
        amount = limit.amount
        last = self._add(day, amount, limit.unit)
        for first, final in self._pauses:
            if first > last:
                break
            amount += self._count(max(day, first - ONE_DAY), final, limit.unit)
            last = self._add(day, amount, limit.unit)
        return last

    def _first_open_day(self, day: date) -> date:
        """Return the first working day from a day on that is not suspended."""
        open_day = self.calendar.next_working_day(day)
        for first, final in self._pauses:
            if first <= open_day <= final:
                open_day = self.calendar.next_working_day(final + ONE_DAY)
        return open_day

    def _add(self, day: date, amount: int, unit: Unit) -> date:
        if unit is Unit.WORKING_DAY:
            return self.calendar.add_working_days(day, amount)
        return require_in_range(day + timedelta(days=amount))

    def _count(self, after: date, until: date, unit: Unit) -> int:
        if unit is Unit.WORKING_DAY:
            return self.calendar.count_working_days(after, until)
        return max(0, (until - after).days)

    def _why_not_counted(self, day: date) -> str | None:
        """Say why a day between start and due date is not counted, or None if it is."""
        if any(one.start_date <= day <= one.end_date for one in self.suspensions):
            return self._suspension_in_words(day)
        stage = next((stage for stage in self._stages if day <= stage.last_date), None)
        if stage is None:
            what = self.calendar.describe(day)
            if day == self.due_date:
                return _("%(what)s，期限顺延至本日届满") % {"what": what}
            return _("%(what)s，末日顺延") % {"what": what}
        if stage.limit.unit is Unit.WORKING_DAY and not self.calendar.is_working_day(day):
            return self.calendar.describe(day)
        return None

    def _suspension_in_words(self, day: date) -> str:
        causes = [
            one.cause
            for one in self.suspensions
            if one.cause and one.start_date <= day <= one.end_date
        ]
        if not causes:
            return _("中止期间，不计入")
        return _("中止期间（%(causes)s），不计入") % {"causes": _("、").join(dict.fromkeys(causes))}
