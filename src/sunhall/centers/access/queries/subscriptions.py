"""Who follows the directory, how far they have been told, and what has changed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sunhall.centers.access.choices import Topic
from sunhall.centers.access.models import Account, Subscription
from sunhall.centers.access.rules.changes import (
    ACCOUNT,
    ACCOUNT_EVENTS,
    place_of,
    subjects_of,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.models import JournalEntry, LedgerLeaf, OutboxMessage
from sunhall.kernel.row_security import whole_city

SCANNED = 2_000
"""How many entries of the ledger one call looks through; most are about other things."""
COUNTED = 99


@dataclass(frozen=True, slots=True)
class Following:
    """A subscription with the last message delivered, and those that wait."""

    subscription: Subscription
    delivered: OutboxMessage | None
    waiting: int
    failing: OutboxMessage | None

    @property
    def names(self) -> list[str]:
        """Return what it follows, as people call it."""
        return [str(Topic(topic).label) for topic in self.subscription.topics]


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in the order of the ledger; `last` is how far it was read, `is_all` to its end."""

    changes: list[dict[str, Any]]
    last: int
    is_all: bool


def list_subscriptions(by: Actor, topic: str) -> list[Following]:
    """Return who follows the directory, with the state of what is sent to them."""
    rows = Subscription.objects.filter(ended_at=None).select_related("application__organization")
    with whole_city():
        return [_following(one, f"{topic}:{one.pk}:") for one in rows.order_by("pk")]


def subscription_of(by: Actor) -> Subscription | None:
    """Return how the actor, an application, follows the directory."""
    rows = Subscription.objects.filter(ended_at=None, application_id=by.application_id or 0)
    return rows.first()


def read_changes(subscription: Subscription, after: int) -> Feed:
    """Return the changes that a subscription is about, after a place in the ledger.

    The ledger gives each entry its place when everything before has one, so none is ever missed.
    """
    with whole_city():
        leaves = LedgerLeaf.objects.filter(index__gt=after).order_by("index")
        places = dict(leaves.values_list("entry_id", "index")[:SCANNED])
        entries = JournalEntry.objects.filter(_about(subscription), pk__in=list(places))
        changes = sorted((_change(one, places[one.pk]) for one in entries), key=_sequence)
    return Feed(changes, max(places.values(), default=after), len(places) < SCANNED)


def _about(subscription: Subscription) -> Q:
    found = Q(subject__in=subjects_of(subscription.topics))
    if Topic.PERSONS in subscription.topics:
        civil_servants = Account.objects.filter(person__isnull=False)
        found |= Q(
            subject=ACCOUNT, event__in=ACCOUNT_EVENTS, subject_id__in=civil_servants.values("pk")
        )
    return found


def _change(entry: JournalEntry, place: int) -> dict[str, Any]:
    return {
        "sequence": place,
        "entry": entry.pk,
        "at": entry.at.isoformat(),
        "event": entry.event,
        "subject": entry.subject,
        "id": entry.subject_id,
        "scim": place_of(entry.subject, entry.subject_id),
        "facts": entry.facts,
    }


def _sequence(change: dict[str, Any]) -> int:
    sequence: int = change["sequence"]
    return sequence


def _following(subscription: Subscription, prefix: str) -> Following:
    messages = OutboxMessage.objects.filter(key__startswith=prefix)
    waiting = messages.filter(delivered_at=None)
    return Following(
        subscription=subscription,
        delivered=messages.exclude(delivered_at=None).order_by("-pk").first(),
        waiting=waiting.values("pk")[: COUNTED + 1].count(),
        failing=waiting.exclude(last_error="").order_by("pk").first(),
    )
