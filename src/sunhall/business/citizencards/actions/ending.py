"""A card comes to its end: replaced, cancelled, expired."""

from django.utils.translation import gettext as _

from sunhall.business.citizencards.actions.applying import apply
from sunhall.business.citizencards.actions.flow import check_state, move, take
from sunhall.business.citizencards.actions.publishing import publish
from sunhall.business.citizencards.actions.using import check_identity
from sunhall.business.citizencards.choices import (
    ENDED,
    CancelReason,
    CardState,
    ReplaceReason,
)
from sunhall.business.citizencards.events import CardCancelled, CardExpired, CardReplaced
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.flow import may_follow
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

EXPIRING_AT_ONCE = 1000


@action(Permission.CARD_HANDLE)
def replace_card(by: Actor, *, number: str, resident_id: str, reason: ReplaceReason) -> Card:
    """End a card and apply for the one that takes its place, which is returned.

    Raises:
        NotFound: no such card in the actor's jurisdiction.
        IdentityNotShown: the ID is another person's.
        CardStepNotAllowed: it is not in use, nor lost.
    """
    card = take(by, number)
    check_identity(card, resident_id)
    step = _("补换")
    check_state(card, step, [s for s in CardState if may_follow(s, CardState.REPLACED)])
    move(by, card, CardState.REPLACED, step)
    successor = apply(by, card.holder, card.division_code, replaces=card)
    announce(by, CardReplaced(subject_id=card.pk, reason=reason, successor_id=successor.pk))
    publish(by)
    return successor


@action(Permission.CARD_HANDLE)
def cancel_card(by: Actor, *, number: str, reason: CancelReason) -> Card:
    """Cancel a card for good.

    Raises:
        NotFound: no such card in the actor's jurisdiction.
        CardStepNotAllowed: it has ended.
    """
    card = take(by, number)
    step = _("注销")
    check_state(card, step, [state for state in CardState if state not in ENDED])
    move(by, card, CardState.CANCELLED, step)
    announce(by, CardCancelled(subject_id=card.pk, reason=reason))
    publish(by)
    return card


@action(Permission.CARD_KEEP)
def expire_cards(by: Actor) -> int:
    """End the cards whose last day is over; return how many, at most a thousand at once."""
    over = Card.objects.live().filter(valid_until__lt=by.today)
    cards = [
        card
        for card in over.select_for_update(skip_locked=True).order_by("valid_until")[
            :EXPIRING_AT_ONCE
        ]
        if may_follow(card.state, CardState.EXPIRED)
    ]
    for card in cards:
        move(by, card, CardState.EXPIRED, "")
    announce(by, *(CardExpired(subject_id=card.pk) for card in cards))
    return len(cards)
