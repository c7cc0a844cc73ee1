"""What departments see of the functions of cards: their own."""

from sunhall.business.citizencards.choices import Function
from sunhall.business.citizencards.models import Card, FunctionSwitch
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.functions import own_functions
from sunhall.business.citizencards.rules.numbers import serial_of
from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.paging import Page

LISTED = 30


def own_functions_of(by: Actor) -> list[Function]:
    """Return the functions that the actor's department owns."""
    own = Organization.objects.filter(pk=by.own_organization_id)
    return own_functions(own.values_list("domain_code", flat=True).first() or "")


def get_for_department(by: Actor, number: str) -> Card:
    """Return a card for switching a function: not who holds it.

    Raises:
        Forbidden: the actor switches no functions.
        NotFound: no card has the number.
    """
    if not by.may(Permission.FUNCTION_SWITCH):
        raise Forbidden(Permission.FUNCTION_SWITCH)
    cards = Card.objects.filter(pk=serial_of(number) or 0)
    return cards.only("pk", "state", "functions", "valid_until").only_one(number)


def list_switches(
    by: Actor, *, after: int | None = None, limit: int = LISTED
) -> Page[FunctionSwitch]:
    """Return what the actor's department switched, newest first."""
    rows = FunctionSwitch.objects.filter(organization_id=by.own_organization_id)
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def switches_of(card: Card) -> list[FunctionSwitch]:
    """Return every switch of a card, newest first."""
    return list(card.switches.order_by("-pk"))
