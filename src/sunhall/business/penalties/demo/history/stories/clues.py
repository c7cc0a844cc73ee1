"""What supervision finds about clues that are not filed, or filed wrongly (P01 to P06)."""

from datetime import timedelta

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import NoFilingReason
from sunhall.business.penalties.demo.history.moments import days, minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits, blocked_by
from sunhall.business.penalties.demo.history.stories.ways import concluded
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    clue,
    established,
    filed,
    informed,
    inspected,
    photo,
    proposed,
)

REFUSALS = 10
"""Clues in a month from which on a rate of refusals says something (P04)."""


def onwards(scene: Scene) -> Waits:
    """From the filed case, the photo on file, to its lawful end."""
    yield from inspected(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def forgotten(scene: Scene) -> Waits:
    """A clue lies in a drawer for a month: a yellow card, then a red one (P01)."""
    yield from clue(scene)
    yield days(31)
    yield from photo(scene)
    yield from filed(scene)
    yield from onwards(scene)


def without_reasons(scene: Scene) -> Waits:
    """No reasons to speak of are given for not filing; the head cannot grant it (P02)."""
    yield from clue(scene)
    yield working_days(2)
    asked = actions.ask_no_filing(
        scene.lead, case_id=scene.id, reason_code=NoFilingReason.MINOR, reason="情节轻微。"
    )
    yield minutes(100)
    with blocked_by("P02"):
        actions.grant_approval(scene.head, approval_id=asked.pk)
    yield minutes(10)
    actions.return_approval(scene.head, approval_id=asked.pk, opinion="请写明理由。")
    yield minutes(50)
    yield from refused(scene, NoFilingReason.MINOR)


def refused(scene: Scene, reason_code: str = NoFilingReason.NO_VIOLATION) -> Waits:
    """Do not file a clue, with reasons."""
    approval = actions.ask_no_filing(
        scene.lead,
        case_id=scene.id,
        reason_code=reason_code,
        reason="经现场核查，未发现举报所反映的违法行为，或者行为轻微并已当场改正。",
    )
    yield from approved(scene, approval)


def against_the_evidence(scene: Scene) -> Waits:
    """A photo shows the violation, and yet it is not filed: a red card, and it is (P03)."""
    yield from clue(scene)
    yield from photo(scene)
    yield working_days(3)
    yield from refused(scene)
    yield working_days(4)
    actions.reconsider_clue(
        scene.lead, case_id=scene.id, reason="监督机关亮牌，照片足以证明违法行为，重新核查。"
    )
    yield minutes(40)
    yield from filed(scene)
    yield from onwards(scene)


def out_of_hand(scene: Scene) -> Waits:
    """An officer files none of the month's ten clues; the count of the month shows it (P04)."""
    yield scene.until_next_month()
    for number in range(REFUSALS):
        if number:
            scene.begin_another()
        yield from clue(scene)
        yield from refused(scene)


def again_and_again(scene: Scene) -> Waits:
    """The fourth clue about the same party, after three that were not filed (P05)."""
    for _number in range(3):
        yield from clue(scene)
        yield working_days(3)
        yield from refused(scene)
        yield days(20)
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from onwards(scene)


def investigated_first(scene: Scene) -> Waits:
    """Photos were taken ten days before there was a clue (P06)."""
    yield from clue(scene)
    yield from photo(scene, obtained_on=scene.today - timedelta(days=10))
    yield from filed(scene)
    yield from onwards(scene)
