"""Cards as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.citizencards.choices import (
    CancelReason,
    CardState,
    Function,
    LossKind,
    ReplaceReason,
)
from sunhall.business.citizencards.models import Card
from sunhall.kernel.events import event_words
from sunhall.kernel.identifiers import mask_resident_id
from sunhall.kernel.masking import masked_name
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.templatetags.units import day

TONES = {
    CardState.IN_USE: "jade",
    CardState.AT_COUNTER: "sun",
    CardState.LOST_ORALLY: "coral",
    CardState.LOST: "coral",
    CardState.APPLIED: "sea",
    CardState.PRODUCING: "sea",
    CardState.MADE: "sea",
}
WAY = (
    CardState.APPLIED,
    CardState.PRODUCING,
    CardState.MADE,
    CardState.AT_COUNTER,
    CardState.IN_USE,
)
WORDS = {
    "citizencards.card.loss_reported": ("kind", LossKind),
    "citizencards.card.replaced": ("reason", ReplaceReason),
    "citizencards.card.cancelled": ("reason", CancelReason),
}


@dataclass(frozen=True, slots=True)
class ShownCard:
    """One card: masked, with the color of its state."""

    card: Card
    number: str
    name: str
    resident_id: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a card's history."""

    at: datetime
    what: str
    detail: str
    who: str


def show_card(card: Card) -> ShownCard:
    """Return a card with its holder masked."""
    return ShownCard(
        card=card,
        number=card.number,
        name=masked_name(card.holder.name),
        resident_id=mask_resident_id(card.holder.resident_id),
        state=str(CardState(card.state).label),
        tone=TONES.get(CardState(card.state), "stone"),
    )


def way_of(card: Card) -> list[dict[str, Any]]:
    """Return the way of a card to its use, and where it is; none for one that has left it."""
    if card.state not in WAY:
        return []
    place = WAY.index(CardState(card.state))
    is_there = card.state == CardState.IN_USE
    return [
        {
            "name": state.label,
            "state": "done" if n < place or is_there else "current" if n == place else "",
        }
        for n, state in enumerate(WAY)
    ]


def tell(history: Iterable[JournalEntry]) -> list[Told]:
    """Return journal entries as people read them; a citizen is not named."""
    return [
        Told(
            at=entry.at,
            what=event_words(entry.event),
            detail=_detail(entry),
            who=_who(entry),
        )
        for entry in history
    ]


def _who(entry: JournalEntry) -> str:
    if "by_citizen_id" in entry.facts:
        return _("持卡人本人")
    return entry.who or _("系统")


def _detail(entry: JournalEntry) -> str:
    facts = entry.facts
    if entry.event in WORDS:
        name, choices = WORDS[entry.event]
        said = str(choices(facts[name]).label)
        if not facts.get("until"):
            return said
        until = day(date.fromisoformat(facts["until"]))
        return _("%(said)s，至 %(until)s") % {"said": said, "until": until}
    if entry.event == "citizencards.card.function_switched":
        function = Function[facts["function"].upper()].label
        state = _("开通") if facts["is_on"] else _("关闭")
        return _("%(state)s%(function)s：%(purpose)s") % {
            "state": state,
            "function": function,
            "purpose": facts["purpose"],
        }
    if entry.event == "citizencards.card.loss_lifted" and facts["has_lapsed"]:
        return _("口头挂失到期，自动解除")
    return str(facts.get("fault") or facts.get("purpose") or facts.get("number") or "")
