"""What the clock makes supervision do."""

from django.conf import settings

from sunhall.business.supervision.actions import TOPIC, escalate_overdue_cards
from sunhall.kernel import outbox
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import daily

outbox.send_by(TOPIC, outbox.FileSender(settings.SUNHALL_OUTBOX))


@daily("supervision.overdue_cards")
def escalate_overdue(by: Actor) -> int:
    """Move on every card that is overdue, and return how many were."""
    total = 0
    while moved := escalate_overdue_cards(by):
        total += len(moved)
    return total
