"""A card is lost and found: reports hold at once, online and in the lists for offline use."""

from django.utils.translation import gettext as _

from sunhall.business.citizencards.actions.flow import check_state, move, take, take_own
from sunhall.business.citizencards.actions.publishing import publish
from sunhall.business.citizencards.actions.using import check_identity
from sunhall.business.citizencards.choices import CardState, LossKind
from sunhall.business.citizencards.errors import CounterNeeded
from sunhall.business.citizencards.events import LossLifted, LossReported
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.flow import oral_loss_until
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

MAY_BE_LOST = {
    LossKind.ORAL: (CardState.IN_USE,),
    LossKind.WRITTEN: (CardState.IN_USE, CardState.LOST_ORALLY),
}
LAPSING_AT_ONCE = 1000


@action(Permission.CARD_HANDLE)
def report_loss(by: Actor, *, number: str, kind: LossKind) -> Card:
    """Report a card lost for its holder: by telephone orally, at the counter in writing.

    Raises:
        NotFound: no such card in the actor's jurisdiction.
        CardStepNotAllowed: it is not in use.
    """
    return _report(by, take(by, number), kind)


@action(Permission.CARD_OWN)
def report_own_loss(by: Actor, *, kind: LossKind) -> Card:
    """Report one's own card lost; what is sent signed on is in writing (民法典 第四百六十九条).

    Raises:
        NotFound: they have no card.
        CardStepNotAllowed: it is not in use.
    """
    return _report(by, take_own(by), kind)


@action(Permission.CARD_HANDLE)
def lift_loss(by: Actor, *, number: str, resident_id: str) -> Card:
    """Lift a report of loss for a holder who shows their ID and the card.

    Raises:
        NotFound: no such card in the actor's jurisdiction.
        IdentityNotShown: the ID is another person's.
        CardStepNotAllowed: it has not been reported lost.
    """
    card = take(by, number)
    check_identity(card, resident_id)
    return _lift(by, card)


@action(Permission.CARD_OWN)
def lift_own_loss(by: Actor) -> Card:
    """Lift one's own oral report.

    Raises:
        NotFound: they have no card.
        CounterNeeded: the report is in writing.
        CardStepNotAllowed: it has not been reported lost.
    """
    card = take_own(by)
    if card.state == CardState.LOST:
        raise CounterNeeded()
    return _lift(by, card)


@action(Permission.CARD_KEEP)
def lapse_oral_losses(by: Actor) -> int:
    """Lift the oral reports that nobody has confirmed in writing in time; return how many."""
    late = Card.objects.filter(state=CardState.LOST_ORALLY, loss_until__lt=by.today)
    cards = list(late.select_for_update(skip_locked=True).order_by("pk")[:LAPSING_AT_ONCE])
    for card in cards:
        move(by, card, CardState.IN_USE, "")
    announce(by, *(LossLifted(subject_id=card.pk, has_lapsed=True) for card in cards))
    return len(cards)


def _report(by: Actor, card: Card, kind: LossKind) -> Card:
    step = _("挂失")
    check_state(card, step, MAY_BE_LOST[LossKind(kind)])
    until = oral_loss_until(by.today) if kind == LossKind.ORAL else None
    state = CardState.LOST_ORALLY if until else CardState.LOST
    move(by, card, state, step, loss_until=until)
    announce(by, LossReported(subject_id=card.pk, kind=kind, until=until))
    publish(by)
    return card


def _lift(by: Actor, card: Card) -> Card:
    step = _("解除挂失")
    check_state(card, step, [CardState.LOST_ORALLY, CardState.LOST])
    move(by, card, CardState.IN_USE, step)
    announce(by, LossLifted(subject_id=card.pk, has_lapsed=False))
    publish(by)
    return card
