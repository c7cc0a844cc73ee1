"""How the texts of every table are classified: one line for each table, in its app's hooks.

Numbers that prove an identity, and what somebody was penalized for, count as sensitive.
Law: 数据安全法 第二十一条; 个人信息保护法 第四条, 第二十八条.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """How far a text may be known."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Classified:
    """The labels of a table's texts; where persons are in it, what for and who may see them."""

    model: str
    labels: Mapping[str, Label]
    why: str = ""
    seen_by: str = ""

    @property
    def is_personal(self) -> bool:
        """Tell whether anything of it is about a person."""
        return bool({Label.PERSONAL, Label.SENSITIVE} & {*self.labels.values()})


_classified: dict[str, Classified] = {}


def classify(
    model: str,
    *,
    public: str = "",
    internal: str = "",
    personal: str = "",
    sensitive: str = "",
    why: str = "",
    seen_by: str = "",
) -> None:
    """Label the texts of a table, their names with spaces between."""
    named = {
        Label.PUBLIC: public,
        Label.INTERNAL: internal,
        Label.PERSONAL: personal,
        Label.SENSITIVE: sensitive,
    }
    labels = {field: label for label, fields in named.items() for field in fields.split()}
    _classified[model] = Classified(model, labels, why, seen_by)


def classified() -> list[Classified]:
    """Return what has been classified, by table."""
    return [_classified[model] for model in sorted(_classified)]


classify("kernel.CalendarDay", public="note")
classify("kernel.TaskRun", internal="task last_error")
classify(
    "kernel.JournalEntry",
    internal="channel event subject facts commitment",
    personal="person_name",
    why="to know who acted",
    seen_by="civil servants; auditors in the console",
)
classify(
    "kernel.PrivateFacts",
    internal="salt",
    sensitive="values",
    why="what an act must prove later",
    seen_by="who may erase it",
)
classify("kernel.LedgerLeaf", public="hash")
classify("kernel.LedgerNode", public="hash")
classify("kernel.LedgerHead", public="root previous key_id signature")
classify("kernel.NumberSeries", internal="series")
classify(
    "kernel.StoredFile",
    internal="sha256 media_type",
    sensitive="content",
    why="evidence and documents",
    seen_by="whoever may see the case or the seal",
)
classify(
    "kernel.AnsweredRequest",
    internal="key act request_hash",
    personal="answer",
    why="to answer a repeated request alike",
    seen_by="who asked",
)
classify(
    "kernel.OutboxMessage",
    internal="topic key last_error",
    personal="payload",
    why="messages to other systems",
    seen_by="nobody; programs alone",
)
classify("kernel.FileScan", internal="signature")
