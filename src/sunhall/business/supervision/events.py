"""What supervision announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RuleEvent(Event):
    """Something happened to one version of a rule."""

    subject: ClassVar[str] = "supervision.rule"
    rule: str
    version: int


@dataclass(frozen=True, kw_only=True)
class RuleProposed(RuleEvent):
    """A version of a rule has been proposed; it does not watch yet."""

    name = "supervision.rule.proposed"
    words = _("提出监督规则")
    reason: str


@dataclass(frozen=True, kw_only=True)
class RuleEnabled(RuleEvent):
    """A proposed version has taken effect; `is_watching` is False where it rests the rule."""

    name = "supervision.rule.enabled"
    words = _("监督规则启用")
    is_watching: bool


@dataclass(frozen=True, kw_only=True)
class RuleRejected(RuleEvent):
    """A proposed version has been turned down."""

    name = "supervision.rule.rejected"
    words = _("否决监督规则")


@dataclass(frozen=True, kw_only=True)
class CardEvent(Event):
    """Something happened to a card; `against` is the organization that answers for it."""

    subject: ClassVar[str] = "supervision.card"
    number: str
    rule: str
    severity: str
    against: int
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class CardIssued(CardEvent):
    """A rule was hit, and a card has been issued. It names what it was issued for."""

    name = "supervision.card.issued"
    words = _("亮出监督牌")
    found_in: str
    found_id: int
    is_blocked: bool


@dataclass(frozen=True, kw_only=True)
class CardMoved(CardEvent):
    """Someone, or the clock, has done something with a card."""

    name = "supervision.card.moved"
    words = _("监督牌办理")
    move: str
    state: str
