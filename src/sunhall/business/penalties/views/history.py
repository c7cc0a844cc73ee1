"""What happened to a version, in words, from the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.kernel.models import JournalEntry

_WORDS = {
    "penalties.benchmark.drafted": gettext_noop("已起草"),
    "penalties.benchmark.revised": gettext_noop("已修改"),
    "penalties.benchmark.published": gettext_noop("公布，自 %(effective_date)s 起生效"),
    "penalties.benchmark.discarded": gettext_noop("已作废"),
}


@dataclass(frozen=True, slots=True)
class ShownAct:
    """One act: when, by whom, what."""

    at: datetime
    person: str
    words: str


def show_history(entries: Iterable[JournalEntry]) -> list[ShownAct]:
    """Return the acts in words, in the order given."""
    return [ShownAct(entry.at, entry.who, _in_words(entry)) for entry in entries]


def _in_words(entry: JournalEntry) -> str:
    if entry.event == "penalties.benchmark.checked":
        count = entry.facts.get("finding_count", 0)
        return _("校验：%(count)s 处缺陷") % {"count": count} if count else _("校验：没有缺陷")
    source = entry.facts.get("source")
    if entry.event == "penalties.benchmark.drafted" and source:
        return _("从“%(source)s”起草") % {"source": source}
    words = _WORDS.get(entry.event)
    return _(words) % entry.facts if words else entry.event
