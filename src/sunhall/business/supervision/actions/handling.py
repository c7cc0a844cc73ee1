"""The way of a card: appeal, orders, explanation, rectification, checking; and the clock's part."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from sunhall.business.supervision.actions.issuing import TOPIC
from sunhall.business.supervision.choices import CardState, Move, Severity
from sunhall.business.supervision.errors import AppealTooLate, MoveNotAllowed, WordsMissing
from sunhall.business.supervision.events import CardMoved
from sunhall.business.supervision.models import Card, CardStep
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.rules import (
    ORDER_LIMIT,
    ORDERS,
    OVERDUE_IN,
    PATHS,
    may_move,
    overdue_move,
)
from sunhall.directory.models import of_organizations
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import Deadline, TimeLimit, Unit
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.outbox import send_later

LEAST_WORDS = 5
BATCH = 500
ENDED = (CardState.WITHDRAWN, CardState.CLOSED)
OWED_ANEW = (Move.UPHOLD, Move.RETURN, Move.ESCALATE)
"""After these the organization has the rule's own time again."""


@action(Permission.CARD_ANSWER)
def appeal_card(by: Actor, *, card_id: int, words: str) -> Card:
    """Appeal against a card of one's organization.

    Raises:
        NotFound: no such card against the actor's organization.
        AppealTooLate: three working days have passed.
        MoveNotAllowed: the card has been answered already.
        WordsMissing: no grounds are given.
    """
    card = _lock(by, card_id, is_own=True)
    if card.state == CardState.ISSUED and by.today > card.appeal_until:
        raise AppealTooLate(due=card.appeal_until.isoformat())
    return _move(by, card, Move.APPEAL, words)


@action(Permission.CARD_HANDLE)
def uphold_card(by: Actor, *, card_id: int, words: str) -> Card:
    """Let a card stand against an appeal; the organization's time begins anew.

    Raises:
        NotFound: no such card.
        MoveNotAllowed: nobody has appealed.
        WordsMissing: no reason is given.
    """
    return _move(by, _lock(by, card_id), Move.UPHOLD, words)


@action(Permission.CARD_HANDLE)
def withdraw_card(by: Actor, *, card_id: int, words: str) -> Card:
    """Take a card back upon an appeal; what was found stays on record.

    Raises:
        NotFound: no such card.
        MoveNotAllowed: nobody has appealed.
        WordsMissing: no reason is given.
    """
    return _move(by, _lock(by, card_id), Move.WITHDRAW, words)


@action(Permission.CARD_HANDLE, law="山东省行政执法监督条例 第二十八条")
def order_rectification(by: Actor, *, card_id: int, words: str) -> Card:
    """Issue the opinion of supervision (监督意见书): rectify within 30 days.

    Raises:
        NotFound: no such card.
        MoveNotAllowed: it waits for the supervisor, has ended, or the opinion was issued.
        WordsMissing: nothing is demanded.
    """
    return _move(by, _lock(by, card_id), Move.ORDER, words)


@action(Permission.CARD_HANDLE, law="山东省行政执法监督条例 第二十九条")
def direct_rectification(by: Actor, *, card_id: int, words: str) -> Card:
    """Issue the decision of supervision (监督决定书): carry out and report within 30 days.

    Raises:
        NotFound: no such card.
        MoveNotAllowed: the opinion has not been issued, or the decision has.
        WordsMissing: nothing is demanded.
    """
    return _move(by, _lock(by, card_id), Move.DIRECT, words)


@action(Permission.CARD_ANSWER)
def explain_card(by: Actor, *, card_id: int, words: str) -> Card:
    """Explain how it came to what a card says.

    Raises:
        NotFound: no such card against the actor's organization.
        MoveNotAllowed: it has been explained, waits for the supervisor, or has ended.
        WordsMissing: nothing is explained.
    """
    return _move(by, _lock(by, card_id, is_own=True), Move.EXPLAIN, words)


@action(Permission.CARD_ANSWER)
def report_rectification(by: Actor, *, card_id: int, words: str) -> Card:
    """Report what has been put right.

    Raises:
        NotFound: no such card against the actor's organization.
        MoveNotAllowed: it has not been explained, or waits for the supervisor, or has ended.
        WordsMissing: nothing is reported.
    """
    return _move(by, _lock(by, card_id, is_own=True), Move.REPORT, words)


