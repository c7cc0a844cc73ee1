"""Cases that end as the law wants it, in all the ways it knows."""

from datetime import timedelta

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import (
    CorrectionGround,
    DocumentKind,
    ExemptionGround,
    NoFilingReason,
    OnSiteGround,
    ServiceWay,
    TerminationReason,
    TransferTarget,
    WithdrawalReason,
)
from sunhall.business.penalties.demo.history.moments import days, minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    archived,
    closed,
    clue,
    decided,
    deliver,
    established,
    filed,
    informed,
    inspected,
    investigated,
    on_the_spot,
    pay,
    photo,
    proposed,
    published,
    rectified,
    served,
    urged,
    voucher,
)


def penalized(scene: Scene) -> Waits:
    """A case runs its course until the party has the decision."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from decided(scene)
    yield from served(scene)


def paid(scene: Scene) -> Waits:
    """The party pays in time, the decision is published, the case is closed."""
    yield from penalized(scene)
    yield from published(scene)
    yield from pay(scene)
    yield from closed(scene)


def put_away(scene: Scene) -> Waits:
    """So it ends: the file with numbered pages, in the archive."""
    yield from paid(scene)
    yield from archived(scene)


def corrected(scene: Scene) -> Waits:
    """The party is ordered to correct what it does, obeys, and pays."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from rectified(scene)
    yield from inspected(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from decided(scene)
    yield from served(scene, ServiceWay.LEFT)
    yield from published(scene)
    yield from pay(scene)
    yield from closed(scene)


def not_filed(scene: Scene) -> Waits:
    """What was reported is another organ's to deal with."""
    yield from clue(scene)
    yield working_days(3)
    approval = actions.ask_no_filing(
        scene.lead,
        case_id=scene.id,
        reason_code=NoFilingReason.NOT_OURS,
        reason="经核查，反映的地点由其他区管辖，不属于本机关管辖，已告知举报人。",
    )
    yield from approved(scene, approval)


def verified_at_length(scene: Scene) -> Waits:
    """Verifying takes longer than fifteen days; the head has agreed to ten more."""
    yield from clue(scene)
    yield days(11)
    approval = actions.ask_clue_extension(
        scene.lead, case_id=scene.id, reason="需要向有关单位调取监控录像，十五日内无法完成核查。"
    )
    yield from approved(scene, approval)
    yield days(8)
    yield from photo(scene)
    yield from filed(scene)
    yield from rectified(scene)
    yield from established(scene)
    yield from proposed(scene)
    yield from informed(scene)
    yield from decided(scene)
    yield from served(scene)
    yield from published(scene)
    yield from pay(scene)


def withdrawn(scene: Scene) -> Waits:
    """The investigation shows that there was no violation."""
    yield from clue(scene)
    yield from filed(scene)
    yield working_days(4)
    yield from inspected(scene)
    approval = actions.ask_withdrawal(
        scene.lead,
        case_id=scene.id,
        reason_code=WithdrawalReason.NOT_ESTABLISHED,
        reason="经调查，现有证据不能证明当事人实施了违法行为。",
    )
    yield from approved(scene, approval)
    yield from closed(scene, "违法事实不能成立，已撤销立案。")


def terminated(scene: Scene) -> Waits:
    """The company is dissolved before it can be penalized."""
    yield from investigated(scene)
    approval = actions.ask_termination(
        scene.lead,
        case_id=scene.id,
        reason_code=TerminationReason.PARTY_DISSOLVED,
        reason="当事人已经注销登记，没有权利义务承受人。",
    )
    yield from approved(scene, approval)
    yield from closed(scene, "当事人终止，案件终结。")


def sent_on(scene: Scene) -> Waits:
    """The case is another organ's and goes there with its evidence."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield working_days(2)
    approval = actions.ask_transfer(
        scene.lead,
        case_id=scene.id,
        target=TransferTarget.OTHER_ORGAN,
        recipient="青岛市自然资源和规划局",
        reason="违法行为涉及规划许可，由规划部门管辖。",
    )
    yield from approved(scene, approval)
    yield from closed(scene, "已移送有管辖权的机关。")


def sent_to_the_police(scene: Scene) -> Waits:
    """A crime is suspected, and the police take over within the day."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield working_days(1)
    approval = actions.ask_transfer(
        scene.lead,
        case_id=scene.id,
        target=TransferTarget.POLICE,
        recipient="青岛市公安局",
        reason="涉案金额达到刑事立案追诉标准，涉嫌犯罪。",
    )
    yield from approved(scene, approval)


def forgiven(scene: Scene, ground: str = ExemptionGround.FIRST_VIOLATION) -> Waits:
    """A first violation, slight and corrected at once, is not penalized."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield from rectified(scene, in_days=2)
    yield from established(scene, conclusion="初次违法且危害后果轻微并及时改正，建议不予处罚。")
    approval = actions.ask_exemption(
        scene.lead,
        case_id=scene.id,
        ground=ground,
        reason="危害后果轻微，当事人在责令改正当日即改正。",
    )
    yield from approved(scene, approval)


def forgiven_for_once(scene: Scene) -> Waits:
    """So it ends, with a decision that says why."""
    yield from forgiven(scene)
    yield from deliver(scene, DocumentKind.EXEMPTION_DECISION)
    yield from closed(scene, "首次违法，不予行政处罚，已进行教育。")


def minor_and_corrected(scene: Scene) -> Waits:
    """A slight violation that harmed nobody is not penalized."""
    yield from forgiven(scene, ExemptionGround.MINOR_CORRECTED)
    yield from deliver(scene, DocumentKind.EXEMPTION_DECISION)
    yield from closed(scene, "违法行为轻微并已改正，不予行政处罚。")


def settled_on_the_spot(scene: Scene) -> Waits:
    """Fifty yuan on the street, paid by phone the same week."""
    yield from on_the_spot(scene)
    yield from pay(scene, days(2))
    yield from closed(scene, "当场处罚，已缴纳罚款。")


def collected_on_the_spot(scene: Scene) -> Waits:
    """Fifty yuan in cash against a receipt, at the bureau that day, at the bank the next."""
    yield from on_the_spot(scene, reported=False)
    actions.report_on_the_spot(scene.lead, case_id=scene.id)
    yield minutes(20)
    payment = actions.collect_on_site(
        scene.lead,
        case_id=scene.id,
        ground=OnSiteGround.UP_TO_100_YUAN,
        voucher=voucher(scene),
    )
    yield minutes(120)
    actions.hand_over_cash(scene.lead, payment_id=payment.pk)
    yield working_days(1)
    actions.bank_cash(scene.partner, payment_id=payment.pk)
    yield from closed(scene, "当场收缴的罚款已缴付银行。")


def paid_in_parts(scene: Scene) -> Waits:
    """A party in need pays in three parts, a month apart."""
    yield from penalized(scene)
    approval = actions.ask_deferral(
        scene.lead,
        case_id=scene.id,
        reason="当事人提出经济困难申请，附低保证明。",
        installments=3,
        first_due=scene.today + timedelta(days=14),
        interval_days=30,
    )
    yield from approved(scene, approval)
    yield from published(scene)
    for part in range(3):
        yield from pay(scene, days(9 if part == 0 else 29))
    yield from closed(scene)


def paid_later(scene: Scene) -> Waits:
    """The whole fine is put off for two months."""
    yield from penalized(scene)
    approval = actions.ask_deferral(
        scene.lead,
        case_id=scene.id,
        reason="当事人因台风停业，申请延期缴纳。",
        installments=1,
        first_due=scene.today + timedelta(days=60),
    )
    yield from approved(scene, approval)
    yield from published(scene)
    yield from pay(scene, days(50))
    yield from closed(scene)


def paid_too_late(scene: Scene) -> Waits:
    """The party forgets, and pays three percent more for each day."""
    yield from penalized(scene)
    yield from published(scene)
    yield from pay(scene, days(24))
    yield from closed(scene)


def enforced(scene: Scene) -> Waits:
    """The party does not pay, is urged, and the court collects."""
    yield from penalized(scene)
    yield from published(scene)
    yield days(30)
    yield from urged(scene)
    yield working_days(12)
    approval = actions.ask_enforcement(
        scene.lead,
        case_id=scene.id,
        court="青岛市市南区人民法院",
        reason="当事人在法定期限内不履行处罚决定，经催告仍不履行。",
    )
    yield from approved(scene, approval)
    yield days(35)
    actions.record_enforced(
        scene.lead, case_id=scene.id, paid_on=scene.today, voucher=voucher(scene)
    )
    yield from closed(scene, "人民法院已执行到位。")


def put_right(scene: Scene) -> Waits:
    """The bureau finds its own mistake and lowers the fine before it is paid."""
    yield from penalized(scene)
    yield from published(scene)
    approval = actions.ask_correction(
        scene.lead,
        case_id=scene.id,
        ground=CorrectionGround.SELF_CORRECTION,
        reason="复核现场照片，占用面积认定有误，予以更正。",
        revoke=False,
        facts={"area": "1.5"},
    )
    yield from approved(scene, approval)
    yield from deliver(scene, DocumentKind.CORRECTION_DECISION)
    yield from retracted(scene, "处罚决定已被变更，撤回原公示。")
    yield from published(scene)
    yield from pay(scene, days(3))
    yield from closed(scene)


def revoked(scene: Scene) -> Waits:
    """The party goes to reconsideration, wins, and the decision is taken down."""
    yield from penalized(scene)
    yield from published(scene)
    remedy = actions.start_remedy(
        scene.lead, case_id=scene.id, ground="reconsideration", start_date=scene.today
    )
    yield days(40)
    actions.end_remedy(scene.lead, remedy_id=remedy.pk, end_date=scene.today)
    yield minutes(90)
    yield from overturned(scene)
    yield from retracted(scene)


def overturned(scene: Scene) -> Waits:
    """Revoke the decision upon reconsideration, and tell the party."""
    approval = actions.ask_correction(
        scene.lead,
        case_id=scene.id,
        ground=CorrectionGround.RECONSIDERATION,
        reason="行政复议决定认定主要事实不清、证据不足，撤销处罚决定。",
        revoke=True,
    )
    yield from approved(scene, approval)
    yield from deliver(scene, DocumentKind.CORRECTION_DECISION)


def retracted(scene: Scene, reason: str = "处罚决定已被行政复议机关撤销。") -> Waits:
    """Take down what was published of the decision that another has replaced."""
    former = scene.decision.replaces
    if former is not None:
        actions.retract_publication(scene.reviewer, decision_id=former.pk, reason=reason)
    yield minutes(30)
