"""How an act takes a card, and moves it on."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.errors import CardStepNotAllowed, WordsMissing
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.rules.flow import may_follow
from sunhall.business.citizencards.rules.numbers import serial_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound

LEAST_WORDS = 4


def take(by: Actor, number: str) -> Card:
    """Take a card that the actor may see, locked, with its holder.

    Raises:
        NotFound: no card has the number, or it is not in the actor's jurisdiction.
    """
    serial = serial_of(number)
    if serial is None:
        raise NotFound(str(Card._meta.verbose_name), number)
    return Card.objects.within(by).select_related("holder").lock(serial)


def take_own(by: Actor) -> Card:
    """Take the live card of the citizen who acts, locked, with its holder.

    Raises:
        NotFound: they have none.
    """
    own = Card.objects.own(by).live().select_related("holder").select_for_update(of=("self",))
    return own.only_one(_("本人"))


def check_state(card: Card, step: str, states: Iterable[str]) -> None:
    """Refuse a step that may not begin where the card stands.

    Raises:
        CardStepNotAllowed: the card stands elsewhere.
    """
    if card.state not in states:
        state = CardState(card.state).label
        raise CardStepNotAllowed(number=card.number, state=state, step=step)


def move(by: Actor, card: Card, state: CardState, step: str, **changes: Any) -> None:
    """Put a card into its next state, and set what changes with it.

    Raises:
        CardStepNotAllowed: a card never goes this way.
    """
    if not may_follow(card.state, state):
        check_state(card, step, ())
    card.state, card.changed_at = state, by.moment
    if state != CardState.LOST_ORALLY:
        card.loss_until = None
    for name, value in changes.items():
        setattr(card, name, value)
    card.save(update_fields=["state", "changed_at", "loss_until", *changes])


def needed(words: str) -> str:
    """Return words that say something.

    Raises:
        WordsMissing: they are fewer than say anything.
    """
    said = words.strip()
    if len(said) < LEAST_WORDS:
        raise WordsMissing(least=LEAST_WORDS)
    return said
