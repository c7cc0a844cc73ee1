"""Chinese full-text search on core PostgreSQL: the tokens are made here, the index keeps them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import jieba
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup, Value
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

MAX_QUERY_CHARACTERS = 100
MAX_TEXT_CHARACTERS = 5_000
HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
# fmt: off
FILLERS = frozenset((
    "的", "了", "吗", "呢", "怎么", "多少", "多少钱", "钱", "被", "会", "我", "要", "在",
    "什么", "如何", "怎样", "办", "可以", "请问",
))
# fmt: on

_RUNS = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>(?:(?![{HAN}_])\w)+(?:[-.](?:(?![{HAN}_])\w)+)*)")


def tokens(text: str) -> str:
    """Return what the index keeps of a text: words, pairs of characters, single characters.

    Words match what people say, pairs what no dictionary knows, single characters a query of one.
    The same text always gives the same tokens, each once.
    """
    return " ".join(_tokens(text))


def vector(**texts: str) -> Cast:
    """Return the value of a search column from texts by weight: `vector(A=name, B=keywords)`.

    It is written as it is stored, so that no parser of the server has a say in it.
    """
    weights: dict[str, str] = {}
    for weight in sorted(texts):
        for token in _tokens(texts[weight]):
            weights.setdefault(token, weight)
    lexemes = (f"'{token}':{n}{weights[token]}" for n, token in enumerate(weights, start=1))
    return Cast(Value(" ".join(lexemes)), SearchVectorField())


def query(text: str) -> SearchQuery | None:
    """Return the search for whatever a person typed: every word must occur. None without a word."""
    words = _query_words(text)
    return TokenQuery(" & ".join(map(_quote, words))) if words else None


def loose_query(text: str) -> SearchQuery | None:
    """Return a search that any word or pair of characters satisfies; None without a word.

    Rank by it: what holds more of the words, side by side, comes first.
    """
    words = _query_words(text)
    pairs = [pair for run in _RUNS.finditer(_normalize(text)) for pair in _pairs(run["han"] or "")]
    found = [token for token in dict.fromkeys([*words, *pairs]) if len(token) > 1] or words
    return TokenQuery(" | ".join(map(_quote, found))) if found else None


def everyday_query(text: str, synonyms: Mapping[str, Sequence[str]]) -> SearchQuery | None:
    """Return the search for what people call things: each word, or another word for the same.

    `synonyms` leads from a word to what else it is called. None without a word.
    """
    parts = []
    known = [word for word in synonyms if word in _normalize(text[:MAX_QUERY_CHARACTERS])]
    rest = _normalize(text[:MAX_QUERY_CHARACTERS])
    for word in sorted(known, key=len, reverse=True):
        if word in rest:
            rest = rest.replace(word, " ")
            parts.append(_any_of([word, *synonyms[word]]))
    words = [word for word in _query_words(rest) if word not in FILLERS or not parts]
    parts += [_quote(word) for word in words]
    return TokenQuery(" & ".join(parts)) if parts else None


def beginning_query(letters: str) -> SearchQuery:
    """Return the search for a token that begins with letters."""
    plain = "".join(letter for letter in letters.lower() if letter.isalnum())
    return TokenQuery(f"{_quote(plain)}:*")


def _any_of(phrases: Sequence[str]) -> str:
    """Return the condition that one of the phrases occurs: all of its words."""
    choices = (" & ".join(map(_quote, _query_words(phrase))) for phrase in phrases)
    return "(" + " | ".join(f"({choice})" for choice in choices if choice) + ")"


class TokenQuery(SearchQuery):
    """A query in the server's own notation, over the tokens made here."""

    def __init__(self, raw: str) -> None:
        super().__init__(raw, search_type="raw")
        self.raw = raw

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[str]]:
        """Return the query as SQL."""
        return "%s::tsquery", [self.raw]


def _normalize(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:MAX_TEXT_CHARACTERS]).lower()


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for run in _RUNS.finditer(_normalize(text)):
        if han := run["han"]:
            found += [*_tokenizer().cut_for_search(han, HMM=False), *_pairs(han), *han]
        else:
            found += _prefixes(run["word"])
    return list(dict.fromkeys(found))


def _query_words(text: str) -> list[str]:
    found: list[str] = []
    for run in _RUNS.finditer(_normalize(text[:MAX_QUERY_CHARACTERS])):
        han = run["han"]
        found += _tokenizer().cut(han, HMM=False) if han else [run["word"]]
    words = list(dict.fromkeys(found))
    return [word for word in words if word not in FILLERS] or words


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _prefixes(word: str) -> list[str]:
    """Return a code, its parts and its beginnings: qd-cg-001 is found by qd-cg and by 001."""
    parts = re.split(r"[-.]", word)
    ends = [separator.start() for separator in re.finditer(r"[-.]", word)]
    return [word, *parts, *(word[:end] for end in ends)]


def _quote(token: str) -> str:
    """Return the token as a lexeme; it holds only letters, digits, - and dot."""
    return f"'{token}'"


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """Return the word cutter; it reads its own dictionary and leaves no cache file behind."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@CharField.register_lookup
class Begins(Lookup):
    """`name__begins`: begins with a text; unlike LIKE, an index serves it under row security.

    PostgreSQL calls `starts_with` leakproof, so it may look into an index before the policy.
    """

    lookup_name = "begins"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Write the condition."""
        column, named = self.process_lhs(compiler, connection)
        value, given = self.process_rhs(compiler, connection)
        return f"starts_with({column}, {value})", (*named, *given)
