"""Find vague words: a tier must say what a machine can measure, not how grave it seems."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import gettext_noop

from sunhall.kernel.decision.findings import Finding, Kind, Phrase
from sunhall.kernel.decision.model import Benchmark, FactorType

_VAGUE = gettext_noop("“%(text)s”中的“%(word)s”含义不确定（%(category)s）：%(advice)s")
_ADVICE = "请改成可以核对的事实或者数值"
_SOURCE = re.compile(r"^(?:\[[a-z]+\])+\s*")
_MASK = "＊"


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or pattern of the lexicon."""

    pattern: re.Pattern[str]
    category: str
    advice: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vague words, the legal terms that only look like them, and the hash of both."""

    entries: tuple[Entry, ...]
    terms: re.Pattern[str]
    words: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    sha256: str

    def find(self, text: str) -> tuple[str, Entry] | None:
        """Return the longest of the first vague words of a text, with its entry."""
        masked = self.terms.sub(lambda match: _MASK * len(match[0]), text)
        hits = [
            (match.start(), -len(match[0]), match[0], entry)
            for entry in self.entries
            if (match := entry.pattern.search(masked))
        ]
        if not hits:
            return None
        _start, _length, word, entry = min(hits, key=lambda hit: hit[:2])
        return word, entry

    def is_suspect(self, text: str) -> bool:
        """Tell whether any entry may match; a legal term can still excuse it."""
        if self.words.search(text):
            return True
        return any(pattern.search(text) for pattern in self.patterns)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with the package."""
    text = resources.files(__package__).joinpath("vague_words.txt").read_text("utf-8")
    entries: list[Entry] = []
    words: list[str] = []
    patterns: list[re.Pattern[str]] = []
    terms: list[str] = []
    for line in text.splitlines():
        head, _tab, rest = line.partition("\t")
        if not head or head.startswith("#"):
            continue
        if head.startswith("allow:"):
            terms.append(re.escape(head.removeprefix("allow:")))
            continue
        is_pattern = head.startswith("re:")
        pattern = re.compile(head.removeprefix("re:") if is_pattern else re.escape(head))
        category, _tab, advice = rest.partition("\t")
        entries.append(Entry(pattern, category, _SOURCE.sub("", advice).strip()))
        if is_pattern:
            patterns.append(pattern)
        else:
            words.append(re.escape(head))
    return Lexicon(
        entries=tuple(entries),
        terms=re.compile("|".join(sorted(terms, key=len, reverse=True))),
        words=re.compile("|".join(words)),
        patterns=tuple(patterns),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def find_vague_words(benchmark: Benchmark) -> Iterator[Finding]:
    """Yield the vague words of all texts that state a condition.

    The words of the law itself, quoted in the bases and the statutory ranges, are not looked at.
    """
    found = lexicon()
    texts = list(_conditions(benchmark))
    # One look at all texts of a table is enough for the many that have no such word.
    if not found.is_suspect("\n".join(text for _place, text in texts)):
        return
    for place, text in texts:
        hit = found.find(text)
        if hit:
            word, entry = hit
            yield Finding(
                kind=Kind.VAGUE,
                item=benchmark.code,
                place=place,
                template=_VAGUE,
                params={
                    "text": text,
                    "word": word,
                    "category": Phrase(entry.category),
                    "advice": Phrase(entry.advice or _ADVICE),
                },
            )


def _conditions(benchmark: Benchmark) -> Iterator[tuple[str, str]]:
    for index, tier in enumerate(benchmark.tiers):
        yield f"tiers[{index}].desc", tier.description
    places = {factor.key: f"factors[{at}]" for at, factor in enumerate(benchmark.factors)}
    if benchmark.gate:
        places[benchmark.gate.factor] = "gate"
        yield "gate.name", benchmark.factor(benchmark.gate.factor).name
    for factor in benchmark.factors:
        if factor.type is FactorType.ENUM:
            for at, choice in enumerate(factor.choices):
                yield f"{places[factor.key]}.domain.values[{at}]", str(choice)
    levels = benchmark.scoring.levels if benchmark.scoring else {}
    for key, weights in levels.items():
        for at, level in enumerate(weights):
            yield f"{places[key]}.levels[{at}].label", level.label
