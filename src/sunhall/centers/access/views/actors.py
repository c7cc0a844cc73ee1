"""The edge of the access center: sessions become actors."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from sunhall.centers.access import queries
from sunhall.centers.access.actions import note_outside
from sunhall.centers.access.errors import OutsideZone
from sunhall.centers.access.rules.strength import is_strong
from sunhall.centers.access.views.adapters import client_address
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.row_security import see_as, whole_city
from sunhall.kernel.views import is_confirmed

POST_KEY = "post_id"
ENTERPRISE_KEY = "enterprise_id"
METHODS_KEY = "methods"
SERIAL_KEY = "certificate_serial"
SEEN_KEY = "seen_at"
IDLE_SECONDS = int(timedelta(hours=1).total_seconds())
"""A session that nobody has used for so long has ended."""
SEEN_EVERY_SECONDS = IDLE_SECONDS // 12
"""A session in use is written down as used this often, so that most pages write nothing."""
API_PATHS = ("/api/", "/scim/", "/directory/changes")
OWN_PAGE = "private, no-cache"


def attach_actor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request its actor, made when somebody first asks for it.

    Whatever does not say how it may be kept is a page of one person's and stays with them.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request))  # type: ignore[attr-defined]
        response = get_response(request)
        response.setdefault("Cache-Control", OWN_PAGE)
        return response

    return respond


def actor_for(request: HttpRequest) -> Actor:
    """Return who acts by this request, and let the database know them.

    Whoever has not signed on is the public. An application that calls the API with a token of
    its own acts for itself.
    """
    with whole_city():
        actor = _find_actor(request)
    see_as(actor)
    return actor


def _find_actor(request: HttpRequest) -> Actor:
    moment = timezone.now()
    channel = Channel.API if request.path.startswith(API_PATHS) else Channel.WEB
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    if channel is Channel.API and kind.lower() == "bearer":
        return _calling(text.strip(), moment, client_address(request))
    if SESSION_KEY not in request.session or not request.user.is_authenticated:
        return queries.visitor(moment, channel)
    if _has_been_idle(request, int(moment.timestamp())):
        logout(request)
        return queries.visitor(moment, channel)
    serial = request.session.get(SERIAL_KEY)
    # Whoever signed on by a certificate is somebody as long as it is good
    if serial is not None and not queries.is_serial_good(serial, moment):
        return queries.visitor(moment, channel)
    actor = queries.actor_of(
        request.user,
        request.session.get(POST_KEY),
        moment,
        channel,
        enterprise_id=request.session.get(ENTERPRISE_KEY),
        has_second_factor=is_strong(request.session.get(METHODS_KEY, [])),
    )
    return actor if is_confirmed(request, moment) else replace(actor, is_confirmed=False)


def _has_been_idle(request: HttpRequest, now: int) -> bool:
    """Tell whether a session was left alone for too long; note that it is used otherwise."""
    idle = now - request.session.get(SEEN_KEY, now)
    if idle > IDLE_SECONDS:
        return True
    if idle >= SEEN_EVERY_SECONDS:
        request.session[SEEN_KEY] = now
    return False


def _calling(text: str, moment: datetime, address: str) -> Actor:
    """Return the application that calls; from outside its zones it is nobody, and that is noted."""
    visitor = queries.visitor(moment, Channel.API)
    try:
        return queries.application_actor(text, moment, address) or visitor
    except OutsideZone as refusal:
        note_outside(visitor, application_id=refusal.facts["application_id"], address=address)
        return visitor
