"""How SCIM is answered: documents with versions, lists, errors in its own form."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules.scim.faults import ScimFault
from sunhall.centers.access.rules.scim.schemas import MESSAGES
from sunhall.centers.access.rules.scim.shown import project, read_names
from sunhall.kernel.errors import Forbidden, NotFound, Refusal
from sunhall.kernel.views import actor_of

MEDIA_TYPE = "application/scim+json"
MOST_BYTES = 100_000
COLLECTIONS = {"User": "scim:users", "Group": "scim:groups"}
Resource = dict[str, Any]


def answered_in_scim(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view raise faults and refusals, and answer them as SCIM does."""

    @csrf_exempt
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ScimFault as fault:
            return error(fault.status, fault.detail, fault.kind)
        except NotFound as missing:
            return error(404, str(missing))
        except Forbidden as forbidden:
            return error(403, str(forbidden))
        except Refusal as refusal:
            kind = "uniqueness" if refusal.code in ("login_taken", "person_has_account") else ""
            return error(409, str(refusal), kind)

    return respond


def for_applications(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only applications in that may read; a browser's session is nobody here."""

    @answered_in_scim
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by = actor_of(request)
        if by.application_id is None:
            response = error(401, "a bearer token is needed")
            response["WWW-Authenticate"] = 'Bearer realm="scim"'
            return response
        if not by.may(Permission.SCIM_READ):
            raise Forbidden(Permission.SCIM_READ)
        if request.method not in ("GET", "HEAD") and not by.may(Permission.SCIM_WRITE):
            raise Forbidden(Permission.SCIM_WRITE)
        return view(request, *args, **kwargs)

    return respond


def error(status: int, detail: str, kind: str = "") -> HttpResponse:
    """Answer that it cannot be done."""
    body = {"schemas": [f"{MESSAGES}:Error"], "status": str(status), "detail": detail}
    return _answer(body | ({"scimType": kind} if kind else {}), status)


def refuse_method(*allowed: str) -> HttpResponse:
    """Answer that the resource knows no such method."""
    response = error(405, f"allowed: {', '.join(allowed)}")
    response["Allow"] = ", ".join(allowed)
    return response


def show(request: HttpRequest, resource: Resource, status: int = 200) -> HttpResponse:
    """Answer with a resource, or that it is what the client has already."""
    dressed = dress(request, resource)
    version = str(dressed["meta"]["version"])
    if status == 200 and version in _versions(request, "If-None-Match"):
        response = HttpResponse(status=304)
    else:
        response = _answer(_shown(request, dressed), status)
    response["ETag"] = version
    response["Location"] = dressed["meta"]["location"]
    return response


def show_document(request: HttpRequest, document: Resource, name: str) -> HttpResponse:
    """Answer with a document of the server's about itself."""
    return _answer(_placed(request, document, name))


def show_list(
    request: HttpRequest, resources: Sequence[Resource], total: int, start: int
) -> HttpResponse:
    """Answer with some of the resources."""
    shown = [
        _shown(request, dress(request, one)) if "meta" in one and "id" in one else one
        for one in resources
    ]
    body = {
        "schemas": [f"{MESSAGES}:ListResponse"],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(shown),
        "Resources": shown,
    }
    return _answer(body)


def dress(request: HttpRequest, resource: Resource) -> Resource:
    """Return a resource with its address, its version and the addresses it refers to."""
    kind = resource["meta"]["resourceType"]
    if kind not in COLLECTIONS:
        return resource
    place = request.build_absolute_uri(reverse(COLLECTIONS[kind]))
    others = request.build_absolute_uri(reverse(COLLECTIONS["Group" if kind == "User" else "User"]))
    referring = "groups" if kind == "User" else "members"
    referred = [{**one, "$ref": f"{others}/{one['value']}"} for one in resource[referring]]
    written = json.dumps(resource, sort_keys=True, ensure_ascii=False).encode()
    meta = {
        **resource["meta"],
        "location": f"{place}/{resource['id']}",
        "version": f'W/"{hashlib.sha256(written).hexdigest()[:24]}"',
    }
    return {**resource, referring: referred, "meta": meta}


def check_version(request: HttpRequest, resource: Resource) -> None:
    """Refuse to change what is no longer what the client has seen.

    Raises:
        ScimFault: it has changed since (412).
    """
    wanted = _versions(request, "If-Match")
    if wanted and dress(request, resource)["meta"]["version"] not in wanted and "*" not in wanted:
        raise ScimFault(412, "the resource has changed since")


def body_of(request: HttpRequest) -> Mapping[str, Any]:
    """Return the object a request sends.

    Raises:
        ScimFault: it is too large (413), or no JSON object (400, invalidSyntax).
    """
    if len(request.body) > MOST_BYTES:
        raise ScimFault(413, "too large")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise ScimFault(400, "a JSON object is expected", "invalidSyntax")
    return body


def _placed(request: HttpRequest, document: Resource, name: str) -> Resource:
    place = request.build_absolute_uri(reverse(name))
    own = f"{place}/{document['id']}" if "id" in document else place
    return {**document, "meta": {**document["meta"], "location": own}}


def place_all(request: HttpRequest, documents: Sequence[Resource], name: str) -> list[Resource]:
    """Return the server's documents about itself, each with its address."""
    return [_placed(request, one, name) for one in documents]


def _shown(request: HttpRequest, resource: Resource) -> Resource:
    wanted = read_names(request.GET.get("attributes", ""))
    unwanted = read_names(request.GET.get("excludedAttributes", ""))
    return project(resource, wanted, unwanted)


def _versions(request: HttpRequest, header: str) -> list[str]:
    return [one.strip() for one in request.headers.get(header, "").split(",") if one.strip()]


def _answer(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, no-cache"
    return response
