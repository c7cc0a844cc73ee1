"""The lists by which anybody checks cards offline: signed anew where something has changed."""

from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.db import connection

from sunhall.business.citizencards.models import Card, StatusList
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.queries.status import LIVES, claims_for
from sunhall.business.citizencards.rules.status_list import (
    CARDS_A_LIST,
    empty_list,
    place_of,
    write,
)
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.signed_tokens import sign_token

TAKE = """
DELETE FROM citizencards_pendingstatus WHERE card_id IN (
    SELECT card_id FROM citizencards_pendingstatus FOR UPDATE SKIP LOCKED
) RETURNING card_id
"""
"""What is being changed or published by others is theirs to publish."""

CARDS_READ_AT_ONCE = 1 << 16
SIGNED_AGAIN_AFTER = LIVES / 2


@action(Permission.CARD_KEEP)
def publish_status_lists(by: Actor) -> int:
    """Publish what has changed since, and sign again what would soon be too old; return how many.

    Law: IETF draft-ietf-oauth-status-list.
    """
    return publish(by) + _sign_again(by)


@action(Permission.CARD_KEEP)
def rebuild_status_lists(by: Actor) -> int:
    """Make every list anew from the cards, as after taking over cards from elsewhere."""
    last = Card.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute(TAKE)
    for number in range(place_of(last)[0] + 1):
        _keep(by, _list(by, number), _read_all(number))
    return place_of(last)[0] + 1


def publish(by: Actor) -> int:
    """Write pending changes into the lists they belong to, and sign those; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE)
        changed = [serial for (serial,) in cursor]
    by_list: dict[int, list[int]] = defaultdict(list)
    for serial in changed:
        by_list[place_of(serial)[0]].append(serial)
    for number, serials in sorted(by_list.items()):
        kept = _list(by, number)
        content = bytearray(kept.content) if kept.revision else _read_all(number)
        write(content, Card.objects.filter(pk__in=serials).values_list("pk", "state"))
        _keep(by, kept, content)
    return len(by_list)


def _list(by: Actor, number: int) -> StatusList:
    """Return a list, locked, so that whoever else publishes it waits; a blank one if it is new."""
    blank = StatusList(number=number, content=b"", token="", signed_at=by.moment)
    StatusList.objects.bulk_create([blank], ignore_conflicts=True)
    return StatusList.objects.select_for_update().get(pk=number)


def _read_all(number: int) -> bytearray:
    """Make a list from the cards it speaks of, some of them at a time."""
    content = empty_list()
    first = number * CARDS_A_LIST
    for start in range(first, first + CARDS_A_LIST, CARDS_READ_AT_ONCE):
        cards = Card.objects.filter(pk__gte=start, pk__lt=start + CARDS_READ_AT_ONCE)
        write(content, cards.values_list("pk", "state"))
    return content


def _sign_again(by: Actor) -> int:
    old = StatusList.objects.filter(signed_at__lt=by.moment - SIGNED_AGAIN_AFTER)
    lists = list(old.select_for_update(skip_locked=True).order_by("number"))
    for kept in lists:
        _keep(by, kept, bytearray(kept.content))
    return len(lists)


def _keep(by: Actor, kept: StatusList, content: bytearray) -> None:
    kept.content, kept.signed_at = bytes(content), by.moment
    kept.revision += 1
    claims = claims_for(kept.number, kept.content, by.moment)
    kept.token = sign_token(Path(settings.SUNHALL_CARD_KEY), "statuslist+jwt", claims)
    kept.save()
