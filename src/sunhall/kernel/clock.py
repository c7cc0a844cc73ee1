"""What the clock makes the city do: each day's and each hour's tasks, once each and in order.

An app declares its tasks in `tasks.py`, which its `apps.py` imports when the city starts:

    @daily("penalties.deadlines")
    def watch_deadlines(by: Actor) -> int:

A task acts as the city itself, in a transaction of its own, and returns how many things it dealt
with. What it wrote and that it is done are committed together, so a killed worker neither repeats
nor skips it. A day on which no worker ran is caught up as of its first moment, before later days.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from sunhall.kernel.actor import Actor
from sunhall.kernel.models import TaskRun
from sunhall.kernel.outbox import ERROR_LENGTH, delay_after

TaskFunction = Callable[[Actor], int]
ActorAt = Callable[[datetime], Actor]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done each day, or each hour; the name never changes."""

    name: str
    function: TaskFunction
    is_daily: bool


_tasks: dict[str, Task] = {}


def daily(name: str) -> Callable[[TaskFunction], TaskFunction]:
    """Let a function be run once each day of the city's calendar, missed days included."""
    return _declare(name, is_daily=True)


def hourly(name: str) -> Callable[[TaskFunction], TaskFunction]:
    """Let a function be run once in each hour in which a worker runs."""
    return _declare(name, is_daily=False)


def _declare(name: str, *, is_daily: bool) -> Callable[[TaskFunction], TaskFunction]:
    def declare(function: TaskFunction) -> TaskFunction:
        _tasks[name] = Task(name, function, is_daily)
        return function

    return declare


def tasks() -> list[Task]:
    """Return every declared task, by name."""
    return [_tasks[name] for name in sorted(_tasks)]


def run_due(moment: datetime, actor_at: ActorAt, chosen: Iterable[Task] | None = None) -> int:
    """Run what is due by a moment and return how many runs were done.

    A task that fails is logged and waits, longer each time, with its later days behind it; the
    others go on. Any number of processes may call this at once.
    """
    last_runs = TaskRun.objects.order_by("task", "-start").distinct("task")
    last_of = {run.task: run for run in last_runs}
    done = 0
    for task in tasks() if chosen is None else chosen:
        for start in _due(task, last_of.get(task.name), moment):
            if not _run(task, start, moment, actor_at):
                break
            done += 1
    return done


def _due(task: Task, last: TaskRun | None, moment: datetime) -> list[datetime]:
    """Return the beginnings of the periods that a task has not been done for, in order."""
    if not task.is_daily:
        hour = moment.replace(minute=0, second=0, microsecond=0)
        return [hour] if last is None or last.start < hour or last.done_at is None else []
    today = timezone.localdate(moment)
    day = timezone.localdate(last.start) if last else today
    if last and last.done_at:
        day += timedelta(days=1)
    days = range((today - day).days + 1)
    return [timezone.make_aware(datetime.combine(day + timedelta(n), time.min)) for n in days]


def _run(task: Task, start: datetime, moment: datetime, actor_at: ActorAt) -> bool:
    """Run a task for one period unless another process does or did, or it waits; tell if done."""
    waiting = {"due_at": moment}
    TaskRun.objects.get_or_create(task=task.name, start=start, defaults=waiting)
    with transaction.atomic():
        open_runs = TaskRun.objects.filter(task=task.name, start=start, done_at=None)
        run = open_runs.filter(due_at__lte=moment).select_for_update(skip_locked=True).first()
        if run is None:
            return False
        is_past = task.is_daily and timezone.localdate(start) < timezone.localdate(moment)
        run.attempts += 1
        try:
            with transaction.atomic():
                run.count = task.function(actor_at(start if is_past else moment))
        except Exception as error:
            logger.exception("Task %s of %s failed", task.name, start.isoformat())
            run.last_error = repr(error)[:ERROR_LENGTH]
            run.due_at = moment + delay_after(run.attempts)
        else:
            run.last_error, run.done_at = "", moment
        run.save()
        return run.done_at is not None
