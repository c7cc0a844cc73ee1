"""From the proposal to the served decision."""

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import Concern, DocumentKind, ServiceWay
from sunhall.business.penalties.demo.history.moments import minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.business.penalties.demo.history.verbs.executing import deliver
from sunhall.business.penalties.demo.history.verbs.investigating import approved
from sunhall.business.penalties.models import Notice
from sunhall.business.penalties.queries.safeguards import needs_deliberation, needs_legal_review

HEARING_WINDOW = 6
TIME_TO_SPEAK = 3


def proposed(scene: Scene) -> Waits:
    """Let the facts lead to a proposal, with the review and deliberation it calls for."""
    actions.propose_penalty(scene.lead, case_id=scene.id)
    yield minutes(60)
    yield from safeguarded(scene)


def safeguarded(scene: Scene) -> Waits:
    """Review and deliberate on what is proposed, as far as the law demands it."""
    case = scene.case
    if needs_legal_review(case, case.determination):
        yield working_days(1)
        actions.give_legal_review(
            scene.reviewer,
            case_id=scene.id,
            is_passed=True,
            opinion="事实清楚，证据确凿，适用法律正确，裁量适当，程序合法，同意。",
        )
        yield minutes(45)
    if needs_deliberation(case, case.determination):
        yield working_days(2)
        actions.record_deliberation(
            scene.head,
            case_id=scene.id,
            held_on=scene.today,
            attendees=f"{scene.head.name}、{scene.reviewer.name}、{scene.lead.name}",
            minutes=f"{scene.lead.name}：汇报案情。\n{scene.reviewer.name}：同意拟处罚意见。",
            conclusion="一致同意按裁量基准处罚。",
        )
        yield minutes(45)


def told(scene: Scene) -> Waits:
    """Tell the party what is proposed."""
    actions.issue_notice(scene.lead, case_id=scene.id)
    yield minutes(90)
    yield from deliver(scene, DocumentKind.PRIOR_NOTICE)


def informed(scene: Scene) -> Waits:
    """Tell the party what is proposed, and give it the time to speak that the law gives it."""
    yield from told(scene)
    notice = Notice.objects.filter(case=scene.id).latest("pk")
    yield working_days(HEARING_WINDOW if notice.tells_hearing else TIME_TO_SPEAK)


def decided(scene: Scene) -> Waits:
    """Ask for the decision once the party may no longer ask for a hearing; the head makes it."""
    window = scene.case.obligations.filter(
        concern=Concern.HEARING_REQUEST, met_on__isnull=True, due_date__gte=scene.today
    )
    if window.exists():
        yield working_days(HEARING_WINDOW)
    yield from approved(scene, actions.ask_decision(scene.lead, case_id=scene.id))


def served(scene: Scene, way: str = ServiceWay.DIRECT) -> Waits:
    """Hand the decision over."""
    yield working_days(scene.rng.randrange(1, 4))
    yield from deliver(scene, DocumentKind.DECISION, way)
