"""Cases that stand, at the end of the year, wherever a case can stand."""

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import NoFilingReason, TerminationReason
from sunhall.business.penalties.demo.history.moments import days, minutes
from sunhall.business.penalties.demo.history.scene import Scene, Story, Waits
from sunhall.business.penalties.demo.history.stories.ways import asked_for_hearing, paused
from sunhall.business.penalties.demo.history.verbs import (
    approved,
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
    served,
    told,
    urged,
)


def after(*verbs: Story) -> Story:
    """Return the story that goes so far and no further."""

    def story(scene: Scene) -> Waits:
        for verb in verbs:
            yield from verb(scene)

    return story


def asking_to_file(scene: Scene) -> Waits:
    """Leave the request to file on the head's desk."""
    actions.ask_filing(
        scene.lead,
        case_id=scene.id,
        reason="涉嫌违法，符合立案条件，报请立案。",
        officer_ids=scene.team,
    )
    yield minutes(5)


def asking_not_to_file(scene: Scene) -> Waits:
    """Leave the request not to file on the head's desk."""
    actions.ask_no_filing(
        scene.lead,
        case_id=scene.id,
        reason_code=NoFilingReason.NOT_OURS,
        reason="反映的地点由其他区管辖，不属于本机关管辖，建议移送并告知举报人。",
    )
    yield minutes(5)


def asking_to_decide(scene: Scene) -> Waits:
    """Leave the request for a decision on the head's desk."""
    actions.ask_decision(scene.lead, case_id=scene.id)
    yield minutes(5)


def terminated(scene: Scene) -> Waits:
    """The party has died; the case ends, and is still to be closed."""
    approval = actions.ask_termination(
        scene.lead,
        case_id=scene.id,
        reason_code=TerminationReason.PARTY_DEAD,
        reason="当事人死亡，没有遗产可供执行。",
    )
    yield from approved(scene, approval)


def after_three_weeks(_scene: Scene) -> Waits:
    """Let the time to pay pass."""
    yield days(21)


def sued(scene: Scene) -> Waits:
    """The party has gone to court, and nothing runs up meanwhile."""
    actions.start_remedy(scene.lead, case_id=scene.id, ground="litigation", start_date=scene.today)
    yield days(1)


reported = after(clue, photo)
file_on_the_desk = after(clue, photo, asking_to_file)
refusal_on_the_desk = after(clue, asking_not_to_file)
under_investigation = after(clue, photo, filed, inspected)
suspended = after(clue, photo, filed, paused)
report_written = after(clue, photo, filed, established)
penalty_proposed = after(investigated, proposed)
notice_served = after(investigated, proposed, told)
hearing_wanted = after(investigated, proposed, told, asked_for_hearing)
decision_on_the_desk = after(investigated, proposed, informed, asking_to_decide)
decision_made = after(investigated, proposed, informed, decided)
decision_served = after(investigated, proposed, informed, decided, served)
in_court = after(investigated, proposed, informed, decided, served, published, sued)
overdue = after(
    investigated, proposed, informed, decided, served, published, after_three_weeks, urged
)
paid_and_open = after(investigated, proposed, informed, decided, served, published, pay)
dead_and_open = after(clue, photo, filed, terminated)
