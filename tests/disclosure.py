"""What an answer tells: the addresses it leads to and the words it holds, whatever its format."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READABLE = ("text/", "application/json")
ADDRESS = {"a": ("href",), "img": ("src",), "form": ("action",)}
LIVE = {"hx-get": "get", "hx-post": "post"}


@dataclass(frozen=True)
class Link:
    """An address an answer leads to, and how."""

    method: str
    address: str

    @property
    def match(self) -> ResolverMatch | None:
        """Return what answers there; None if it is not the city's."""
        parts = urlsplit(self.address)
        if parts.netloc:
            return None
        try:
            return resolve(parts.path)
        except Resolver404:
            return None

    @property
    def thing(self) -> tuple[str, str, str]:
        """Return what tells links apart: the thing they lead to, however it is asked for."""
        match = self.match
        name = match.view_name if match else ""
        return self.method, name, json.dumps(match.kwargs if match else {}, default=str)


class _Reader(HTMLParser):
    """Collects the links and forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.links: set[Link] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses of one element."""
        told = dict(attrs)
        method = (told.get("method") or "get").lower() if tag == "form" else "get"
        for name in ADDRESS.get(tag, ()):
            if name in told:
                self._add(method, told[name] or "")
        for name, way in LIVE.items():
            if name in told:
                self._add(way, told[name] or "")

    def _add(self, method: str, address: str) -> None:
        self.links.add(Link(method, urljoin(self.page, address).partition("#")[0]))


def words_of(answer: Any) -> str:
    """Return the text of an answer, also that of a workbook's cells; "" for pictures and papers."""
    kind = answer.headers.get("Content-Type", "")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind.startswith(WORKBOOK):
        with zipfile.ZipFile(BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return body.decode() if kind.startswith(READABLE) else ""


def links_of(address: str, words: str, kind: str) -> set[Link]:
    """Return where a page leads, or every `url` of a JSON answer."""
    if kind.startswith("application/json"):
        return {Link("get", found) for found in _urls(json.loads(words))}
    if not kind.startswith("text/html"):
        return set()
    reader = _Reader(address)
    reader.feed(words)
    return reader.links


def _urls(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("url"), str):
            yield value["url"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _urls(one)
