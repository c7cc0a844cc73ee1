"""What the security platform does."""

from collections.abc import Mapping
from typing import Any

from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.files import list_unscanned, scan_stored
from sunhall.kernel.ledger.checking import Fault, verify_store
from sunhall.kernel.ledger.heads import latest_head
from sunhall.kernel.uploads.scanning import ScannerUnavailable, Scanning, mode
from sunhall.platforms.security.events import InfectedFileFound, LedgerVerified
from sunhall.platforms.security.permissions import Permission

AT_ONCE = 200


@action(Permission.FILES_SCAN, law="网络安全法 第二十一条")
def scan_waiting(by: Actor) -> int:
    """Have the scanner look at files that were kept without it; return how many it has seen.

    It stops where the scanner does; the rest waits for the next time.
    """
    if mode() is Scanning.OFF:
        return 0
    seen = 0
    for sha256 in list_unscanned(AT_ONCE):
        try:
            verdict = scan_stored(sha256, by.moment)
        except ScannerUnavailable:
            return seen
        seen += 1
        if not verdict.is_clean:
            found = InfectedFileFound(subject_id=0, sha256=sha256, signature=verdict.signature)
            announce(by, found)
    return seen


@action(Permission.LEDGER_VERIFY)
def verify_ledger(by: Actor, *, kept: Mapping[str, Any] | None = None) -> list[Fault]:
    """Compute the ledger anew, against a head kept elsewhere if there is one; return the faults."""
    head = latest_head()
    faults = verify_store(kept)
    size = head.tree_size if head else 0
    announce(by, LedgerVerified(subject_id=0, tree_size=size, faults=len(faults)))
    return faults
