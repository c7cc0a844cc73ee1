"""What supervision finds about time: too late, too early, not at all (P21 to P33, P50)."""

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import MeasureKind, OnSiteGround
from sunhall.business.penalties.demo.history.moments import days, minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits, blocked_by
from sunhall.business.penalties.demo.history.stories.amounts import blocked_decision
from sunhall.business.penalties.demo.history.stories.clues import onwards
from sunhall.business.penalties.demo.history.stories.endings import (
    overturned,
    penalized,
    retracted,
)
from sunhall.business.penalties.demo.history.stories.ways import (
    asked_for_hearing,
    concluded,
    given_back,
    hearing,
    taken,
)
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    closed,
    clue,
    decided,
    filed,
    informed,
    investigated,
    on_the_spot,
    pay,
    photo,
    proposed,
    published,
    safeguarded,
    served,
    told,
    urged,
    voucher,
)
from sunhall.business.penalties.models import Hearing


def at_the_last_moment(scene: Scene) -> Waits:
    """The decision comes a few days before the ninety are over (P21)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield days(70)
    yield from onwards(scene)


def too_late(scene: Scene) -> Waits:
    """The decision comes after a hundred days and more (P21, then P22)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield days(100)
    yield from onwards(scene)


def preserved_too_long(scene: Scene) -> Waits:
    """Things preserved as evidence are kept for eleven working days (P23)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from taken(scene, MeasureKind.PRESERVATION)
    yield working_days(11)
    yield from given_back(scene)
    yield from onwards(scene)


def seized_too_long(scene: Scene) -> Waits:
    """Things seized are kept for forty days, and nobody has extended it (P24)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from taken(scene, MeasureKind.SEIZURE)
    yield days(40)
    yield from given_back(scene)
    yield from onwards(scene)


def heard_in_a_hurry(scene: Scene) -> Waits:
    """A hearing cannot be held within three days, nor under the investigator (P25, P39)."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    yield from asked_for_hearing(scene)
    for rule, ahead, host in (
        ("P25", 3, scene.bureau.reviewer),
        ("P39", 9, scene.bureau.lead),
    ):
        with blocked_by(rule):
            actions.arrange_hearing(
                scene.lead,
                hearing_id=Hearing.objects.get(case=scene.id).pk,
                scheduled_on=scene.working_day_in(ahead),
                place="局机关三楼听证室",
                host_id=host.own_person_id,
            )
        yield minutes(15)
    yield from hearing(scene)
    yield from concluded(scene)


def decided_in_a_hurry(scene: Scene) -> Waits:
    """No hearing, no review, no deliberation: three rules hold the decision (P26, P41, P42)."""
    yield from investigated(scene)
    actions.propose_penalty(scene.lead, case_id=scene.id)
    yield minutes(60)
    yield from told(scene)
    yield working_days(1)
    yield from blocked_decision(scene, "P26")
    yield from safeguarded(scene)
    yield working_days(6)
    yield from concluded(scene)


def served_late(scene: Scene) -> Waits:
    """The decision lies about for ten working days before the party has it (P27)."""
    yield from _left_lying(scene, 9)


def served_very_late(scene: Scene) -> Waits:
    """The decision lies about for a month: the yellow card is followed by red ones (P27)."""
    yield from _left_lying(scene, 20)


def _left_lying(scene: Scene, count: int) -> Waits:
    yield from investigated(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from decided(scene)
    yield working_days(count)
    yield from served(scene)
    yield from published(scene)
    yield from pay(scene)
    yield from closed(scene)


def reported_late(scene: Scene) -> Waits:
    """A penalty on the spot is reported a week later (P28)."""
    yield from on_the_spot(scene, reported=False)
    yield working_days(4)
    actions.report_on_the_spot(scene.lead, case_id=scene.id)
    yield from pay(scene, days(2))
    yield from closed(scene, "当场处罚，已缴纳罚款。")


def kept_in_the_pocket(scene: Scene) -> Waits:
    """Two hundred yuan in cash, on no lawful ground, handed in a week later (P29, P48)."""
    yield from on_the_spot(scene)
    payment = actions.collect_on_site(
        scene.lead, case_id=scene.id, ground=OnSiteGround.NONE, voucher=voucher(scene)
    )
    yield working_days(5)
    actions.hand_over_cash(scene.lead, payment_id=payment.pk)
    yield working_days(4)
    actions.bank_cash(scene.partner, payment_id=payment.pk)
    yield from closed(scene, "当场收缴的罚款已缴付银行。")


def published_late(scene: Scene) -> Waits:
    """The decision is in the public hall after five weeks (P30)."""
    yield from penalized(scene)
    yield from pay(scene)
    yield working_days(22)
    yield from published(scene)
    yield from closed(scene)


def left_standing(scene: Scene) -> Waits:
    """A revoked decision stands in the public hall for another week (P31)."""
    yield from penalized(scene)
    yield from published(scene)
    yield days(12)
    yield from overturned(scene)
    yield working_days(6)
    yield from retracted(scene)


def never_enforced(scene: Scene) -> Waits:
    """The party never pays, and nobody asks the court in time (P32)."""
    yield from penalized(scene)
    yield from published(scene)
    yield days(300)


def enforced_without_urging(scene: Scene) -> Waits:
    """The court is not asked before the party has been urged (P33)."""
    yield from penalized(scene)
    yield from published(scene)
    yield days(20)
    court = "青岛市市北区人民法院"
    reason = "当事人逾期不履行处罚决定。"
    asked = actions.ask_enforcement(scene.lead, case_id=scene.id, court=court, reason=reason)
    yield minutes(80)
    with blocked_by("P33"):
        actions.grant_approval(scene.head, approval_id=asked.pk)
    yield minutes(10)
    actions.return_approval(scene.head, approval_id=asked.pk, opinion="请先依法催告。")
    yield working_days(1)
    yield from urged(scene)
    yield working_days(12)
    again = actions.ask_enforcement(scene.lead, case_id=scene.id, court=court, reason=reason)
    yield from approved(scene, again)


def never_rechecked(scene: Scene) -> Waits:
    """A party is ordered to correct what it does, and nobody looks whether it has (P50)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    order = actions.order_rectification(
        scene.lead,
        case_id=scene.id,
        demand=scene.violation.demand,
        due_date=scene.working_day_in(5),
    )
    yield working_days(14)
    actions.recheck_rectification(
        scene.lead, rectification_id=order.pk, is_corrected=True, result="复查时已经改正。"
    )
    yield minutes(40)
    yield from onwards(scene)
