"""What of a journal entry goes into its leaf."""

from datetime import UTC
from typing import Any

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.models import JournalEntry


def document_of(entry: JournalEntry) -> dict[str, Any]:
    """Return the public part of an entry as plain JSON; the moment in UTC, to the microsecond."""
    return {
        "id": entry.pk,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "channel": entry.channel,
        "person_id": entry.person_id,
        "person_name": entry.person_name,
        "post_id": entry.post_id,
        "organization_id": entry.organization_id,
        "event": entry.event,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "facts": entry.facts,
        "commitment": entry.commitment,
    }


def leaf_content(entry: JournalEntry) -> bytes:
    """Return the bytes that an entry's leaf is the hash of."""
    return canonical_json(document_of(entry)).encode()
