"""Cards are made: a batch goes to the producer, its result comes back, the counters get them."""

import hashlib

from django.db.models import F
from django.utils.translation import gettext as _

from sunhall.business.citizencards.choices import BatchState, CardState, Outcome
from sunhall.business.citizencards.errors import (
    BatchStepNotAllowed,
    NothingToProduce,
    ResultFileRefused,
)
from sunhall.business.citizencards.events import (
    BatchDelivered,
    BatchHandedOut,
    BatchMade,
    BatchReturned,
    CardFaulty,
)
from sunhall.business.citizencards.models import Batch, BatchLine, Card
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.queries.batches import file_of, orders_of
from sunhall.business.citizencards.rules.batch_files import (
    MOST_CARDS,
    Result,
    read_result,
    write_batch,
)
from sunhall.business.citizencards.rules.flow import valid_until
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.models import NumberSeries

SERIES = "citizencards.batch"


@action(Permission.CARD_PRODUCE)
def make_batch(by: Actor, *, most: int = MOST_CARDS) -> Batch:
    """Hand the cards that wait to the producer, the oldest first.

    Raises:
        NothingToProduce: no card waits.
    """
    waiting = Card.objects.filter(state=CardState.APPLIED).select_for_update(
        of=("self",), skip_locked=True
    )
    cards = list(waiting.select_related("holder").order_by("pk")[: min(most, MOST_CARDS)])
    if not cards:
        raise NothingToProduce()
    end, number = valid_until(by.today), _next_number(by)
    lines = [
        BatchLine(line=place, card=card, valid_until=end)
        for place, card in enumerate(cards, start=1)
    ]
    content = write_batch(number, by.today, orders_of(lines))
    batch = Batch.objects.create(
        number=number,
        count=len(cards),
        made_on=by.today,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by_name=by.name,
    )
    for line in lines:
        line.batch = batch
    BatchLine.objects.bulk_create(lines)
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(
        state=CardState.PRODUCING, valid_until=end, changed_at=by.moment
    )
    announce(
        by, BatchMade(subject_id=batch.pk, number=number, count=len(cards), sha256=batch.sha256)
    )
    return batch


@action(Permission.CARD_PRODUCE)
def take_result(by: Actor, *, batch_id: int, content: bytes) -> Batch:
    """Take the producer's result: what is made goes on, what is faulty waits for another batch.

    Raises:
        NotFound: no such batch.
        BatchStepNotAllowed: its result has been taken.
        ResultFileRefused: the file has faults; nothing was taken.
    """
    batch = _take(batch_id, BatchState.SENT, _("收回结果"))
    lines = {one.line: one for one in batch.lines.select_related("card")}
    expected = {place: one.card.number for place, one in lines.items()}
    results, faults = read_result(content, batch.number, expected)
    if faults:
        raise ResultFileRefused(faults)
    made = [one for one in results if not one.fault]
    faulty = [one for one in results if one.fault]
    made_cards = [lines[one.line].card_id for one in made]
    faulty_cards = [lines[one.line].card_id for one in faulty]
    _note(batch, made, faulty)
    in_production = Card.objects.filter(state=CardState.PRODUCING)
    in_production.filter(pk__in=made_cards).update(state=CardState.MADE, changed_at=by.moment)
    in_production.filter(pk__in=faulty_cards).update(
        state=CardState.APPLIED, valid_until=None, changed_at=by.moment
    )
    _move(batch, BatchState.RETURNED)
    announce(
        by,
        BatchReturned(
            subject_id=batch.pk,
            number=batch.number,
            made=len(made),
            faulty=len(faulty),
            sha256=hashlib.sha256(content).hexdigest(),
        ),
        *(
            CardFaulty(subject_id=lines[one.line].card_id, batch=batch.number, fault=one.fault)
            for one in faulty
        ),
    )
    return batch


@action(Permission.CARD_PRODUCE)
def deliver_batch(by: Actor, *, batch_id: int) -> Batch:
    """Deliver what is made to the counters, where the holders fetch it.

    Raises:
        NotFound: no such batch.
        BatchStepNotAllowed: its result has not come, or it has been delivered.
    """
    batch = _take(batch_id, BatchState.RETURNED, _("送达窗口"))
    made = batch.lines.filter(outcome=Outcome.MADE).values("card_id")
    count = Card.objects.filter(pk__in=made, state=CardState.MADE).update(
        state=CardState.AT_COUNTER, changed_at=by.moment
    )
    _move(batch, BatchState.DELIVERED)
    announce(by, BatchDelivered(subject_id=batch.pk, number=batch.number, count=count))
    return batch


@action(Permission.CARD_PRODUCE)
def hand_out_file(by: Actor, *, batch_id: int) -> bytes:
    """Hand out the file of a batch, as it was when the batch was made.

    Raises:
        NotFound: no such batch.
        BatchStepNotAllowed: its result has been taken, so that nobody needs it any more.
    """
    batch = _take(batch_id, BatchState.SENT, _("下载制卡文件"))
    announce(by, BatchHandedOut(subject_id=batch.pk, number=batch.number))
    return file_of(batch)


def _take(batch_id: int, state: BatchState, step: str) -> Batch:
    batch = Batch.objects.lock(batch_id)
    if batch.state != state:
        raise BatchStepNotAllowed(
            number=batch.number, state=BatchState(batch.state).label, step=step
        )
    return batch


def _move(batch: Batch, state: BatchState) -> None:
    batch.state = state
    batch.save(update_fields=["state"])


def _note(batch: Batch, made: list[Result], faulty: list[Result]) -> None:
    """Write down what came of each line."""
    batch.lines.filter(line__in=[one.line for one in made]).update(outcome=Outcome.MADE)
    for one in faulty:
        batch.lines.filter(line=one.line).update(outcome=Outcome.FAULTY, fault=one.fault)


def _next_number(by: Actor) -> str:
    """Return the number of the next batch of the year; whoever else asks waits for the commit."""
    series, _is_new = NumberSeries.objects.get_or_create(
        organization_id=by.own_organization_id, series=SERIES, year=by.today.year
    )
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return f"{by.today.year}-{by.own_organization_id}-{series.last:04d}"
