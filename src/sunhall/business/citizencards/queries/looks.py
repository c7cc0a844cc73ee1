"""Who looked at cards, and what departments may look for."""

from sunhall.business.citizencards.models import Card, Look, Purpose
from sunhall.business.citizencards.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.paging import Page

LISTED = 30


def list_looks(by: Actor, *, after: int | None = None, limit: int = LISTED) -> Page[Look]:
    """Return who looked at the citizen's own cards, newest first, earlier cards included."""
    cards = list(Card.objects.own(by).values_list("pk", flat=True))
    rows = Look.objects.filter(card_id__in=cards).select_related("organization", "purpose")
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def looks_at(card: Card, limit: int = LISTED) -> list[Look]:
    """Return who looked at a card last, newest first."""
    return list(card.looks.select_related("organization", "purpose").order_by("-pk")[:limit])


def list_own_purposes(by: Actor) -> list[Purpose]:
    """Return what the actor's department may look at cards for today."""
    own = Purpose.objects.on(by.today).filter(organization_id=by.own_organization_id)
    return list(own.order_by("code"))


def list_purposes(by: Actor) -> list[Purpose]:
    """Return the purposes of all departments, those that have ended last.

    Raises:
        Forbidden: the actor grants none.
    """
    if not by.may(Permission.PURPOSE_GRANT):
        raise Forbidden(Permission.PURPOSE_GRANT)
    rows = Purpose.objects.select_related("organization")
    return list(rows.order_by("valid_to", "organization__code", "code"))
