"""What of the ledger anybody may see: some entries in full, of all others only the hash."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import Event
from sunhall.kernel.ledger.entries import document_of
from sunhall.kernel.ledger.heads import head_document, latest_head
from sunhall.kernel.ledger.proofs import receipt_for
from sunhall.kernel.models import JournalEntry, LedgerLeaf
from sunhall.kernel.row_security import whole_city

PAGE = 2000
_public: set[str] = set()


def disclose(*events: type[Event]) -> None:
    """Let anybody see the entries of these events; an app calls it in its `hooks.py`."""
    _public.update(event.name for event in events)


class NotFoldedYet(NotFound):
    """An entry will be in the ledger with its next head."""

    def __str__(self) -> str:
        """Return what to do, in the reader's language."""
        return _("日志 %(key)s 正在记入账本，请过一分钟再来核对。") % {"key": self.key}


@whole_city()
def public_receipt(entry_id: int, head_number: int | None = None) -> dict[str, Any]:
    """Return the receipt of an entry that anybody may see.

    Raises:
        NotFound: there is no such entry, it is not below that head, or not for everybody.
        NotFoldedYet: it will be below the next head.
    """
    what = _("入账日志")
    if not JournalEntry.objects.filter(pk=entry_id, event__in=_public).exists():
        raise NotFound(what, entry_id)
    if head_number is None and not LedgerLeaf.objects.filter(entry_id=entry_id).exists():
        raise NotFoldedYet(what, entry_id)
    return receipt_for(entry_id, head_number)


@whole_city()
def list_public_entries(limit: int = 20) -> list[JournalEntry]:
    """Return the last entries of the ledger that anybody may see, newest first."""
    folded = Exists(LedgerLeaf.objects.filter(entry_id=OuterRef("pk")))
    found: list[JournalEntry] = []
    for event in _public:
        # An index leads to the last of one event; those of several would have to be sorted
        found += JournalEntry.objects.filter(folded, event=event).order_by("-pk")[:limit]
    return sorted(found, key=lambda entry: -entry.pk)[:limit]


def export_lines(*, is_whole: bool) -> Iterator[str]:
    """Yield the ledger up to its last head, one JSON a line: the head, then each leaf in order.

    A leaf is its `entry` if everybody may see it, or if the export `is_whole`; else its hash.
    """
    head = latest_head()
    if head is None:
        return
    yield canonical_json({"head": head_document(head)})
    for start in range(0, head.tree_size, PAGE):
        end = min(start + PAGE, head.tree_size) - 1
        leaves = list(LedgerLeaf.objects.filter(index__range=(start, end)).order_by("index"))
        shown = JournalEntry.objects.filter(pk__in=[leaf.entry_id for leaf in leaves])
        with whole_city():
            entries = (shown if is_whole else shown.filter(event__in=_public)).in_bulk()
        for leaf in leaves:
            entry = entries.get(leaf.entry_id)
            line = {"entry": document_of(entry)} if entry else {"leaf": bytes(leaf.hash).hex()}
            yield canonical_json(line)
