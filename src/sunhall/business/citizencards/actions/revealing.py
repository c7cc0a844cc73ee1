"""An officer looks at who is behind a card."""

from sunhall.business.citizencards.actions.flow import needed, take
from sunhall.business.citizencards.choices import CardState, Way
from sunhall.business.citizencards.events import HolderRevealed
from sunhall.business.citizencards.models import Card, Look
from sunhall.business.citizencards.permissions import Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.revealing import ResidentRevealed, Standing, resident_key


@action(Permission.CARD_HANDLE, law="个人信息保护法 第三十四条")
def reveal_holder(by: Actor, *, number: str, purpose: str) -> Card:
    """Show an officer the name and the number behind a card; the holder will see that they looked.

    Raises:
        NotFound: no such card in the actor's jurisdiction.
        WordsMissing: nothing says what for.
    """
    said = needed(purpose)
    card = take(by, number)
    Look.objects.create(
        at=by.moment,
        card=card,
        organization_id=by.organization_id,
        person_id=by.person_id,
        way=Way.REVEAL,
        is_valid=card.state == CardState.IN_USE,
    )
    seen = ResidentRevealed(
        subject_id=resident_key(card.holder.resident_id),
        purpose=said,
        standing=Standing.COUNTER.value,
        about=HolderRevealed.subject,
        about_id=card.pk,
    )
    announce(by, HolderRevealed(subject_id=card.pk, purpose=said), seen)
    return card
