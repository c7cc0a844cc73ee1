"""The clock's tasks: each period once, in order, whatever fails, whoever else runs them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.clock import Task, TaskFunction, daily, hourly, run_due, tasks
from sunhall.kernel.models import CalendarDay, TaskRun

# 9:30 in the morning in Qingdao
MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def city(moment: datetime) -> Actor:
    """Return the city itself."""
    return Actor(moment=moment, channel=Channel.SYSTEM, name="系统")


@pytest.fixture
def seen() -> list[Actor]:
    """Collect whom a task acted as."""
    return []


@pytest.fixture
def task(seen: list[Actor]) -> Task:
    """Return a daily task that works."""

    def note(by: Actor) -> int:
        seen.append(by)
        return len(seen)

    return Task("test.note", note, is_daily=True)


def failing_until(moment: datetime) -> TaskFunction:
    """Return a task that writes and then fails, until a moment."""

    def write(by: Actor) -> int:
        CalendarDay.objects.create(date=by.today, is_working=False)
        if by.moment < moment:
            raise OSError("out of order")
        return 1

    return write


class TestDeclaring:
    @pytest.mark.parametrize(("declare", "is_daily"), [(daily, True), (hourly, False)])
    def test_puts_a_function_among_the_tasks(self, monkeypatch, declare: Callable, is_daily: bool):
        monkeypatch.setattr("sunhall.kernel.clock._tasks", {})

        @declare("test.counted")
        def count(by: Actor) -> int:
            return 0

        assert tasks() == [Task("test.counted", count, is_daily)]


class TestRunDue:
    def test_runs_a_daily_task_once_a_day(self, task, seen):
        done = [run_due(MOMENT + timedelta(hours=n), city, [task]) for n in range(24)]

        assert sum(done) == 2
        assert [by.today for by in seen] == [date(2026, 3, 2), date(2026, 3, 3)]
        assert seen[0].moment == MOMENT

    def test_catches_up_missed_days_in_order(self, task, seen):
        run_due(MOMENT, city, [task])

        run_due(MOMENT + 3 * DAY, city, [task])

        assert [by.today.day for by in seen] == [2, 3, 4, 5]
        assert seen[1].moment == datetime(2026, 3, 2, 16, tzinfo=UTC)
        assert seen[3].moment == MOMENT + 3 * DAY

    def test_runs_an_hourly_task_for_the_present_hour_only(self, task, seen):
        each_hour = Task("test.hourly", task.function, is_daily=False)

        done = [
            run_due(MOMENT + timedelta(minutes=minutes), city, [each_hour])
            for minutes in (0, 29, 30, 31, 300)
        ]

        assert done == [1, 0, 1, 0, 1]

    def test_keeps_what_it_dealt_with_and_when(self, task):
        run_due(MOMENT, city, [task])

        run = TaskRun.objects.get()
        assert (run.count, run.attempts, run.done_at) == (1, 1, MOMENT)

    def test_undoes_a_failed_task_and_goes_on_with_the_others(self, task, seen, caplog):
        broken = Task("test.broken", failing_until(MOMENT + DAY), is_daily=True)

        done = run_due(MOMENT, city, [broken, task])

        assert (done, len(seen)) == (1, 1)
        assert not CalendarDay.objects.exists()
        assert "test.broken" in caplog.text
        assert "out of order" in TaskRun.objects.get(task="test.broken").last_error

    def test_tries_a_failed_task_again_after_a_while(self):
        broken = Task("test.broken", failing_until(MOMENT + timedelta(seconds=90)), is_daily=True)
        seconds = (0, 30, 61, 100, 181, 190)

        done = [run_due(MOMENT + timedelta(seconds=s), city, [broken]) for s in seconds]

        assert done == [0, 0, 0, 0, 1, 0]
        assert TaskRun.objects.get().attempts == 3

    def test_holds_back_later_days_until_the_failed_one_is_done(self):
        recovered = MOMENT + 2 * DAY
        broken = Task("test.broken", failing_until(recovered), is_daily=True)
        run_due(MOMENT, city, [broken])

        # As of its first moment, the first day still is before the recovery
        broken_done = run_due(MOMENT + DAY, city, [broken])

        assert broken_done == 0
        assert [run.start.day for run in TaskRun.objects.all()] == [1]

    def test_resumes_after_a_restart_where_it_stopped(self, task, seen):
        run_due(MOMENT, city, [task])

        run_due(MOMENT, city, [Task("test.note", task.function, is_daily=True)])

        assert len(seen) == 1
