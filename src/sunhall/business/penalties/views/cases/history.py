"""What happened to a case, in words, from the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from sunhall.business.penalties import choices
from sunhall.kernel.events import event_words
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.templatetags.units import yuan

KINDS: Mapping[str, tuple[str, type[TextChoices]]] = {
    "penalties.case.not_filed": ("reason_code", choices.NoFilingReason),
    "penalties.evidence.collected": ("kind", choices.EvidenceKind),
    "penalties.measure.taken": ("kind", choices.MeasureKind),
    "penalties.measure.resolved": ("outcome", choices.MeasureOutcome),
    "penalties.approval.asked": ("kind", choices.ApprovalKind),
    "penalties.approval.returned": ("kind", choices.ApprovalKind),
    "penalties.case.suspended": ("reason_code", choices.SuspensionReason),
    "penalties.case.withdrawn": ("reason_code", choices.WithdrawalReason),
    "penalties.case.terminated": ("reason_code", choices.TerminationReason),
    "penalties.case.transferred": ("target", choices.TransferTarget),
    "penalties.case.exempted": ("ground", choices.ExemptionGround),
    "penalties.decision.served": ("way", choices.ServiceWay),
    "penalties.decision.corrected": ("ground", choices.CorrectionGround),
    "penalties.obligation.watched": ("concern", choices.Concern),
}
"""The fact of an event that says of what kind it was."""

DETAILS = {
    "penalties.penalty.proposed": gettext_noop("罚款 %(fine)s"),
    "penalties.notice.issued": gettext_noop("罚款 %(fine)s"),
    "penalties.penalty.decided": gettext_noop("%(number)s，罚款 %(fine)s"),
    "penalties.penalty.on_the_spot": gettext_noop("%(number)s，罚款 %(fine)s"),
    "penalties.payment.recorded": "%(amount)s",
    "penalties.payment.collected_on_site": "%(fine)s",
    "penalties.payment.deferred": gettext_noop("共 %(installment_count)s 期"),
    "penalties.additional_fine.charged": "%(charged)s",
    "penalties.rectification.ordered": gettext_noop("限 %(due_date)s 以前"),
    "penalties.decision.published": "%(number)s",
    "penalties.decision.retracted": "%(reason)s",
    "penalties.case.followed": "%(predecessor)s → %(successor)s",
    "penalties.case.archived": gettext_noop("共 %(page_count)s 页"),
    "penalties.obligation.watched": gettext_noop("%(kind)s，剩 %(days_left)s 天"),
}
"""What is said of an event besides its words; of one that comes in kinds, its kind is said."""

LATE = gettext_noop("%(kind)s，已超 %(days_late)s 天")
YES_NO = {
    "penalties.recusal.decided": ("is_granted", gettext_lazy("准予"), gettext_lazy("驳回")),
    "penalties.legal_review.given": ("passed", gettext_lazy("通过"), gettext_lazy("未通过")),
    "penalties.statement.reviewed": (
        "is_adopted",
        gettext_lazy("采纳"),
        gettext_lazy("不予采纳"),
    ),
    "penalties.hearing.held": (
        "is_abandoned",
        gettext_lazy("当事人放弃"),
        gettext_lazy("已举行"),
    ),
    "penalties.rectification.rechecked": (
        "is_corrected",
        gettext_lazy("已改正"),
        gettext_lazy("未改正"),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownAct:
    """One act: when, by whom, what; `tone` marks what moved the case on."""

    entry_id: int
    at: datetime
    person: str
    words: str
    tone: str
    hash: str


def show_history(entries: Iterable[JournalEntry]) -> list[ShownAct]:
    """Return the acts in words, in the order given; facts recorded at once count as one act."""
    shown: list[ShownAct] = []
    for entry in entries:
        act = _show(entry)
        if shown and (shown[-1].at, shown[-1].words) == (act.at, act.words):
            continue
        shown.append(act)
    return shown


def _show(entry: JournalEntry) -> ShownAct:
    return ShownAct(
        entry.pk,
        entry.at,
        entry.who,
        capfirst(_in_words(entry.event, entry.facts)),
        _tone(entry.event),
        str(entry.facts.get("file_sha256", "")),
    )


def _in_words(event: str, facts: Mapping[str, Any]) -> str:
    words, detail = event_words(event), _detail(event, facts)
    return _("%(act)s：%(answer)s") % {"act": words, "answer": detail} if detail else words


def _detail(event: str, facts: Mapping[str, Any]) -> str:
    if event in YES_NO:
        name, yes, no = YES_NO[event]
        return str(yes if facts.get(name) else no)
    kind = _kind(event, facts)
    is_late = event == "penalties.obligation.watched" and facts.get("days_left", 0) < 0
    detail = LATE if is_late else DETAILS.get(event)
    if detail is None:
        return kind
    return _(detail) % _Said({**facts, **_amounts(facts), "kind": kind})


class _Said(dict[str, Any]):
    """The facts of an event; what an older entry does not tell is a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _amounts(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "fine": yuan(facts.get("fine_yuan")),
        "amount": yuan(facts.get("amount_yuan")),
        "charged": yuan(facts.get("charged_yuan")),
        "days_late": -int(facts.get("days_left") or 0),
    }


def _kind(event: str, facts: Mapping[str, Any]) -> str:
    if event not in KINDS:
        return ""
    name, enumeration = KINDS[event]
    value = facts.get(name, "")
    return str(enumeration(value).label) if value in enumeration.values else str(value)


def _tone(event: str) -> str:
    if event.startswith(("penalties.penalty.", "penalties.decision.")):
        return "sun"
    if event.startswith("penalties.obligation."):
        return "coral"
    return "jade" if event.startswith("penalties.case.") else "sea"
