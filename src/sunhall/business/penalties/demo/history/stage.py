"""Where the stories are played, all together, in the order in which things happen.

Each story acts, says how long it waits, and lies on a heap until its moment comes. So numbers run
on as they would have, and the city's own daily tasks speak up between the acts. Stories that have
not ended when the year is over are left as they stand: those are the open cases.
"""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.business.penalties.demo.history.moments import Moments
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.directory.queries import system_actor
from sunhall.kernel import clock

Tell = Callable[..., None]
Cue = tuple[datetime, int]
EachDay = Callable[[datetime], None]
ONE_DAY = timedelta(days=1)
END_OF_DAY = timedelta(hours=17, minutes=5)


class Stage:
    """Plays stories up to a moment, and the city's days between them.

    `each_day` hears of the end of every day, when the city's offices have closed.
    """

    def __init__(self, moments: Moments, now: datetime, tell: Tell, each_day: EachDay) -> None:
        self._moments = moments
        self._now = now
        self._tell = tell
        self._each_day = each_day

    def play(self, casts: Sequence[tuple[Scene, Waits]]) -> None:
        """Play stories that begin at the moments of their scenes, and every day until now."""
        cues: list[Cue] = [(scene.moment, number) for number, (scene, _story) in enumerate(casts)]
        heapq.heapify(cues)
        first = midnight = self._midnight(cues[0][0])
        while midnight <= self._now:
            self._tell(_("演一年的案件"), (midnight - first).days, (self._now - first).days)
            self._live(midnight)
            tomorrow = self._midnight(midnight + ONE_DAY + ONE_DAY / 2)
            self._act_until(min(tomorrow, self._now), cues, casts)
            if midnight + END_OF_DAY <= self._now:
                self._each_day(midnight + END_OF_DAY)
            midnight = tomorrow

    def _act_until(
        self, end: datetime, cues: list[Cue], casts: Sequence[tuple[Scene, Waits]]
    ) -> None:
        while cues and cues[0][0] < end:
            moment, number = heapq.heappop(cues)
            scene, story = casts[number]
            scene.moment = moment
            wait = next(story, None)
            if wait is not None:
                heapq.heappush(cues, (self._moments.after(moment, wait, scene.rng), number))

    def _live(self, midnight: datetime) -> None:
        """Do what the city does every day by itself."""
        by = system_actor(midnight)
        for task in clock.tasks():
            if task.is_daily:
                task.function(by)

    @staticmethod
    def _midnight(moment: datetime) -> datetime:
        return timezone.make_aware(datetime.combine(timezone.localdate(moment), time.min))
