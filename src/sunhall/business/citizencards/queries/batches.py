"""Reading batches."""

from collections.abc import Iterable

from sunhall.business.citizencards.models import Batch, BatchLine
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.batch_files import Order, write_batch
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor
from sunhall.kernel.paging import Page

LISTED = 30


def list_batches(by: Actor, *, after: int | None = None, limit: int = LISTED) -> Page[Batch]:
    """Return batches, newest first; the next page begins below the key it names."""
    rows = _within(by)
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def get_batch(by: Actor, batch_id: int) -> Batch:
    """Return a batch.

    Raises:
        NotFound: no such batch, or the actor produces no cards.
    """
    return _within(by).filter(pk=batch_id).only_one(batch_id)


def list_lines(batch: Batch, *, after: int | None = None, limit: int = LISTED) -> Page[BatchLine]:
    """Return the cards of a batch by line; the next page begins after the line it names."""
    rows = batch.lines.filter(line__gt=after or 0).select_related("card").order_by("line")
    found = list(rows[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].line) if len(found) > limit else "")


def file_of(batch: Batch) -> bytes:
    """Return the file of a batch, the same bytes as when it was made."""
    lines = batch.lines.select_related("card__holder").order_by("line")
    return write_batch(batch.number, batch.made_on, orders_of(lines))


def orders_of(lines: Iterable[BatchLine]) -> list[Order]:
    """Return lines as the producer reads them."""
    return [
        Order(
            line=one.line,
            number=one.card.number,
            name=one.card.holder.name,
            resident_id=one.card.holder.resident_id,
            valid_until=one.valid_until,
            division=one.card.division_code,
        )
        for one in lines
    ]


def _within(by: Actor) -> LockableQuerySet[Batch]:
    rows = Batch.objects.all()
    return rows if by.may(Permission.CARD_PRODUCE) else rows.none()
