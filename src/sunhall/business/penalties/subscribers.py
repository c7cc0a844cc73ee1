"""What penalties listen to: their own decisions, seals of documents, reorganizations."""

from sunhall.business.penalties import actions
from sunhall.business.penalties.events import (
    DecisionCorrected,
    DecisionServed,
    PenalizedOnTheSpot,
)
from sunhall.centers.access.events.certificates import DocumentSealed, SealUseRefused
from sunhall.directory.events import (
    OrganizationModified,
    OrganizationRenamed,
    OrganizationSucceeded,
)
from sunhall.directory.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import subscribe
from sunhall.kernel.models import StoredFile


@subscribe(DecisionServed)
def tell_conduct(by: Actor, event: DecisionServed) -> None:
    """Let those who examine and inspect elsewhere know of a decision that takes effect."""
    actions.tell_conduct(by, event.subject_id)


@subscribe(PenalizedOnTheSpot)
def tell_conduct_on_the_spot(by: Actor, event: PenalizedOnTheSpot) -> None:
    """Let them know of a penalty on the spot, which takes effect at once."""
    actions.tell_conduct(by, event.subject_id)


@subscribe(DecisionCorrected)
def take_conduct_back(by: Actor, event: DecisionCorrected) -> None:
    """End what was told of a decision that stands no longer; the new one is told when served."""
    actions.take_conduct_back(by, event.subject_id)


@subscribe(DocumentSealed)
def keep_sealed(by: Actor, event: DocumentSealed) -> None:
    """Keep the bytes that bear the seal."""
    sealed = StoredFile.objects.defer("content").get(sha256=event.sealed_sha256)
    actions.keep_sealed(by, event.subject_id, sealed)


@subscribe(SealUseRefused)
def take_back(by: Actor, event: SealUseRefused) -> None:
    """Let the officer ask again."""
    actions.take_back_seal(by, event.subject_id)


@subscribe(OrganizationSucceeded)
def follow(by: Actor, event: OrganizationSucceeded) -> None:
    """Let open cases follow whoever continues the powers."""
    actions.follow_successor(
        by,
        organization_id=event.subject_id,
        successor_id=event.successor_id,
        matter_ids=None if event.is_whole else event.matter_ids,
    )


@subscribe(OrganizationRenamed)
def show_new_name(by: Actor, event: OrganizationRenamed) -> None:
    """Let kept pages be rendered again."""
    actions.show_new_name(by)


@subscribe(OrganizationModified)
def follow_into_division(by: Actor, event: OrganizationModified) -> None:
    """Let open cases follow their organization into another division."""
    if "division_id" in event.changes and by.may(Permission.ORGANIZATION_REORGANIZE):
        actions.follow_division(by, organization_id=event.subject_id)
