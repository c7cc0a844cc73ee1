"""What came out of a file, and where in the file every part of it stood."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sunhall.kernel.decision.findings import Finding, Kind

Document = dict[str, Any]

SCHEMA = "discretion/v1"

_STEP = re.compile(r"^(.*?)(?:\.[^.\[\]]*|\[\d+\])$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text file, counted from 1."""

    number: int

    def __str__(self) -> str:
        """Return the place in the reader's language."""
        return _("第 %(line)d 行") % {"line": self.number}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a workbook, or with an empty reference a whole sheet."""

    sheet: str
    reference: str = ""

    def __str__(self) -> str:
        """Return the place in the reader's language."""
        return _("工作表“%(sheet)s”%(cell)s") % {"sheet": self.sheet, "cell": self.reference}


@dataclass(frozen=True, slots=True)
class WholeFile:
    """The file as a whole."""

    def __str__(self) -> str:
        """Return the place in the reader's language."""
        return _("整个文件")


Source = Line | SheetCell | WholeFile
SourceMap = Mapping[str, Source]
"""A path into a document (`tiers[3].when.area`, empty for the whole) → where it stood."""


class Unreadable(Exception):
    """The file as a whole cannot be read; why and where."""

    def __init__(self, template: str, source: Source | None = None, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.source = source or WholeFile()
        self.params = params


class Inexpressible(Exception):
    """A document cannot be written in the format that was asked for; the message says why."""


class Faults:
    """Collects the faults of a file."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, template: str, source: Source, /, *, item: str = "", **params: object) -> None:
        """Note one fault at its place."""
        plain = {
            name: value if isinstance(value, int | float) else str(value)
            for name, value in params.items()
        }
        finding = Finding(
            kind=Kind.SCHEMA, item=item, place=str(source), template=template, params=plain
        )
        self.findings.append(finding)

    def add_unreadable(self, error: Unreadable) -> None:
        """Note that the file cannot be read."""
        self.add(error.template, error.source, item="", **error.params)


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a file and the places of its parts."""

    document: Document
    places: SourceMap

    @property
    def code(self) -> str:
        """Return the item's code; empty where it has none that is text."""
        code = self.document.get("code")
        return code if isinstance(code, str) else ""

    def source(self, place: str) -> Source | None:
        """Return where the nearest known part at or above a path stood."""
        while place not in self.places:
            step = _STEP.match(place)
            if not place:
                return None
            place = step[1] if step else ""
        return self.places[place]

    def locate(self, place: str) -> str:
        """Return where a path of the document stood, in words; the path itself where unknown."""
        source = self.source(place)
        return place if source is None else str(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The sound items of a file and its faults.

    A fault's `place` already names the line or the cell.
    """

    items: tuple[Item, ...] = ()
    faults: tuple[Finding, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def documents(self) -> list[Document]:
        """Return the documents of the items."""
        return [item.document for item in self.items]

    def locate(self, finding: Finding) -> str:
        """Return where in the file a finding's place stood, in words."""
        for item in self.items:
            if item.code == finding.item:
                return item.locate(finding.place)
        return finding.place


def gather(
    items: Iterable[Item], faults: Faults, meta: Mapping[str, Any], *, sound_only: bool
) -> Loaded:
    """Return the items that may be used: all of a sound file, else none or the sound ones."""
    items = tuple(items)
    unsound = _note_repeated_codes(items, faults)
    unsound |= {finding.item for finding in faults.findings}
    if not faults.findings:
        sound = items
    elif sound_only:
        sound = tuple(item for item in items if item.code not in unsound)
    else:
        sound = ()
    return Loaded(items=sound, faults=tuple(faults.findings), meta=meta)


def _note_repeated_codes(items: Iterable[Item], faults: Faults) -> set[str]:
    """Note every item whose code stands more than once; return those codes."""
    items = list(items)
    counts = Counter(item.code for item in items if item.code)
    repeated = {code for code, count in counts.items() if count > 1}
    for item in items:
        if item.code in repeated:
            faults.add(
                "事项代码 %(code)s 在文件中出现了 %(count)s 次，每个代码只能出现一次",
                item.source("code") or WholeFile(),
                item=item.code,
                code=item.code,
                count=counts[item.code],
            )
    return repeated
