"""Erasing personal facts: what the journal says stays, and every proof of it."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.events import Event, announce
from sunhall.kernel.hooks import name_permissions
from sunhall.kernel.models import JournalEntry, PrivateFacts
from sunhall.kernel.paging import Page

ERASE = "kernel:private_facts:erase"
LISTED = 30

name_permissions({ERASE: gettext_lazy("删除日志中的个人信息")})


@dataclass(frozen=True, kw_only=True)
class PrivateFactsErased(Event):
    """The personal facts of a journal entry have been erased for good."""

    name = "kernel.private_facts.erased"
    words = gettext_lazy("删除个人信息")
    subject: ClassVar[str] = "kernel.journal_entry"
    reason: str


class ReasonMissing(Refusal):
    """Nothing is erased without a reason that stays."""

    code = "reason_missing"
    message = gettext_noop("请写明删除的理由")


@action(ERASE, law="个人信息保护法 第四十七条", is_weighty=True)
def erase_private_facts(by: Actor, *, entry_id: int, reason: str) -> None:
    """Erase the personal facts of a journal entry.

    The entry keeps its commitment, so its place in the ledger stays proved; with the salt gone,
    nothing can be guessed back from it.

    Raises:
        ReasonMissing: no reason is given.
        NotFound: the entry has no personal facts, or no longer.
    """
    if not reason.strip():
        raise ReasonMissing()
    erased, _tables = PrivateFacts.objects.filter(entry_id=entry_id).delete()
    if not erased:
        raise NotFound(str(PrivateFacts._meta.verbose_name), entry_id)
    announce(by, PrivateFactsErased(subject_id=entry_id, reason=reason.strip()))


def list_private_facts(before: int | None = None, limit: int = LISTED) -> Page[PrivateFacts]:
    """Return what may be erased, newest first; the next page begins before the entry it names."""
    rows = PrivateFacts.objects.select_related("entry").defer("salt", "values").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def get_personal_entry(entry_id: int) -> JournalEntry:
    """Return a journal entry that has personal facts, or had them before they were erased.

    Raises:
        NotFound: there is no such entry, or it never had any.
    """
    entries = JournalEntry.objects.exclude(commitment="").select_related("private")
    entry = entries.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(str(PrivateFacts._meta.verbose_name), entry_id)
    return entry
