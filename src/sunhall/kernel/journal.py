"""Reading the journal."""

from sunhall.kernel.models import JournalEntry


def history_of(subject: str, subject_id: int, *, limit: int = 100) -> list[JournalEntry]:
    """Return what happened to one thing, newest first."""
    entries = JournalEntry.objects.filter(subject=subject, subject_id=subject_id)
    return list(entries.order_by("-id")[:limit])
