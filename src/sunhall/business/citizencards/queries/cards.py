"""Reading cards: a counter's list, one card and its history, one's own card."""

from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q

from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.models import Batch, BatchLine, Card, Holder
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.names import LONGEST
from sunhall.business.citizencards.rules.numbers import serial_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import Event
from sunhall.kernel.identifiers import IdentifierError, check
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.paging import Page

LISTED = 30
COUNTED = 99
TOLD = 100
NAMESAKES = 10_000
"""Of how many people of one name cards are looked for; the commonest name has fewer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows a list: a state; a card number, resident ID number or whole name."""

    state: str = ""
    text: str = ""


def get_card(by: Actor, number: str) -> Card:
    """Return a card with its holder.

    Raises:
        NotFound: no card has the number, or it is not in the actor's jurisdiction.
    """
    rows = Card.objects.within(by).select_related("holder")
    return rows.filter(pk=serial_of(number) or 0).only_one(number)


def list_cards(
    by: Actor, wanted: Wanted, *, after: int | None = None, limit: int = LISTED
) -> Page[Card]:
    """Return cards, newest first; the next page begins below the serial it names."""
    rows = Card.objects.within(by)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        rows = rows.filter(_called(wanted.text))
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("holder").order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def search_cards(by: Actor, text: str, limit: int) -> list[Card]:
    """Return the cards a text names, for those who handle cards."""
    if not by.may(Permission.CARD_HANDLE) or not text.strip():
        return []
    return list(list_cards(by, Wanted(text=text), limit=limit).items)


def count_waiting(by: Actor, state: CardState) -> int:
    """Count the cards in a state, at most one more than people care to know."""
    rows = Card.objects.all() if by.may(Permission.CARD_PRODUCE) else Card.objects.within(by)
    return rows.filter(state=state)[: COUNTED + 1].count()


def get_own_card(by: Actor) -> Card | None:
    """Return the live card of the citizen who acts, else their last one; none without a card."""
    own = Card.objects.own(by).select_related("holder")
    return own.live().first() or own.order_by("-pk").first()


def list_earlier(card: Card) -> list[Card]:
    """Return the other cards of a card's holder, newest first."""
    return list(Card.objects.filter(holder_id=card.holder_id).exclude(pk=card.pk).order_by("-pk"))


def history_of(card: Card, *events: type[Event]) -> list[JournalEntry]:
    """Return what happened to a card and to the batches it was in, newest first."""
    batches = BatchLine.objects.filter(card=card).values_list("batch_id", flat=True)
    about = Q(subject="citizencards.card", subject_id=card.pk)
    if keys := list(batches):
        about |= Q(subject=Batch._meta.label_lower, subject_id__in=keys)
    rows = JournalEntry.objects.filter(about)
    if events:
        rows = rows.filter(event__in=[event.name for event in events])
    return list(rows.order_by("-pk")[:TOLD])


def _called(text: str) -> Q:
    """Return the condition that a card, or who holds it, is called so."""
    written = text.strip()
    serial = serial_of(written)
    if serial is not None:
        return Q(pk=serial)
    holders = Holder.objects.filter(name=written[:LONGEST])
    with suppress(IdentifierError):
        holders = Holder.objects.filter(resident_id=check("resident-id", written).value)
    return Q(holder_id__in=list(holders.values_list("pk", flat=True)[:NAMESAKES]))
