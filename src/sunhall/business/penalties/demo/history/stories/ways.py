"""Cases that take a way around: hearings, statements, measures, pauses; all of it lawful."""

from dataclasses import replace

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import (
    MeasureKind,
    MeasureOutcome,
    NoFilingReason,
    ServiceWay,
    SuspensionReason,
)
from sunhall.business.penalties.demo.history.moments import days, minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    closed,
    clue,
    decided,
    established,
    filed,
    informed,
    inspected,
    investigated,
    pay,
    photo,
    proposed,
    published,
    questioned,
    served,
    told,
)
from sunhall.business.penalties.models import Hearing
from sunhall.business.penalties.rules.particulars import Item

GOODS = (Item(name="折叠桌", quantity="2 张"), Item(name="三轮车", quantity="1 辆"))
WAREHOUSE = "执法大队暂扣物品仓库"
MINUTES = "主持人：现在开始听证。\n调查人员：陈述违法事实和证据。\n当事人：请求从轻处罚。"


def concluded(scene: Scene) -> Waits:
    """From the notice that has been served to the closed case."""
    yield from decided(scene)
    yield from served(scene)
    yield from published(scene)
    yield from pay(scene)
    yield from closed(scene)


def heard_in_public(scene: Scene) -> Waits:
    """The party asks for a hearing and gets it; the decision stays as it was told."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    yield from asked_for_hearing(scene)
    yield from hearing(scene)
    yield from concluded(scene)


def asked_for_hearing(scene: Scene) -> Waits:
    """The party asks for a hearing."""
    actions.ask_hearing(scene.lead, case_id=scene.id)
    yield working_days(1)


def hearing(scene: Scene) -> Waits:
    """Arrange a hearing under the legal reviewer, eight working days ahead, and hold it."""
    asked = Hearing.objects.filter(case=scene.id).latest("pk")
    actions.arrange_hearing(
        scene.lead,
        hearing_id=asked.pk,
        scheduled_on=scene.working_day_in(9),
        place="局机关三楼听证室",
        host_id=scene.reviewer.own_person_id,
    )
    yield working_days(9)
    actions.hold_hearing(scene.lead, hearing_id=asked.pk, minutes=MINUTES)
    yield working_days(2)


def waived(scene: Scene) -> Waits:
    """The party gives up its hearing in writing, so nobody has to wait."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    actions.waive_rights(scene.lead, case_id=scene.id)
    yield minutes(60)
    yield from concluded(scene)


def convinced(scene: Scene) -> Waits:
    """What the party says is true: a fact is corrected, and it is told anew of a lower fine."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    yield from spoken(scene, is_adopted=True, reply="复测占用面积，当事人陈述属实，予以采纳。")
    yield from photo(scene, title="复测照片")
    evidence = scene.case.evidence.count()
    actions.record_facts(
        scene.lead,
        case_id=scene.id,
        facts={"area": "1.5"},
        evidence={"area": [evidence]},
        reason="采纳当事人陈述申辩，复测占用面积。",
    )
    yield minutes(60)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def spoken(scene: Scene, *, is_adopted: bool, reply: str) -> Waits:
    """The party speaks for itself, and gets an answer."""
    statement = actions.record_statement(
        scene.lead, case_id=scene.id, text="占用的面积没有那么大，请求重新测量。"
    )
    yield working_days(2)
    actions.review_statement(
        scene.lead, statement_id=statement.pk, is_adopted=is_adopted, reply=reply
    )
    yield minutes(90)


def unconvinced(scene: Scene) -> Waits:
    """What the party says changes nothing, and costs it nothing."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    yield from spoken(scene, is_adopted=False, reply="现场勘验记录有当事人签字，不予采纳。")
    yield from concluded(scene)


def preserved(scene: Scene) -> Waits:
    """Things are preserved as evidence, and given back within seven working days."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from taken(scene, MeasureKind.PRESERVATION)
    yield working_days(5)
    yield from given_back(scene)
    yield from questioned(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def taken(scene: Scene, kind: MeasureKind) -> Waits:
    """Preserve or seize the party's things."""
    approval = actions.ask_measure(
        scene.lead,
        case_id=scene.id,
        kind=kind,
        items=GOODS,
        place=WAREHOUSE,
        reason="证据可能灭失或者以后难以取得。",
    )
    yield from approved(scene, approval)


