"""A year of cases in all districts, played by calling the acts; nothing is written past them.

`violations` says what the cases are about, `cast` who handles them, `stories` how they go, in
`verbs`; `script` says which are played when, and the `stage` plays them in the order of time.

Every rule of supervision finds something but five, which no act can break, since nobody can type
what they ask about:

- P14 (a fine is not what the benchmark says) and P17 (outside of the statute): the fine is what
  the benchmark says, and a benchmark outside of the statute cannot be published.
- P16 (a deviation without a ground): facts that lead to no tier lead to no penalty, and without
  one no notice can be written.
- P19 (closed with less than is due): such a case cannot be closed unless it is excused.
- P44 (a notice that does not tell of the hearing): whether it tells follows from the penalty.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.business.penalties.demo.history.cast import Bureau, Casting
from sunhall.business.penalties.demo.history.moments import Moments
from sunhall.business.penalties.demo.history.parties import Parties
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.business.penalties.demo.history.script import Part, parts
from sunhall.business.penalties.demo.history.stage import EachDay, Stage, Tell
from sunhall.business.penalties.demo.history.violations import everyday
from sunhall.directory import queries as directory

__all__ = ["STORIES", "UNBREAKABLE", "EachDay", "let_pass", "play_year"]

STORIES = 140
"""Stories of the year; a few are about several cases."""

UNBREAKABLE = ("P14", "P16", "P17", "P19", "P44")
SEED = 2011
YEAR = timedelta(days=366)


def let_pass(_moment: datetime) -> None:
    """Let a day pass."""


def play_year(
    tell: Tell, now: datetime, *, stories: int = STORIES, each_day: EachDay = let_pass
) -> None:
    """Play the year before `now`; the same year, whenever it is played for the same moment."""
    rng = random.Random(SEED)  # noqa: S311  a reproducible history, not a secret
    tell(_("招聘执法人员"))
    casting = Casting(now - YEAR, rng)
    bureaus = casting.bureaus()
    moments = Moments(directory.city_calendar(directory.system_actor(now)))
    troupe = _Troupe(bureaus, casting, moments, now, rng)
    Stage(moments, now, tell, each_day).play([troupe.cast(part) for part in parts(stories, rng)])


class _Troupe:
    """Gives the parts of the script to the bureaus in turn."""

    def __init__(
        self,
        bureaus: Sequence[Bureau],
        casting: Casting,
        moments: Moments,
        now: datetime,
        rng: random.Random,
    ) -> None:
        self._by_code = {bureau.code: bureau for bureau in bureaus}
        self._turns = {
            domain: cycle([bureau for bureau in bureaus if domain in ("", bureau.domain)])
            for domain in ("", *{bureau.domain for bureau in bureaus})
        }
        self._casting = casting
        self._moments = moments
        self._parties = Parties(rng)
        self._today = timezone.localdate(now)
        self._rng = rng

    def cast(self, part: Part) -> tuple[Scene, Waits]:
        """Return the scene of a part, with its story about to begin."""
        domain = part.violation.domain if part.violation else ""
        bureau = self._by_code[part.bureau] if part.bureau else next(self._turns[domain])
        violation = part.violation or everyday(bureau.domain, self._rng)
        rng = random.Random(self._rng.random())  # noqa: S311  each story has luck of its own
        day = self._today - timedelta(days=part.days_ago)
        scene = Scene(
            bureau=bureau,
            violation=violation,
            party=self._parties.invent(violation.party, bureau.domain, bureau.place),
            place=self._parties.place(bureau.place),
            rng=rng,
            moment=self._moments.on(day, rng),
            casting=self._casting,
            parties=self._parties,
        )
        return scene, part.story(scene)
