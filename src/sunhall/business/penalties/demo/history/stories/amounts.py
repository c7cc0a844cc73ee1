"""What supervision finds about amounts that change (P11 to P20).

Nobody can type an amount, so most of these need a benchmark that changes on the way.
"""

from copy import deepcopy
from datetime import timedelta
from typing import Any

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import CorrectionGround, DocumentKind
from sunhall.business.penalties.demo.history.moments import days, minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits, blocked_by
from sunhall.business.penalties.demo.history.stories.endings import penalized
from sunhall.business.penalties.demo.history.stories.ways import concluded, spoken
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    closed,
    deliver,
    informed,
    investigated,
    pay,
    photo,
    proposed,
    published,
    told,
)
from sunhall.business.penalties.demo.staff import OFFICER, REVIEWER, staff
from sunhall.directory.models import Matter

NOTICE = timedelta(days=10)
"""From the publication of a benchmark to the day it takes effect."""


def relaxed_and_restored(scene: Scene) -> Waits:
    """Fines of unpriced goods are halved for a trial, and restored after eighty days."""
    former = changed(scene, halve)
    yield days(80)
    changed(scene, lambda document: document.update(deepcopy(former)))
    yield minutes(5)


def simplified(scene: Scene) -> Waits:
    """The benchmark of trading without a license no longer asks about earlier violations."""
    changed(scene, forget_the_past)
    yield minutes(5)


def changed(scene: Scene, change: Any) -> dict[str, Any]:
    """Publish the next version of the violation's benchmark; return the one before."""
    matter = Matter.objects.select_related("organization").get(code=scene.violation.matter)
    unit = matter.organization.code
    officer, reviewer = (staff(unit, role, scene.moment) for role in (OFFICER, REVIEWER))
    draft = actions.draft_next_version(officer, matter_id=matter.pk)
    former: dict[str, Any] = deepcopy(draft.document)
    document = deepcopy(draft.document)
    change(document)
    actions.revise_benchmark(officer, benchmark_id=draft.pk, document=document)
    actions.publish_benchmarks(
        reviewer, benchmark_ids=[draft.pk], effective_date=scene.today + NOTICE
    )
    return former


def halve(document: dict[str, Any]) -> None:
    """Halve every fine of a benchmark."""
    for tier in document["tiers"]:
        for penalty in tier["penalties"]:
            penalty["amount"]["value"] //= 2


def forget_the_past(document: dict[str, Any]) -> None:
    """Leave the tiers for who violates for the first time, and ask no more whether they do."""
    document["factors"] = [one for one in document["factors"] if one["key"] != "prior"]
    first = [one for one in document["tiers"] if one["when"]["prior"] == {"eq": 0}]
    for tier in first:
        del tier["when"]["prior"]
    document["tiers"], document["tier_count"] = first, len(first)


def lighter_meanwhile(scene: Scene) -> Waits:
    """The law becomes lighter between notice and decision, and so does the fine (P11)."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield days(30)
    yield from concluded(scene)


def heavier_meanwhile(scene: Scene) -> Waits:
    """The lighter law has passed when the decision comes, and the party had spoken (P12, P13)."""
    occurred = {"occurred_on": scene.today - timedelta(days=60)}
    yield from investigated(scene, clue_told=occurred)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    yield from spoken(scene, is_adopted=False, reply="陈述的理由不成立，不予采纳。")
    yield days(30)
    yield from blocked_decision(scene, "P12")
    yield from told_anew(scene, "kinds")
    yield from concluded(scene)


def not_told_of_these_facts(scene: Scene) -> Waits:
    """The new law rests on other facts than the party was told of (P43)."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield days(30)
    yield from blocked_decision(scene, "P43")
    yield from told_anew(scene, "sales")
    yield from concluded(scene)


def blocked_decision(scene: Scene, rule: str) -> Waits:
    """Ask for a decision that a rule does not let the head make; it is returned."""
    approval = actions.ask_decision(scene.lead, case_id=scene.id)
    yield minutes(90)
    with blocked_by(rule):
        actions.grant_approval(scene.head, approval_id=approval.pk)
    yield minutes(10)
    actions.return_approval(scene.head, approval_id=approval.pk, opinion="请先按规定补办程序。")
    yield minutes(60)


def told_anew(scene: Scene, key: str) -> Waits:
    """Record a fact once more under the law of today, and tell the party anew."""
    yield from recorded_anew(scene, {key: scene.facts[key]}, "裁量基准已经变更，重新认定并告知。")
    yield from proposed(scene)
    yield from informed(scene)


def recorded_anew(scene: Scene, facts: dict[str, Any], reason: str) -> Waits:
    """Record facts after the proposal, on the first piece of evidence."""
    actions.record_facts(
        scene.lead,
        case_id=scene.id,
        facts=facts,
        evidence={key: [1] for key in facts},
        reason=reason,
    )
    yield minutes(60)


def softened(scene: Scene) -> Waits:
    """A fact is changed after the proposal, and the fine falls (P15)."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from photo(scene, title="复测照片")
    yield from recorded_anew(scene, {"area": "1"}, "重新测量占用面积，比原记录小。")
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def changed_as_a_favor(scene: Scene) -> Waits:
    """A served decision is lowered on no ground that the law knows (P18)."""
    yield from penalized(scene)
    approval = actions.ask_correction(
        scene.lead,
        case_id=scene.id,
        ground=CorrectionGround.OTHER,
        reason="当事人多次到单位要求少罚，报请降低罚款。",
        revoke=False,
        facts={"area": "1"},
    )
    yield from approved(scene, approval)
    yield from deliver(scene, DocumentKind.CORRECTION_DECISION)
    yield from published(scene)
    yield from pay(scene, days(3))
    yield from closed(scene)


def charged_meanwhile(scene: Scene) -> Waits:
    """An additional fine is charged while the party is in reconsideration (P20)."""
    yield from penalized(scene)
    yield from published(scene)
    yield days(24)
    remedy = actions.start_remedy(
        scene.lead, case_id=scene.id, ground="reconsideration", start_date=scene.today
    )
    yield working_days(3)
    actions.charge_additional_fine(scene.lead, case_id=scene.id)
    yield days(40)
    actions.end_remedy(scene.lead, remedy_id=remedy.pk, end_date=scene.today)
    yield from pay(scene, days(3))
    yield from closed(scene)
