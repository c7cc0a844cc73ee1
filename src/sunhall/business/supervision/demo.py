"""How the demonstration's cards are answered: most at once, some upon appeal, some never."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import cycle

from sunhall.business.supervision import actions
from sunhall.business.supervision.choices import Move
from sunhall.business.supervision.models import Card
from sunhall.business.supervision.rules import may_move
from sunhall.directory.demo import acting
from sunhall.directory.models import Grant, PostHolding
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor

SUPERVISOR, HEAD = "supervisor", "head"
PAUSE = timedelta(minutes=7)
OWN_MOVES = (Move.APPEAL, Move.EXPLAIN, Move.REPORT)
"""What the organization does; the rest is the supervisor's."""

ACTS: dict[Move, Callable[..., Card]] = {
    Move.APPEAL: actions.appeal_card,
    Move.UPHOLD: actions.uphold_card,
    Move.WITHDRAW: actions.withdraw_card,
    Move.ORDER: actions.order_rectification,
    Move.EXPLAIN: actions.explain_card,
    Move.REPORT: actions.report_rectification,
    Move.RETURN: actions.return_card,
    Move.CLOSE: actions.close_card,
}
WORDS = {
    Move.APPEAL: "当日系统故障，材料已按期办结，请求撤牌。",
    Move.UPHOLD: "经查系统运行正常，申诉理由不成立。",
    Move.WITHDRAW: "经核实当日系统确有故障，予以撤牌。",
    Move.ORDER: "请在三十日内整改，并书面报告结果。",
    Move.EXPLAIN: "承办人员对程序不熟悉，已约谈并组织学习。",
    Move.REPORT: "已经补办程序，并开展了全面自查。",
    Move.RETURN: "整改报告没有附佐证材料，请补充。",
    Move.CLOSE: "经复核，整改到位，予以核销。",
}
Days = Iterator[int]
"""An answer on its way: it acts and says after how many working days it goes on."""


class Answering:
    """Answers the cards of each day at its end; one after the other has the next fate."""

    _moment: datetime

    def __init__(self) -> None:
        self._fates = cycle(FATES)
        self._last = 0
        self._waiting: dict[date, list[Days]] = {}
        self._people: dict[tuple[str, int | None], Actor] = {}

    def end_day(self, moment: datetime) -> None:
        """Take up new cards and go on with those whose day it is, if the city works."""
        by = self._acting(SUPERVISOR, moment)
        self._moment = moment
        if not city_calendar(by).is_working_day(by.today):
            return
        due = [day for day in sorted(self._waiting) if day <= by.today]
        answers = [answer for day in due for answer in self._waiting.pop(day)]
        for card in Card.objects.filter(pk__gt=self._last).order_by("pk"):
            self._last = card.pk
            answers.append(next(self._fates)(self, card.pk))
        for answer in answers:
            days = next(answer, None)
            if days is not None:
                later = city_calendar(by).add_working_days(by.today, days)
                self._waiting.setdefault(later, []).append(answer)

    def move(self, card_id: int, move: Move) -> None:
        """Make a move with a card, as whose it is to make; leave it where it cannot be made."""
        card = Card.objects.select_related("finding").get(pk=card_id)
        if not may_move(card.state, move, card.orders):
            return
        self._moment += PAUSE
        if move in OWN_MOVES:
            by = self._acting(HEAD, self._moment, card.finding.organization_id)
        else:
            by = self._acting(SUPERVISOR, self._moment)
        ACTS[move](by, card_id=card_id, words=WORDS[move])

    def answer(self, card_id: int) -> None:
        """Explain and report, as far as the organization has not yet."""
        self.move(card_id, Move.EXPLAIN)
        self.move(card_id, Move.REPORT)

    def _acting(self, role: str, moment: datetime, organization_id: int | None = None) -> Actor:
        """Return the first who holds a role, in an organization if one is given."""
        known = self._people.get((role, organization_id))
        if known is None:
            own = Grant.objects.filter(role__code=role, delegated_from=None)
            rows = PostHolding.objects.filter(post__grants__in=own)
            if organization_id is not None:
                rows = rows.filter(post__organization_id=organization_id)
            holding = rows.select_related("person", "post__organization").order_by("pk")[0]
            known = self._people[role, organization_id] = acting(holding, moment)
        return replace(known, moment=moment)


def settled(desk: Answering, card_id: int) -> Days:
    """Answered on the day itself, checked and closed two days later."""
    desk.answer(card_id)
    yield 2
    desk.move(card_id, Move.CLOSE)


def taken_back(desk: Answering, card_id: int) -> Days:
    """Taken back upon an appeal."""
    desk.move(card_id, Move.APPEAL)
    yield 1
    desk.move(card_id, Move.WITHDRAW)


def upheld(desk: Answering, card_id: int) -> Days:
    """Upheld against an appeal, and then settled."""
    desk.move(card_id, Move.APPEAL)
    yield 2
    desk.move(card_id, Move.UPHOLD)
    yield from settled(desk, card_id)


def sent_back(desk: Answering, card_id: int) -> Days:
    """Reported too lightly, and once more."""
    desk.answer(card_id)
    yield 1
    desk.move(card_id, Move.RETURN)
    yield 1
    desk.move(card_id, Move.REPORT)
    yield 2
    desk.move(card_id, Move.CLOSE)


def ordered(desk: Answering, card_id: int) -> Days:
    """Important enough for the opinion of supervision."""
    desk.move(card_id, Move.ORDER)
    yield 6
    yield from settled(desk, card_id)


def neglected(desk: Answering, card_id: int) -> Days:
    """Overdue before anybody looks at it; the clock has moved it on."""
    yield 15
    yield from settled(desk, card_id)


def ignored(_desk: Answering, _card_id: int) -> Days:
    """Never answered: the clock makes it red, and orders."""
    yield from ()


FATES: tuple[Callable[[Answering, int], Days], ...] = (
    settled, settled, upheld, settled, settled, taken_back, settled, neglected,
    settled, sent_back, settled, ordered, settled, settled, ignored, settled,
)  # fmt: skip
