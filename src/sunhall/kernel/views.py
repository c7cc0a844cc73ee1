"""The shell's edge: security headers, refusals as pages, what every page shows around itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from sunhall.kernel import hooks
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import (
    ConfirmationNeeded,
    Forbidden,
    NotFound,
    Refusal,
    SunhallError,
)
from sunhall.kernel.row_security import Scope, guarded

View = Callable[..., HttpResponse]
Responder = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
ONE_YEAR = 365 * 24 * 3600
CONFIRMED_SECONDS = 10 * 60
PROVED_KEY = "proved_at"
"""Where a session keeps when its owner last proved to be who they are (seconds of the epoch)."""

STATUS = {Forbidden: 403, NotFound: 404, Refusal: 409}


def security_headers(get_response: Responder) -> Responder:
    """Add the headers every answer carries. No inline script, no inline style, no foreign host."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return respond


class refuse_null_characters:  # noqa: N801  a middleware reads like a function
    """Turn down what holds a NUL: no text in the database can, and no person ever types one."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request unless its address or a cookie holds one."""
        texts = [request.path, *request.COOKIES.values(), *_texts(request.GET)]
        return self._refuse(request) if _has_null(texts) else self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Look at a form too; what programs send to a view without one is left for it to read."""
        is_form = not getattr(view, "csrf_exempt", False)
        return self._refuse(request) if is_form and _has_null(_texts(request.POST)) else None

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            return render(request, "kernel/unreadable.html", status=400)


def _has_null(texts: Iterable[str]) -> bool:
    return any("\x00" in text for text in texts)


def _texts(fields: QueryDict) -> Iterator[str]:
    for name, values in fields.lists():
        yield from (name, *map(str, values))


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts by this request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def permission_required(permission: str) -> Callable[[View], View]:
    """Let a page be seen only by those who hold the permission; ask the others to sign on.

    Raises:
        Forbidden: whoever has signed on lacks it.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            if actor.is_visitor:
                return redirect_to_login(request.get_full_path())
            if not actor.may(permission):
                raise Forbidden(permission)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def behind_the_wall(get_response: Responder) -> Responder:
    """Answer every request in one transaction, in which the database shows only what it may."""

    def respond(request: HttpRequest) -> HttpResponse:
        with guarded() as wall:
            response = get_response(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            content = cast(Iterator[bytes], response.streaming_content)
            response.streaming_content = _guarded(content, wall.base)
        return response

    return respond


def _guarded(content: Iterator[bytes], scope: Scope) -> Iterator[bytes]:
    """Go on reading as whoever asked, while the answer goes out."""
    with guarded(scope):
        yield from content


def is_confirmed(request: HttpRequest, moment: datetime, *, share: int = 1) -> bool:
    """Tell whether a session's owner proved not long ago to be who they are.

    A `share` of two asks for the first half of the time.
    """
    age: float = moment.timestamp() - request.session.get(PROVED_KEY, 0)
    return 0 <= age < CONFIRMED_SECONDS // share


def confirmation_required(view: View) -> View:
    """Let a weighty act be done only by who proved a short while ago to be who they are.

    Whoever opens the form has at least half of the time left to send it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        share = 1 if request.method == "POST" else 2
        if not is_confirmed(request, actor_of(request).moment, share=share):
            return redirect_to_login(request.get_full_path(), reverse("access:confirm"))
        return view(request, *args, **kwargs)

    return guarded


class turn_down:  # noqa: N801  a middleware reads like a function
    """Show a refusal that no form caught as a page of its own."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn one of the three refusals into a page; leave bugs alone."""
        if not isinstance(error, SunhallError):
            return None
        if isinstance(error, ConfirmationNeeded):
            messages.info(request, str(error))
            return redirect_to_login(_page_of(request), reverse("access:confirm"))
        status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
        return render(request, "kernel/turned_down.html", {"error": error}, status=status)


def _page_of(request: HttpRequest) -> str:
    """Return the page a request was sent from, or for; the front page where that is unknown."""
    if request.method == "GET":
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl() if is_ours else "/"


def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the reader's language and go back to the page they were on."""
    came_from = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        came_from = "/"
    response = HttpResponseRedirect(came_from)
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            ONE_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every page its city and the navigation its reader may use."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "city": settings.SUNHALL_CITY,
        "is_demo": settings.SUNHALL_DEMO,
        "menu": _menu(request, [entry for entry in hooks.menu if actor and entry.shown_to(actor)]),
        "search_url": reverse("portal:search"),
        "sign_in_url": reverse("access:sign_in"),
        "sign_out_url": reverse("access:sign_out"),
        "security_url": reverse("access:security"),
        "choose_url": reverse("access:choose_post"),
    }


def _menu(request: HttpRequest, entries: Sequence[hooks.MenuEntry]) -> list[dict[str, Any]]:
    """Return the lines of the navigation; the current one is the nearest to this page."""
    urls = [reverse(entry.url_name) for entry in entries]
    around = [url for url in urls if request.path == url or _is_below(request.path, url)]
    current = max(around, key=len, default="")
    return [
        {
            "label": entry.label,
            "url": url,
            "current": url == current,
            "area": entry.area.value,
            "icon": entry.icon,
            "group": entry.group,
        }
        for entry, url in zip(entries, urls, strict=True)
    ]


def _is_below(path: str, url: str) -> bool:
    return url != "/" and path.startswith(url)
