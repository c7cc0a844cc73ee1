"""What anybody may have: how the card works, and all that checks it offline."""

import json
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sunhall.business.citizencards import queries
from sunhall.business.citizencards.permissions import Permission
from sunhall.kernel.keys import key_id_of, public_key_pem_of
from sunhall.kernel.views import actor_of

CHECKER = files("sunhall.business.citizencards.rules.checker") / "sunhall_card_check.py"
NAMES = {"key": "sunhall_card_key.pem", "checker": "sunhall_card_check.py"}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the card is good for, what to do when it is lost, and how to check one offline."""
    by = actor_of(request)
    context = {
        "may_have_one": by.is_visitor or by.may(Permission.CARD_OWN),
        "lists": queries.list_status_lists(),
        "key_id": key_id_of(Path(settings.SUNHALL_CARD_KEY)),
        "names": NAMES,
    }
    return render(request, "citizencards/about.html", context)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Hand out the public key that QRs and status lists are checked with."""
    pem = public_key_pem_of(Path(settings.SUNHALL_CARD_KEY))
    return _file(pem.encode(), "application/x-pem-file", NAMES["key"])


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    """Hand out the program that checks a card offline."""
    return _file(CHECKER.read_bytes(), "text/x-python; charset=utf-8", NAMES["checker"])


@require_safe
def status_lists(request: HttpRequest) -> HttpResponse:
    """List the status lists. Law: Token Status List, section 9 (aggregation)."""
    addresses = [
        request.build_absolute_uri(reverse("citizencards:status_list", args=[one.number]))
        for one in queries.list_status_lists()
    ]
    response = HttpResponse(json.dumps({"status_lists": addresses}), "application/json")
    return _kept(request, response, str(len(addresses)))


@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out a status list, or 304 where the reader has it.

    Raises:
        NotFound: no card of that list has been issued.
    """
    found = queries.get_status_list(number)
    response = HttpResponse(found.token, "application/statuslist+jwt")
    return _kept(request, response, f"{number}-{found.revision}")


def _kept(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponse:
    etag = f'"{tag}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return get_conditional_response(request, etag=etag, response=response) or response


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, media_type, headers={"Content-Disposition": disposition})
