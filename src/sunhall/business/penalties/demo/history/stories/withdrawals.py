"""What supervision finds about cases that are withdrawn (P07 to P10)."""

from dataclasses import replace

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import WithdrawalReason
from sunhall.business.penalties.demo.history.moments import minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits, blocked_by
from sunhall.business.penalties.demo.history.stories.clues import onwards
from sunhall.business.penalties.demo.history.verbs import (
    approved,
    clue,
    filed,
    inspected,
    investigated,
    photo,
    proposed,
    told,
)
from sunhall.business.penalties.models import Approval

WITHDRAWALS = 3
"""Cases in a quarter from which on withdrawing says something (P10)."""


def asked(scene: Scene, reason_code: str = WithdrawalReason.NOT_ESTABLISHED) -> Approval:
    """Ask that the case be withdrawn."""
    return actions.ask_withdrawal(
        scene.lead,
        case_id=scene.id,
        reason_code=reason_code,
        reason="经调查核实，现有证据不足以认定违法事实，报请撤案。",
    )


def by_himself(scene: Scene) -> Waits:
    """A deputy head handles a case and would grant its withdrawal himself (P07)."""
    deputy = scene.casting.newcomer(
        scene.bureau, "副局长", "head", more_roles=("enforcement_officer",)
    )
    scene.bureau = replace(scene.bureau, lead=deputy)
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield working_days(3)
    approval = asked(scene)
    yield minutes(30)
    with blocked_by("P07"):
        actions.grant_approval(scene.lead, approval_id=approval.pk)
    yield working_days(1)
    yield from approved(scene, approval)


def for_no_lawful_reason(scene: Scene) -> Waits:
    """Some other reason is none that the law knows; the case goes on (P08)."""
    yield from clue(scene)
    yield from photo(scene)
    yield from filed(scene)
    yield working_days(2)
    approval = asked(scene, WithdrawalReason.OTHER)
    yield minutes(60)
    with blocked_by("P08"):
        actions.grant_approval(scene.head, approval_id=approval.pk)
    yield minutes(10)
    actions.return_approval(scene.head, approval_id=approval.pk, opinion="无法定事由，继续办理。")
    yield working_days(1)
    yield from onwards(scene)


def after_the_notice(scene: Scene) -> Waits:
    """The party has been told of its fine, and then the case is withdrawn (P09)."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    yield from approved(scene, asked(scene))


def deliberately_after_the_notice(scene: Scene) -> Waits:
    """The same, but the heads of the bureau have deliberated: a yellow card only (P09)."""
    yield from investigated(scene)
    yield from proposed(scene)
    yield from told(scene)
    yield working_days(2)
    actions.record_deliberation(
        scene.head,
        case_id=scene.id,
        held_on=scene.today,
        attendees=f"{scene.head.name}、{scene.reviewer.name}",
        minutes=f"{scene.reviewer.name}：当事人补充了许可证明，违法事实不能成立。",
        conclusion="一致同意撤案。",
    )
    yield minutes(60)
    yield from approved(scene, asked(scene))


def one_after_the_other(scene: Scene) -> Waits:
    """One officer withdraws three cases in a quarter (P10)."""
    yield scene.until_next_quarter()
    for number in range(WITHDRAWALS):
        if number:
            scene.begin_another()
        yield from clue(scene)
        yield from filed(scene)
        yield working_days(3)
        yield from inspected(scene)
        yield from approved(scene, asked(scene))
        yield working_days(4)
