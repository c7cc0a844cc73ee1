"""The edge of the access center: sessions become actors."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from sunhall.centers.access import queries
from sunhall.kernel.actor import Actor, Channel

POST_KEY = "post_id"
SERIAL_KEY = "certificate_serial"
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
    """Return who acts by this request; whoever has not signed on is the public."""
    moment = timezone.now()
    channel = Channel.API if request.path.startswith("/api/") else Channel.WEB
    if SESSION_KEY not in request.session or not request.user.is_authenticated:
        return queries.visitor(moment, channel)
    serial = request.session.get(SERIAL_KEY)
    # Whoever signed on by a certificate is somebody as long as it is good
    if serial is not None and not queries.is_serial_good(serial, moment):
        return queries.visitor(moment, channel)
    return queries.actor_of(request.user, request.session.get(POST_KEY), moment, channel)
