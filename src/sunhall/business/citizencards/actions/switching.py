"""Departments switch their functions of a card on and off."""

from django.utils.translation import gettext as _

from sunhall.business.citizencards.actions.flow import check_state, needed
from sunhall.business.citizencards.choices import CardState, Function
from sunhall.business.citizencards.errors import FunctionUnchanged, NotOwnFunction
from sunhall.business.citizencards.events import FunctionSwitched
from sunhall.business.citizencards.models import Card, FunctionSwitch
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.functions import FIELDS, functions_in, switched
from sunhall.business.citizencards.rules.numbers import serial_of
from sunhall.directory.models import Organization
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

SWITCHABLE = (
    CardState.MADE,
    CardState.AT_COUNTER,
    CardState.IN_USE,
    CardState.LOST_ORALLY,
    CardState.LOST,
)


@action(Permission.FUNCTION_SWITCH, law="个人信息保护法 第三十四条")
def switch_function(
    by: Actor, *, number: str, function: Function, is_on: bool, purpose: str
) -> Card:
    """Switch one's own department's function of a card, and say what for.

    Raises:
        NotFound: no card has the number.
        NotOwnFunction: it is another department's.
        CardStepNotAllowed: the card has not been made, or has ended.
        FunctionUnchanged: it is so already.
        WordsMissing: nothing says what for.
    """
    own = Organization.objects.filter(pk=by.own_organization_id)
    field = own.values_list("domain_code", flat=True).first()
    wanted = Function(function)
    if field != FIELDS[wanted]:
        raise NotOwnFunction(function=wanted.label)
    said = needed(purpose)
    serial = serial_of(number)
    if serial is None:
        raise NotFound(str(Card._meta.verbose_name), number)
    card = Card.objects.lock(serial)
    step = _("开通功能") if is_on else _("关闭功能")
    check_state(card, step, SWITCHABLE)
    if (wanted in functions_in(card.functions)) == is_on:
        raise FunctionUnchanged(function=wanted.label, state=_("开通") if is_on else _("关闭"))
    card.functions = switched(card.functions, wanted, is_on=is_on)
    card.save(update_fields=["functions"])
    FunctionSwitch.objects.create(
        card=card,
        function=wanted,
        is_on=is_on,
        purpose=said,
        at=by.moment,
        organization_id=by.own_organization_id,
        organization_name=by.organization_name,
        person_name=by.name,
    )
    announce(
        by,
        FunctionSwitched(subject_id=card.pk, function=wanted.code, is_on=is_on, purpose=said),
    )
    return card