def given_back(scene: Scene, outcome: MeasureOutcome = MeasureOutcome.RETURNED) -> Waits:
    """Say what becomes of the things."""
    actions.resolve_measure(
        scene.lead, measure_id=scene.measure.pk, outcome=outcome, reason="已经查证完毕。"
    )
    yield minutes(40)


def seized(scene: Scene) -> Waits:
    """Things are seized, for thirty days and thirty more, and released."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from taken(scene, MeasureKind.SEIZURE)
    yield days(22)
    approval = actions.ask_seizure_extension(
        scene.lead, measure_id=scene.measure.pk, reason="案情复杂，需要进一步鉴定。"
    )
    yield from approved(scene, approval)
    yield from inspected(scene)
    yield days(14)
    yield from given_back(scene, MeasureOutcome.LIFTED)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def appraised(scene: Scene) -> Waits:
    """The clock stands still while samples are tested."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from paused(scene)
    yield days(20)
    actions.resume_case(scene.lead, case_id=scene.id)
    yield minutes(30)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def paused(scene: Scene) -> Waits:
    """Let the clock stand still for an appraisal."""
    approval = actions.ask_suspension(
        scene.lead,
        case_id=scene.id,
        reason_code=SuspensionReason.APPRAISAL,
        note="抽取的样品送检，等候检验结论。",
    )
    yield from approved(scene, approval)


def extended(scene: Scene) -> Waits:
    """The head gives a difficult case thirty days more."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield days(70)
    approval = actions.ask_case_extension(
        scene.lead, case_id=scene.id, reason="涉案人员较多，九十日内不能作出决定。"
    )
    yield from approved(scene, approval)
    yield days(15)
    yield from established(scene, is_complex=True)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def stood_aside(scene: Scene) -> Waits:
    """The party asks that an officer stand aside; a colleague takes over."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    recusal = actions.ask_recusal(
        scene.lead,
        case_id=scene.id,
        person_id=scene.partner.own_person_id,
        asked_by=scene.party.name,
        reason="与本案当事人的竞争对手有近亲属关系，可能影响公正执法。",
    )
    yield working_days(1)
    actions.decide_recusal(scene.head, recusal_id=recusal.pk, is_granted=True, reply="情况属实。")
    yield minutes(40)
    yield from replaced(scene)
    yield from questioned(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def replaced(scene: Scene) -> Waits:
    """Put a newly hired colleague in the place of the second officer."""
    newcomer = scene.casting.newcomer(scene.bureau, "执法大队执法员")
    scene.bureau = replace(scene.bureau, partner=newcomer)
    actions.assign_officers(
        scene.head,
        case_id=scene.id,
        person_ids=scene.team,
        lead_id=scene.lead.own_person_id,
        reason="原承办人员回避。",
    )
    yield working_days(2)


def taken_up_again(scene: Scene) -> Waits:
    """A clue first set aside is verified once more when the complainant brings a photo."""
    yield from clue(scene)
    yield working_days(2)
    approval = actions.ask_no_filing(
        scene.lead,
        case_id=scene.id,
        reason_code=NoFilingReason.NO_VIOLATION,
        reason="现场核查未发现举报反映的情形，举报人也未提供进一步的证据材料。",
    )
    yield from approved(scene, approval)
    yield days(6)
    actions.reconsider_clue(scene.lead, case_id=scene.id, reason="举报人补充提交了现场照片。")
    yield minutes(30)
    yield from photo(scene)
    yield from filed(scene)
    yield from questioned(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def sent_back(scene: Scene) -> Waits:
    """The head wants to know more before the case is filed."""
    yield from clue(scene)
    asked = actions.ask_filing(
        scene.lead, case_id=scene.id, reason="涉嫌违法，报请立案。", officer_ids=scene.team
    )
    yield minutes(120)
    actions.return_approval(scene.head, approval_id=asked.pk, opinion="请补充现场照片后再报。")
    yield minutes(60)
    yield from photo(scene)
    yield from filed(scene)
    yield from questioned(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from concluded(scene)


def by_announcement(scene: Scene) -> Waits:
    """The party cannot be found; the decision is served by public notice."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from decided(scene)
    yield from served(scene, ServiceWay.ANNOUNCEMENT)
    yield from published(scene)
    yield from pay(scene)
    yield from closed(scene)
