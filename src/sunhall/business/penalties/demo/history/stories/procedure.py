"""What supervision finds about the procedure itself (P45 to P49)."""

from datetime import timedelta

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import TransferTarget, WithdrawalReason
from sunhall.business.penalties.demo.history.moments import minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits, blocked_by
from sunhall.business.penalties.demo.history.stories.clues import onwards
from sunhall.business.penalties.demo.history.stories.endings import settled_on_the_spot
from sunhall.business.penalties.demo.history.stories.withdrawals import asked
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    clue,
    filed,
    investigated,
    on_the_spot,
    photo,
    proposed,
)

LONG_AGO = timedelta(days=3 * 365)


def too_much_for_the_spot(scene: Scene) -> Waits:
    """Six hundred yuan cannot be imposed on the spot; the ordinary procedure follows (P45)."""
    with blocked_by("P45"):
        next(on_the_spot(scene))
    yield minutes(45)
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from onwards(scene)


def twice_for_the_same(scene: Scene) -> Waits:
    """Somebody fined on the spot yesterday is to be fined for it again (P46)."""
    place, occurred_on = scene.place, scene.today
    yield from settled_on_the_spot(scene)
    yield from clue(scene, place=place, occurred_on=occurred_on)
    yield from photo(scene)
    yield from filed(scene)
    yield working_days(2)
    yield from approved(scene, asked(scene))


def after_the_prescription(scene: Scene) -> Waits:
    """A violation that ended three years ago is filed, and withdrawn (P47)."""
    day = scene.today - LONG_AGO
    yield from clue(scene, occurred_on=day, ended_on=day)
    yield from filed(scene)
    yield working_days(3)
    yield from approved(scene, asked(scene, WithdrawalReason.TIME_BARRED))


def fined_for_a_crime(scene: Scene) -> Waits:
    """A fine is proposed where a crime is suspected; the police get the case after all (P49)."""
    yield from investigated(scene, suspected_crime=True)
    yield from proposed(scene)
    yield working_days(2)
    approval = actions.ask_transfer(
        scene.lead,
        case_id=scene.id,
        target=TransferTarget.POLICE,
        recipient="青岛市公安局",
        reason="涉案金额达到刑事立案追诉标准，涉嫌犯罪。",
    )
    yield from approved(scene, approval)
