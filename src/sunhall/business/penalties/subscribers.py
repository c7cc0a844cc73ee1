"""What penalties hear from below."""

from sunhall.business.penalties.actions.sealing import keep_sealed, take_back
from sunhall.centers.access.events.certificates import DocumentSealed, SealUseRefused
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import subscribe
from sunhall.kernel.models import StoredFile


@subscribe(DocumentSealed)
def on_sealed(by: Actor, event: DocumentSealed) -> None:
    """Keep the bytes that bear the seal."""
    sealed = StoredFile.objects.defer("content").get(sha256=event.sealed_sha256)
    keep_sealed(by, event.subject_id, sealed)


@subscribe(SealUseRefused)
def on_refused(by: Actor, event: SealUseRefused) -> None:
    """Let the officer ask again."""
    take_back(by, event.subject_id)
