"""What the data center listens to: seals of its licenses."""

from sunhall.centers.access.events.certificates import DocumentSealed, SealUseRefused
from sunhall.centers.data import actions
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import subscribe
from sunhall.kernel.models import StoredFile


@subscribe(DocumentSealed)
def keep_sealed(by: Actor, event: DocumentSealed) -> None:
    """Keep the bytes that bear the seal."""
    sealed = StoredFile.objects.defer("content").get(sha256=event.sealed_sha256)
    actions.keep_sealed(by, event.subject_id, sealed)


@subscribe(SealUseRefused)
def take_back(by: Actor, event: SealUseRefused) -> None:
    """Let the officer ask again."""
    actions.take_back_seal(by, event.subject_id)
