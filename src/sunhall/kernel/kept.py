"""Public answers, kept in the process until what they show changes.

An answer is kept under a revision number that grows in the transaction of the change itself, so
the change makes every older answer unreachable: nothing is stale, nothing is told to forget.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from threading import Lock
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from sunhall.kernel.actor import Actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

KEPT_BYTES = 64 * 1024 * 1024
PAGE_BYTES = 2 * 1024 * 1024
PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, max-age=0, must-revalidate"
VARY = ("Accept-Encoding", "Accept-Language", "Cookie")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it goes over the wire, once plain and once compressed."""

    plain: bytes
    zipped: bytes
    headers: dict[str, str]
    tag: str

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        """Keep a rendered page; its tag follows from its content."""
        plain = response.content
        digest = hashlib.sha256(plain).hexdigest()[:32]
        return cls(plain, gzip.compress(plain, 6, mtime=0), dict(response.items()), f'W/"{digest}"')

    @property
    def size(self) -> int:
        """Return the bytes it takes."""
        return len(self.plain) + len(self.zipped)

    def response(self, request: HttpRequest) -> HttpResponse:
        """Answer with the page, or with 304 where the reader has it already."""
        is_zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.zipped if is_zipped else self.plain, headers=self.headers)
        if is_zipped:
            response["Content-Encoding"] = "gzip"
        response["ETag"] = self.tag
        response["Cache-Control"] = PUBLIC
        patch_vary_headers(response, VARY)
        return get_conditional_response(request, etag=self.tag, response=response) or response


class PageShelf:
    """The pages read most recently, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> KeptPage | None:
        """Return a page and remember that it was read."""
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page; those not read for longest make room."""
        with self._lock:
            if key in self._pages:
                return
            self._pages[key] = page
            self._size += page.size
            while self._size > self._limit:
                _key, dropped = self._pages.popitem(last=False)
                self._size -= dropped.size


_shelf = PageShelf(KEPT_BYTES)


def kept_while(revision: Callable[[], int]) -> Callable[[View[P]], View[P]]:
    """Serve a public page to visitors from memory; it is rendered once a revision and day.

    Whoever has a session gets a page of their own, which is never kept: its shell is theirs.
    """

    def keep(view: View[P]) -> View[P]:
        @wraps(view)
        def respond(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not _is_for_everyone(request):
                return _private(view(request, *args, **kwargs))
            key = _key(request, revision())
            page = _shelf.get(key)
            if page is None:
                response = view(request, *args, **kwargs)
                if response.status_code != HTTPStatus.OK or len(response.content) > PAGE_BYTES:
                    return response
                page = KeptPage.of(response)
                _shelf.put(key, page)
            return page.response(request)

        return respond

    return keep


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = PRIVATE
    patch_vary_headers(response, VARY)
    return response


def _is_for_everyone(request: HttpRequest) -> bool:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method in ("GET", "HEAD") and not has_session and _actor(request).is_visitor


def _key(request: HttpRequest, revision: int) -> Hashable:
    return revision, _actor(request).today, get_language(), request.build_absolute_uri()


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