@action(Permission.CARD_HANDLE)
def return_card(by: Actor, *, card_id: int, words: str) -> Card:
    """Turn a reported rectification down; the organization's time begins anew.

    Raises:
        NotFound: no such card.
        MoveNotAllowed: no rectification has been reported.
        WordsMissing: no reason is given.
    """
    return _move(by, _lock(by, card_id), Move.RETURN, words)


@action(Permission.CARD_HANDLE)
def close_card(by: Actor, *, card_id: int, words: str) -> Card:
    """Close a card whose rectification has been checked.

    Raises:
        NotFound: no such card.
        MoveNotAllowed: no rectification has been reported.
        WordsMissing: nothing is said of the check.
    """
    return _move(by, _lock(by, card_id), Move.CLOSE, words)


@action(Permission.CARD_HANDLE, law="山东省行政执法监督条例 第二十八条、第二十九条")
def escalate_overdue_cards(by: Actor, *, limit: int = BATCH) -> list[Card]:
    """Move on what is overdue: yellow becomes red, red gets the opinion, then the decision.

    Cards that somebody works on at the moment wait for the next call.
    """
    cards = Card.objects.select_related("finding__rule", "finding__version").filter(
        state__in=sorted(OVERDUE_IN), due_on__lt=by.today, orders__lt=len(ORDERS)
    )
    overdue = cards.select_for_update(of=("self",), skip_locked=True).order_by("due_on", "pk")
    moved = []
    with translation.override(DOCUMENTS_LANGUAGE):
        for card in overdue[:limit]:
            move = overdue_move(card.state, card.severity, card.orders)
            if move:
                words = _("逾期（截止 %(due)s）未办，系统自动处理。") % {"due": card.due_on}
                moved.append(_move(by, card, move, words))
    return moved


def _lock(by: Actor, card_id: int, *, is_own: bool = False) -> Card:
    """Take a card the actor may see; to answer for it, one against whom the actor answers for.

    Raises:
        NotFound: there is none.
    """
    cards = Card.objects.within(by).select_related("finding__rule", "finding__version")
    if is_own:
        answered_for = by.organizations(Permission.CARD_ANSWER)
        cards = cards.filter(of_organizations(answered_for, "finding__"))
    card = cards.select_for_update(of=("self",)).filter(pk=card_id).first()
    if card is None:
        raise NotFound(str(Card._meta.verbose_name), card_id)
    return card


def _move(by: Actor, card: Card, move: Move, words: str) -> Card:
    """Move a card along its path, keep the step, and tell of it."""
    words = words.strip()
    if len(words) < LEAST_WORDS:
        raise WordsMissing(least=LEAST_WORDS)
    if move is Move.ESCALATE:
        card.severity = Severity.RED
        card.escalated_at = by.moment
    elif not may_move(card.state, move, card.orders):
        state = CardState(card.state).label
        raise MoveNotAllowed(number=card.number, state=state, move=move.label)
    else:
        card.state = PATHS[move][1]
    card.orders += move in ORDERS
    card.due_on = _due_on(by, card, move)
    card.ended_at = by.moment if card.state in ENDED else None
    card.save()
    _tell(by, card, move, words)
    return card


def _due_on(by: Actor, card: Card, move: Move) -> date | None:
    """Return the last day for what the organization owes after a step."""
    if move in ORDERS:
        limit = ORDER_LIMIT
    elif move in OWED_ANEW:
        days = card.finding.version.remedy_working_days
        limit = TimeLimit(max(days, 1), Unit.WORKING_DAY)
    else:
        return None if card.state in ENDED else card.due_on
    return Deadline(start_date=by.today, limit=limit, calendar=city_calendar(by)).due_date


def _tell(by: Actor, card: Card, move: Move, words: str) -> None:
    step = CardStep.objects.create(
        card=card,
        move=move,
        state=card.state,
        severity=card.severity,
        words=words,
        due_on=card.due_on,
        at=by.moment,
        person_id=by.person_id,
        person_name=by.name,
        organization_name=by.organization_name,
    )
    told = {"number": card.number, "move": move.value, "state": card.state}
    send_later(by, TOPIC, f"{TOPIC}:{card.pk}:{step.pk}", told)
    announce(
        by,
        CardMoved(
            subject_id=card.pk,
            number=card.number,
            rule=card.finding.rule.code,
            severity=card.severity,
            against=card.finding.organization_id,
            due_on=card.due_on,
            move=move.value,
            state=card.state,
        ),
    )
