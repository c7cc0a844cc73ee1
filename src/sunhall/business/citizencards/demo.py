"""The demonstration's cards: a few dozen, in every state, made by the acts that make any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import cycle

from django.utils.translation import gettext_noop as _

from sunhall.business.citizencards import actions
from sunhall.business.citizencards.choices import (
    CancelReason,
    Function,
    LossKind,
    ReplaceReason,
    Way,
)
from sunhall.business.citizencards.models import Card
from sunhall.business.citizencards.queries.batches import orders_of
from sunhall.business.citizencards.rules.batch_files import write_result
from sunhall.centers.access.demo import CITIZENS
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.identifiers.checksums import resident_check

COUNTER, PRODUCER, DEPARTMENT = "jiang", "pan", "lu"
OFFICER_OF_DATA = "chen"
FAULT = "芯片写入失败"
NAMES = (
    "王德福", "李秀兰", "刘洋", "陈静", "杨光明", "赵丽", "黄海涛", "周桂英", "吴晓东", "徐敏",
    "孙建军", "马玉梅", "朱文博", "胡佳", "郭志强", "何淑珍", "高翔", "林小雨", "罗永福", "郑洁",
    "梁国栋", "谢春燕", "宋子轩", "唐莉", "许卫东", "韩雪", "冯宝山", "邓颖", "曹阳", "彭慧敏",
    "曾祥瑞", "肖红", "田野", "董淑华", "袁涛", "潘冬梅",
)  # fmt: skip
PURPOSES = (
    ("QD-WJ", "clinic-visit", "就诊登记", "个人信息保护法 第三十四条", False),
    ("QD-RS", "benefit-claim", "社会保险待遇核验", "社会保险法 第七十四条", False),
    ("QD-JS", "fund-withdrawal", "公积金提取核验", "住房公积金管理条例 第二十四条", False),
    ("QD-XZ", "approval-intake", "审批收件核验", "行政许可法 第三十一条", True),
)
OWNERS = {
    Function.SOCIAL_SECURITY: ("QD-RS", "参加社会保险"),
    Function.CIVIL_AFFAIRS: ("QD-MZ", "享受高龄津贴"),
    Function.HEALTH: ("QD-WJ", "建立居民健康档案"),
    Function.HOUSING_FUND: ("QD-JS", "缴存住房公积金"),
    Function.APPROVALS: ("QD-XZ", "网上申报审批事项"),
}
MIXES = (
    (Function.SOCIAL_SECURITY, Function.HEALTH),
    (Function.SOCIAL_SECURITY, Function.HEALTH, Function.HOUSING_FUND),
    (Function.SOCIAL_SECURITY, Function.CIVIL_AFFAIRS),
    (Function.HEALTH, Function.APPROVALS),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts in the demonstration, at any moment."""

    now: datetime

    def at(self, login: str, days_ago: float) -> Actor:
        """Return one of the cast, some days ago."""
        account = Account.objects.select_related("citizen").get(login=login)
        return replace(actor_of(account, None, self.now), moment=self._moment(days_ago))

    def department(self, code: str, days_ago: float) -> Actor:
        """Return the system of a department, some days ago."""
        moment = self._moment(days_ago)
        by = directory.system_actor(self.now)
        unit = directory.get_organization(by, code)
        return replace(by, moment=moment, organization_id=unit.pk, organization_name=unit.name)

    def _moment(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)


def load(progress: Callable[[str], None], now: datetime) -> None:
    """Make the demonstration's cards; do nothing if there are any."""
    if Card.objects.exists():
        return
    progress(_("市民卡"))
    stage = Stage(now)
    grant_purposes(stage)
    (_login, zhang_id, zhang_name, *_rest), (_other, lin_id, lin_name, *_more) = CITIZENS
    expire(stage, lin_id, lin_name)
    first = [apply(stage, zhang_id, zhang_name, 60)]
    first += [apply(stage, resident_id(n), name, 60) for n, name in enumerate(NAMES[:24])]
    faulty = produce(stage, 55, faulty=2)
    cards = [card for card in first if card.pk not in faulty]
    for card in cards[:18]:
        actions.activate_card(
            stage.at(COUNTER, 40), number=card.number, resident_id=card.holder.resident_id
        )
    switch_on(stage, cards[:16])
    look(stage, cards[0])
    end(stage, cards[8:18])
    later = [apply(stage, resident_id(n), NAMES[n], 6) for n in range(24, 30)]
    actions.cancel_card(stage.at(COUNTER, 5), number=later[-1].number, reason=CancelReason.FRAUD)
    produce(stage, 4, faulty=0, deliver=False)
    for n in range(30, 33):
        apply(stage, resident_id(n), NAMES[n], 2)
    actions.make_batch(stage.at(PRODUCER, 1))
    for n in range(33, len(NAMES)):
        apply(stage, resident_id(n), NAMES[n], 0.2)
    actions.publish_status_lists(directory.system_actor(now))


