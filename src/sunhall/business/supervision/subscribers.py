"""What supervision listens to: every event, and every act it has turned down."""

from sunhall.business.supervision.actions.watching import record_attempt, supervise
from sunhall.kernel.actions import on_refusal
from sunhall.kernel.events import watch

watch(supervise)
on_refusal(record_attempt)
