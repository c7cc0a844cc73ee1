"""A card is applied for: at a counter, or by the citizen."""

from django.utils.translation import gettext as _

from sunhall.business.citizencards.choices import CardState
from sunhall.business.citizencards.errors import HasLiveCard, HolderRefused
from sunhall.business.citizencards.events import CardAppliedFor
from sunhall.business.citizencards.models import Card, Holder
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.names import is_name
from sunhall.centers.access.models import Citizen
from sunhall.directory import queries as directory
from sunhall.directory.models import Organization
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.identifiers import IdentifierError, check


@action(Permission.CARD_HANDLE, law="居民身份证法 第十三条")
def apply_for_card(by: Actor, *, resident_id: str, name: str) -> Card:
    """Apply for a card for somebody who stands at the counter and shows their ID.

    Raises:
        HolderRefused: it is no resident ID number or no name, or the number is another's.
        HasLiveCard: they have a card.
    """
    here = Organization.objects.filter(pk=by.own_organization_id).select_related("division")
    division = here.only_one(by.own_organization_id).division
    return apply(by, holder_of(by, resident_id, name), division.code)


@action(Permission.CARD_OWN)
def apply_for_own_card(by: Actor, *, division_code: str) -> Card:
    """Apply for a card for oneself, to be fetched in a division.

    Raises:
        NotFound: no citizen acts, or there is no such division.
        HasLiveCard: they have a card.
    """
    citizen = Citizen.objects.filter(pk=by.citizen_id or 0).first()
    if citizen is None or by.enterprise_id is not None:
        raise NotFound(str(Citizen._meta.verbose_name), by.citizen_id)
    division = directory.get_division(by, division_code)
    return apply(by, holder_of(by, citizen.resident_id, citizen.name), division.code)


def holder_of(by: Actor, resident_id: str, name: str) -> Holder:
    """Return the holder with a number, a new one if there was none.

    Raises:
        HolderRefused: it is no resident ID number or no name, or the number is another's.
    """
    try:
        number = check("resident-id", resident_id, by.today).value
    except IdentifierError as error:
        raise HolderRefused(fault=str(error)) from error
    written = " ".join(name.split())
    if not is_name(written):
        raise HolderRefused(fault=_("姓名只能由文字和间隔号组成。"))
    holder, _is_new = Holder.objects.get_or_create(resident_id=number, defaults={"name": written})
    if holder.name != written:
        raise HolderRefused(fault=_("姓名与该号码已登记的姓名不一致。"))
    return holder


def apply(by: Actor, holder: Holder, division_code: str, replaces: Card | None = None) -> Card:
    """Write an application; whoever applies for the same person at once waits here.

    Raises:
        HasLiveCard: the person has a card.
    """
    Holder.objects.lock(holder.pk)
    live = Card.objects.filter(holder=holder).live().first()
    if live is not None:
        raise HasLiveCard(state=CardState(live.state).label, number=live.number)
    card = Card.objects.create(
        holder=holder,
        replaces=replaces,
        division_code=division_code,
        applied_at=by.moment,
        changed_at=by.moment,
    )
    replaced = replaces.pk if replaces else None
    announce(by, CardAppliedFor(subject_id=card.pk, division=division_code, replaces_id=replaced))
    return card
