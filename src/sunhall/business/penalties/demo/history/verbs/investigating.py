"""From the clue to the investigated facts."""

from datetime import timedelta
from typing import Any

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import CaseSource, EvidenceKind
from sunhall.business.penalties.demo.history.moments import minutes, working_days
from sunhall.business.penalties.demo.history.pictures import picture
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.business.penalties.models import Approval
from sunhall.business.penalties.rules.proceedings import Respondent, Turn

SOURCES = (CaseSource.PATROL, CaseSource.COMPLAINT, CaseSource.INSPECTION, CaseSource.ASSIGNMENT)
CONCLUSION = "违法事实清楚、证据确凿，建议依照裁量基准给予行政处罚。"
QUARTER = timedelta(minutes=15)


def clue(scene: Scene, **told: Any) -> Waits:
    """Register a clue about the scene's violation, seen on the same day."""
    case = actions.register_clue(
        scene.lead,
        **{
            "source": scene.rng.choice(SOURCES),
            "title": scene.violation.title,
            "story": scene.violation.seen,
            "place": scene.place,
            "discovered_on": scene.today,
            "occurred_on": scene.today,
            "matter_code": scene.violation.matter,
            "party": scene.party,
            **told,
        },
    )
    scene.id = case.pk
    yield minutes(40)


def approved(scene: Scene, approval: Approval, opinion: str = "") -> Waits:
    """Let the head of the bureau grant what was asked for, on the same or the next day."""
    yield minutes(scene.rng.randrange(30, 300))
    actions.grant_approval(scene.head, approval_id=approval.pk, opinion=opinion)
    yield minutes(scene.rng.randrange(20, 90))


def filed(scene: Scene) -> Waits:
    """File the clue as a case, for the two officers."""
    approval = actions.ask_filing(
        scene.lead,
        case_id=scene.id,
        reason=f"{scene.violation.seen}涉嫌违法，符合立案条件。",
        officer_ids=scene.team,
    )
    yield from approved(scene, approval)


def photo(scene: Scene, **told: Any) -> Waits:
    """Put a photo of the place on file."""
    actions.add_evidence(
        scene.lead,
        case_id=scene.id,
        **{
            "kind": EvidenceKind.AUDIOVISUAL,
            "title": "现场照片",
            "description": scene.violation.seen,
            "obtained_on": scene.today,
            "place": scene.place,
            "content": picture(scene.rng),
            "filename": "photo.png",
            "media_type": "image/png",
            **told,
        },
    )
    yield minutes(25)


def inspected(scene: Scene) -> Waits:
    """Inspect the place, and write it down."""
    actions.record_inspection(
        scene.lead,
        case_id=scene.id,
        place=scene.place,
        began_at=scene.moment - QUARTER,
        ended_at=scene.moment,
        findings=f"{scene.violation.seen}现场拍照取证，当事人在场。",
        recorder=scene.partner.name,
    )
    yield minutes(35)


def questioned(scene: Scene) -> Waits:
    """Ask the party, or who represents it."""
    name = scene.party.representative or scene.party.name
    actions.record_inquiry(
        scene.lead,
        case_id=scene.id,
        place="执法大队询问室",
        began_at=scene.moment - 2 * QUARTER,
        ended_at=scene.moment,
        respondent=Respondent(name=name, relation="当事人", address=scene.party.address),
        turns=(
            Turn(speaker="问", words="我们是执法人员，这是我们的执法证件。请说明当时的情况。"),
            Turn(speaker="答", words="情况属实，我已经知道错了。"),
        ),
        recorder=scene.partner.name,
    )
    yield working_days(scene.rng.randrange(1, 4))


def established(scene: Scene, **told: Any) -> Waits:
    """Record the facts, each on the first piece of evidence, and finish the investigation."""
    scene.facts = scene.found_facts()
    if scene.facts:
        actions.record_facts(
            scene.lead,
            case_id=scene.id,
            facts=scene.facts,
            evidence={key: [1] for key in scene.facts},
        )
        yield minutes(50)
    actions.finish_investigation(scene.lead, case_id=scene.id, **{"conclusion": CONCLUSION, **told})
    yield working_days(1)


def investigated(scene: Scene, *, clue_told: dict[str, Any] | None = None, **told: Any) -> Waits:
    """Go the usual way from the clue to the end of the investigation."""
    yield from clue(scene, **(clue_told or {}))
    yield from photo(scene)
    yield from filed(scene)
    yield working_days(scene.rng.randrange(1, 5))
    yield from (inspected if scene.rng.random() < 1 / 2 else questioned)(scene)
    yield from established(scene, **told)
