"""A card is activated by who holds it."""

from django.utils.translation import gettext as _

from sunhall.business.citizencards.actions.flow import check_state, move, take, take_own
from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.errors import IdentityNotShown, WrongCardNumber
from sunhall.business.citizencards.events import CardActivated
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.numbers import serial_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.identifiers.values import FULL_WIDTH


@action(Permission.CARD_HANDLE, law="居民身份证法 第十三条")
def activate_card(by: Actor, *, number: str, resident_id: str) -> Card:
    """Activate a card at the counter for a holder who shows their ID.

    Raises:
        NotFound: no such card in the actor's jurisdiction.
        IdentityNotShown: the ID is another person's.
        CardStepNotAllowed: it does not wait at the counter.
    """
    card = take(by, number)
    check_identity(card, resident_id)
    return _activate(by, card)


@action(Permission.CARD_OWN)
def activate_own_card(by: Actor, *, number: str) -> Card:
    """Activate one's own card by what is printed on it.

    Raises:
        NotFound: they have no card.
        WrongCardNumber: it is not the number on the card.
        CardStepNotAllowed: it does not wait at the counter.
    """
    card = take_own(by)
    if serial_of(number) != card.pk:
        raise WrongCardNumber()
    return _activate(by, card)


def check_identity(card: Card, resident_id: str) -> None:
    """Refuse unless the ID shown is the holder's.

    Raises:
        IdentityNotShown: it is another person's.
    """
    if resident_id.strip().translate(FULL_WIDTH).upper() != card.holder.resident_id:
        raise IdentityNotShown()


def _activate(by: Actor, card: Card) -> Card:
    step = _("激活")
    check_state(card, step, [CardState.AT_COUNTER])
    move(by, card, CardState.IN_USE, step, activated_at=by.moment)
    announce(by, CardActivated(subject_id=card.pk))
    return card
