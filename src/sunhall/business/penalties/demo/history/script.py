"""Who plays what, and when: the set pieces of the year, and the everyday cases between them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sunhall.business.penalties.demo.history.scene import Story
from sunhall.business.penalties.demo.history.stories import (
    amounts,
    clues,
    deadlines,
    endings,
    officers,
    procedure,
    standing,
    ways,
    withdrawals,
)
from sunhall.business.penalties.demo.history.violations import (
    BARBECUE,
    CORRIDOR,
    DRAIN,
    EVERYDAY,
    FOOD_STALL,
    LITTERING,
    PARKING,
    PAVEMENT,
    PLACARD,
    ROADSIDE,
    UNLICENSED,
    UNPRICED,
    Violation,
)

OWN_CAST = "QD-CG"
MARKET = "QD-SC"
FILTHY = replace(LITTERING, facts={"prior": 2})


@dataclass(frozen=True, slots=True)
class Part:
    """A story, how many days ago it begins, what it is about, and where it happens.

    Without a violation it is about anything; without a bureau it happens in the next one.
    """

    story: Story
    days_ago: int
    violation: Violation | None = None
    bureau: str = ""


ENDINGS = (
    Part(endings.put_away, 352, ROADSIDE, OWN_CAST),
    Part(endings.paid, 340, PAVEMENT, OWN_CAST),
    Part(endings.corrected, 333),
    Part(endings.not_filed, 301, PAVEMENT),
    Part(endings.verified_at_length, 310),
    Part(endings.withdrawn, 288),
    Part(endings.terminated, 275, EVERYDAY["QD-CG-003"]),
    Part(endings.sent_on, 262, EVERYDAY["QD-CG-006"]),
    Part(endings.sent_to_the_police, 250, EVERYDAY["QD-SC-005"]),
    Part(endings.forgiven_for_once, 241, ROADSIDE),
    Part(endings.minor_and_corrected, 236, EVERYDAY["QD-SP-003"]),
    Part(endings.settled_on_the_spot, 232, LITTERING, OWN_CAST),
    Part(endings.settled_on_the_spot, 92, PLACARD),
    Part(endings.collected_on_the_spot, 228, LITTERING),
    Part(endings.paid_in_parts, 225, EVERYDAY["QD-SP-004"]),
    Part(endings.paid_later, 214, ROADSIDE),
    Part(endings.paid_too_late, 206, ROADSIDE),
    Part(endings.enforced, 199, EVERYDAY["QD-CG-006"]),
    Part(endings.put_right, 188, ROADSIDE, OWN_CAST),
    Part(endings.revoked, 181, EVERYDAY["QD-HB-004"], "QD-HB"),
    Part(ways.heard_in_public, 176, BARBECUE, OWN_CAST),
    Part(ways.waived, 167, BARBECUE),
    Part(ways.convinced, 160, ROADSIDE),
    Part(ways.unconvinced, 151, PAVEMENT),
    Part(ways.preserved, 144, ROADSIDE),
    Part(ways.seized, 139, EVERYDAY["QD-SC-005"]),
    Part(ways.appraised, 131, EVERYDAY["QD-SC-005"]),
    Part(ways.extended, 180, EVERYDAY["QD-JS-005"], "QD-JS"),
    Part(ways.stood_aside, 118),
    Part(ways.taken_up_again, 109),
    Part(ways.sent_back, 101, ROADSIDE, OWN_CAST),
    Part(ways.by_announcement, 96),
)
"""Every way a case can lawfully go."""

FINDINGS = (
    Part(clues.forgotten, 345),
    Part(clues.without_reasons, 330, PAVEMENT),
    Part(clues.against_the_evidence, 318, ROADSIDE),
    Part(clues.out_of_hand, 130, PAVEMENT),
    Part(clues.again_and_again, 280, PAVEMENT),
    Part(clues.investigated_first, 58),
    Part(withdrawals.by_himself, 265),
    Part(withdrawals.for_no_lawful_reason, 47, ROADSIDE, OWN_CAST),
    Part(withdrawals.after_the_notice, 197),
    Part(withdrawals.deliberately_after_the_notice, 72),
    Part(withdrawals.one_after_the_other, 190),
    Part(amounts.relaxed_and_restored, 215, UNPRICED, MARKET),
    Part(amounts.simplified, 150, UNLICENSED, MARKET),
    Part(amounts.lighter_meanwhile, 242, UNPRICED),
    Part(amounts.heavier_meanwhile, 160, UNPRICED),
    Part(amounts.not_told_of_these_facts, 166, UNLICENSED),
    Part(amounts.softened, 84, ROADSIDE),
    Part(amounts.changed_as_a_favor, 64, ROADSIDE),
    Part(amounts.charged_meanwhile, 125, ROADSIDE),
    Part(deadlines.at_the_last_moment, 220),
    Part(deadlines.too_late, 270),
    Part(deadlines.too_late, 133),
    Part(deadlines.preserved_too_long, 75, ROADSIDE),
    Part(deadlines.seized_too_long, 148, EVERYDAY["QD-SC-005"]),
    Part(deadlines.heard_in_a_hurry, 112, BARBECUE),
    Part(deadlines.decided_in_a_hurry, 89, FOOD_STALL),
    Part(deadlines.served_late, 208),
    Part(deadlines.served_very_late, 122),
    Part(deadlines.reported_late, 54, LITTERING),
    Part(deadlines.kept_in_the_pocket, 39, FILTHY),
    Part(deadlines.published_late, 105),
    Part(deadlines.left_standing, 68, PAVEMENT),
    Part(deadlines.never_enforced, 360, ROADSIDE),
    Part(deadlines.enforced_without_urging, 98, EVERYDAY["QD-CG-006"]),
    Part(deadlines.never_rechecked, 51),
    Part(officers.alone, 193),
    Part(officers.with_a_lapsed_certificate, 35, ROADSIDE, OWN_CAST),
    Part(officers.with_somebody_from_another_field, 157),
    Part(officers.with_a_contract, 116),
    Part(officers.against_a_cousin, 81),
    Part(officers.reviewed_by_a_novice, 141, BARBECUE),
    Part(procedure.too_much_for_the_spot, 62, PAVEMENT),
    Part(procedure.twice_for_the_same, 43, LITTERING),
    Part(procedure.after_the_prescription, 173, EVERYDAY["QD-CG-006"]),
    Part(procedure.fined_for_a_crime, 136, EVERYDAY["QD-SC-005"]),
)
"""Everything that supervision can find."""

STANDING = (
    Part(standing.reported, 4, ROADSIDE, OWN_CAST),
    Part(standing.reported, 14),
    Part(standing.file_on_the_desk, 3, PAVEMENT, OWN_CAST),
    Part(standing.refusal_on_the_desk, 5),
    Part(standing.under_investigation, 12, ROADSIDE, OWN_CAST),
    Part(standing.under_investigation, 85, ROADSIDE, OWN_CAST),
    Part(standing.under_investigation, 96),
    Part(standing.suspended, 25),
    Part(standing.report_written, 16, ROADSIDE, OWN_CAST),
    Part(standing.penalty_proposed, 20),
    Part(standing.notice_served, 21, ROADSIDE, OWN_CAST),
    Part(standing.hearing_wanted, 24, BARBECUE),
    Part(standing.decision_on_the_desk, 26, ROADSIDE, OWN_CAST),
    Part(standing.decision_made, 24),
    Part(standing.decision_served, 28, ROADSIDE, OWN_CAST),
    Part(standing.in_court, 60),
    Part(standing.overdue, 55, ROADSIDE, OWN_CAST),
    Part(standing.paid_and_open, 45),
    Part(standing.dead_and_open, 30),
    Part(endings.forgiven, 15, PAVEMENT),
)
"""Every place a case can stand in."""

EVERYDAY_STORIES = (
    endings.paid,
    endings.settled_on_the_spot,
    endings.settled_on_the_spot,
    ways.unconvinced,
    endings.settled_on_the_spot,
    endings.settled_on_the_spot,
    endings.corrected,
    endings.settled_on_the_spot,
    endings.settled_on_the_spot,
)
"""Most of what a bureau does is small, and done on the spot."""

SMALL_MATTERS = (LITTERING, PLACARD, PARKING, PLACARD, CORRIDOR, DRAIN)


def parts(count: int, rng: random.Random) -> Sequence[Part]:
    """Return the set pieces and as many everyday cases as make up the count, or only the first."""
    set_pieces = [*ENDINGS, *FINDINGS, *STANDING]
    return [*set_pieces, *_everyday(count - len(set_pieces), rng)][:count]


def _everyday(count: int, rng: random.Random) -> Iterator[Part]:
    for number in range(max(count, 0)):
        story = EVERYDAY_STORIES[number % len(EVERYDAY_STORIES)]
        is_small = story is endings.settled_on_the_spot
        violation = rng.choice(SMALL_MATTERS) if is_small else None
        yield Part(story, rng.randrange(3, 356), violation)
