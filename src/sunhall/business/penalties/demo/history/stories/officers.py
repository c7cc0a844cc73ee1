"""What supervision finds about who acts (P34 to P40)."""

from datetime import timedelta
from typing import Any

from sunhall.business.penalties import actions
from sunhall.business.penalties.demo.history.cast import at
from sunhall.business.penalties.demo.history.moments import minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits, blocked_by
from sunhall.business.penalties.demo.history.stories.clues import onwards
from sunhall.business.penalties.demo.history.stories.ways import concluded, replaced
from sunhall.business.penalties.demo.history.verbs import (
    clue,
    filed,
    informed,
    investigated,
    photo,
    questioned,
    safeguarded,
)
from sunhall.directory.choices import Employment
from sunhall.directory.rules.fields import FIELDS


def alone(scene: Scene) -> Waits:
    """One officer alone may not handle a case; the head sends it back for a second (P34)."""
    yield from clue(scene)
    yield from photo(scene)
    asked = actions.ask_filing(
        scene.lead,
        case_id=scene.id,
        reason="涉嫌违法，由本人一人承办。",
        officer_ids=[scene.lead.own_person_id],
    )
    yield minutes(60)
    with blocked_by("P34"):
        actions.grant_approval(scene.head, approval_id=asked.pk)
    yield minutes(10)
    actions.return_approval(scene.head, approval_id=asked.pk, opinion="请增加一名承办人员。")
    yield minutes(30)
    yield from filed(scene)
    yield from onwards(scene)


def with_a_lapsed_certificate(scene: Scene) -> Waits:
    """An officer whose certificate ran out last week is stopped (P35)."""
    yield from _with(scene, "P35", certificate_until=scene.today - timedelta(days=7))


def with_somebody_from_another_field(scene: Scene) -> Waits:
    """An officer's certificate is for parks and forests (P36)."""
    yield from _with(scene, "P36", field=FIELDS["YL"])


def with_a_contract(scene: Scene) -> Waits:
    """Somebody on a contract is put on a case (P37)."""
    yield from _with(scene, "P37", employment=Employment.CONTRACT)


def _with(scene: Scene, rule: str, **hired: Any) -> Waits:
    """Put a newcomer on a case that must not be there; the case goes on without."""
    newcomer = scene.casting.newcomer(scene.bureau, "执法大队队员", **hired)
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    with blocked_by(rule):
        actions.assign_officers(
            scene.head,
            case_id=scene.id,
            person_ids=[scene.lead.own_person_id, newcomer.own_person_id],
            lead_id=scene.lead.own_person_id,
        )
    yield minutes(60)
    yield from onwards(scene)


def against_a_cousin(scene: Scene) -> Waits:
    """An officer declares a tie to the party and goes on until asked to stand aside (P38)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    actions.declare_interest(
        scene.partner, party_identifier=scene.party.identifier, relation="表兄弟"
    )
    yield minutes(30)
    yield from questioned(scene)
    recusal = actions.ask_recusal(
        scene.lead,
        case_id=scene.id,
        person_id=scene.partner.own_person_id,
        asked_by=scene.partner.name,
        reason="与当事人有亲属关系，自行申请回避。",
    )
    yield minutes(60)
    actions.decide_recusal(scene.head, recusal_id=recusal.pk, is_granted=True, reply="准予回避。")
    yield minutes(30)
    yield from replaced(scene)
    yield from onwards(scene)


def reviewed_by_a_novice(scene: Scene) -> Waits:
    """A first legal review by somebody without the qualification does not count (P40)."""
    novice = scene.casting.newcomer(scene.bureau, "法规科科员", "reviewer", field="")
    yield from investigated(scene)
    actions.propose_penalty(scene.lead, case_id=scene.id)
    yield minutes(90)
    with blocked_by("P40"):
        actions.give_legal_review(
            at(novice, scene.moment), case_id=scene.id, is_passed=True, opinion="没有意见，同意。"
        )
    yield working_days(1)
    yield from safeguarded(scene)
    yield from informed(scene)
    yield from concluded(scene)
