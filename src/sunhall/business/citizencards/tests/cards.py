"""Cards for tests, made by the acts that make any."""

from dataclasses import replace
from datetime import timedelta

from tests.cast import Cast

from sunhall.business.citizencards import actions
from sunhall.business.citizencards.choices import Function
from sunhall.business.citizencards.models import Batch, Card
from sunhall.business.citizencards.queries import new_qr
from sunhall.business.citizencards.queries.batches import orders_of
from sunhall.business.citizencards.rules.batch_files import write_result
from sunhall.centers.access.actions import open_citizen_account
from sunhall.centers.access.queries import actor_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.identifiers.checksums import resident_check

PURPOSE = "clinic-visit"
ZHANG = ("370202195803120031", "张建国")
LIN = ("37020319881107002X", "林晓燕")


def resident_id(n: int) -> str:
    """Return a resident ID number of nobody."""
    body = f"37020219700101{n:03d}"
    return body + resident_check(body)


def citizen(cast: Cast, who: tuple[str, str] = ZHANG, login: str = "zhang") -> Actor:
    """Open a citizen's account, and return the citizen."""
    number, name = who
    account = open_citizen_account(cast.system, login=login, resident_id=number, name=name)
    return actor_of(account, None, cast.system.moment)


def apply(cast: Cast, who: tuple[str, str] = ZHANG) -> Card:
    """Apply for somebody's card at the counter."""
    return actions.apply_for_card(cast.jiang, resident_id=who[0], name=who[1])


def result_of(batch: Batch, faults: dict[int, str] | None = None) -> bytes:
    """Return what the producer sends back; `faults` are reasons by line."""
    lines = batch.lines.select_related("card__holder").order_by("line")
    results = [(one, (faults or {}).get(one.line, "")) for one in orders_of(lines)]
    return write_result(batch.number, batch.made_on, results)


def produce(cast: Cast) -> Batch:
    """Have what waits made and delivered."""
    batch = actions.make_batch(cast.pan)
    actions.take_result(cast.pan, batch_id=batch.pk, content=result_of(batch))
    return actions.deliver_batch(cast.pan, batch_id=batch.pk)


def at_counter(cast: Cast, who: tuple[str, str] = ZHANG) -> Card:
    """Return a card that waits to be fetched."""
    card = apply(cast, who)
    produce(cast)
    card.refresh_from_db()
    return card


def in_use(cast: Cast, who: tuple[str, str] = ZHANG) -> Card:
    """Return a card in use, without functions."""
    card = at_counter(cast, who)
    return actions.activate_card(cast.jiang, number=card.number, resident_id=who[0])


def allow(cast: Cast, *, shows_name: bool = False, code: str = PURPOSE) -> None:
    """Let the health commission look at cards."""
    actions.grant_purpose(
        cast.chen,
        organization_code="QD-WJ",
        code=code,
        name="就诊登记",
        basis="个人信息保护法 第三十四条",
        valid_from=cast.chen.today,
        shows_name=shows_name,
    )


def switch(by: Actor, card: Card, *, is_on: bool = True, function: Function = Function.HEALTH):
    """Switch a function."""
    return actions.switch_function(
        by, number=card.number, function=function, is_on=is_on, purpose="建立健康档案"
    )


def token_of(by: Actor, card: Card) -> str:
    """Return what the QR on the citizen's phone says."""
    return new_qr(by, card)


def later(by: Actor, **time: float) -> Actor:
    """Return somebody some time later."""
    return replace(by, moment=by.moment + timedelta(**time))