def resident_id(n: int) -> str:
    """Return a resident ID number of nobody."""
    born = date(1948, 1, 1) + timedelta(days=731 * n)
    body = f"370202{born:%Y%m%d}{900 + n:03d}"
    return body + resident_check(body)


def apply(stage: Stage, number: str, name: str, days_ago: float) -> Card:
    """Apply for somebody's card at the counter."""
    return actions.apply_for_card(stage.at(COUNTER, days_ago), resident_id=number, name=name)


def produce(stage: Stage, days_ago: float, *, faulty: int, deliver: bool = True) -> set[int]:
    """Have what waits made, the last so many with a fault; return those."""
    batch = actions.make_batch(stage.at(PRODUCER, days_ago))
    lines = list(batch.lines.select_related("card__holder").order_by("line"))
    bad = {line.line for line in lines[len(lines) - faulty :]}
    by = stage.at(PRODUCER, days_ago - 2)
    results = [(one, FAULT if one.line in bad else "") for one in orders_of(lines)]
    content = write_result(batch.number, by.today, results)
    actions.take_result(by, batch_id=batch.pk, content=content)
    if deliver:
        actions.deliver_batch(stage.at(PRODUCER, days_ago - 3), batch_id=batch.pk)
    return {line.card_id for line in lines if line.line in bad}


def expire(stage: Stage, number: str, name: str) -> None:
    """Let somebody have had a card whose ten years are over."""
    card = apply(stage, number, name, 3700)
    produce(stage, 3690, faulty=0)
    actions.activate_card(stage.at(COUNTER, 3680), number=card.number, resident_id=number)
    actions.expire_cards(directory.system_actor(stage.now))


def grant_purposes(stage: Stage) -> None:
    """Let departments look at cards."""
    by = stage.at(OFFICER_OF_DATA, 90)
    for organization, code, name, basis, shows_name in PURPOSES:
        actions.grant_purpose(
            by,
            organization_code=organization,
            code=code,
            name=name,
            basis=basis,
            shows_name=shows_name,
            valid_from=by.today,
        )


def switch_on(stage: Stage, cards: Sequence[Card]) -> None:
    """Let departments switch their functions on."""
    for card, mix in zip(cards, cycle(MIXES), strict=False):
        for function in mix:
            code, purpose = OWNERS[function]
            actions.switch_function(
                stage.department(code, 38),
                number=card.number,
                function=function,
                is_on=True,
                purpose=purpose,
            )


def look(stage: Stage, card: Card) -> None:
    """Let some departments look at a card, for its holder to see."""
    for days_ago, code, purpose, way in (
        (30, "QD-WJ", "clinic-visit", Way.NUMBER),
        (21, "QD-RS", "benefit-claim", Way.BATCH),
        (9, "QD-XZ", "approval-intake", Way.NUMBER),
        (3, "QD-WJ", "clinic-visit", Way.NUMBER),
    ):
        by = stage.department(code, days_ago)
        actions.verify_cards(by, numbers=[card.number], purpose=purpose, way=way)


def end(stage: Stage, cards: Sequence[Card]) -> None:
    """Let cards be lost, found, replaced and cancelled."""
    by = stage.at(COUNTER, 10)
    numbers = [card.number for card in cards]
    for number in numbers[:5]:
        actions.report_loss(by, number=number, kind=LossKind.WRITTEN)
    for number in numbers[5:7]:
        actions.report_loss(stage.at(COUNTER, 1), number=number, kind=LossKind.ORAL)
    shown = {card.number: card.holder.resident_id for card in cards}
    later = stage.at(COUNTER, 8)
    actions.lift_loss(later, number=numbers[0], resident_id=shown[numbers[0]])
    for number in numbers[1:3]:
        actions.replace_card(
            later, number=number, resident_id=shown[number], reason=ReplaceReason.LOST
        )
    actions.cancel_card(later, number=numbers[7], reason=CancelReason.DIED)
    actions.cancel_card(later, number=numbers[8], reason=CancelReason.MOVED)
