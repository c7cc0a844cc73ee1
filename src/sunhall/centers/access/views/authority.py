"""What the certificate authority answers to programs, and its page for people."""

import binascii
from base64 import b64decode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import queries
from sunhall.centers.access.errors import NoAuthority
from sunhall.centers.access.rules.authority import answers, stamping
from sunhall.centers.access.rules.authority.answers import Failure, failed, read_question
from sunhall.centers.access.rules.authority.stamping import NotStamped, not_stamped, read_request

SHARED_SECONDS = 300
"""How long an answer to nobody in particular may be kept by whoever passes it on."""

UNTIL_CHANGED = "public, max-age=300"
OCSP, STAMP = "application/ocsp-response", "application/timestamp-reply"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show who certifies in this city, and the fingerprints to compare."""
    authorities = queries.list_authorities()
    context = {
        "authorities": authorities,
        "lists": [queries.latest_list(one) for one in authorities if one.lists.exists()],
        "ceremony": queries.get_ceremony(),
        "policy": stamping.POLICY,
    }
    return render(request, "access/authority.html", context)


@require_safe
def show_certificate(request: HttpRequest, serial: str) -> HttpResponse:
    """Give the certificate of an authority."""
    row = queries.get_authority(serial)
    return _file(bytes(row.der), "application/pkix-cert", f"{row.serial}.crt")


@require_safe
def show_list(request: HttpRequest, serial: str) -> HttpResponse:
    """Give an authority's list of the revoked."""
    row = queries.latest_list(queries.get_authority(serial))
    response = _file(bytes(row.der), "application/pkix-crl", f"{serial}.crl")
    response["Last-Modified"] = http_date(row.made_at.timestamp())
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_status(request: HttpRequest, question: str = "") -> HttpResponse:
    """Answer whether certificates are good (RFC 6960)."""
    moment = timezone.now()
    try:
        asked = read_question(_asked(request, question))
    except ValueError:
        return HttpResponse(failed(Failure.MALFORMED), content_type=OCSP)
    try:
        answer = queries.answer_for(asked, moment)
    except NoAuthority:
        return HttpResponse(failed(Failure.TRY_LATER), content_type=OCSP)
    response = HttpResponse(answer, content_type=OCSP)
    response["Cache-Control"] = "no-store"
    if request.method != "POST" and asked.nonce is None:
        response["Cache-Control"] = f"public, max-age={SHARED_SECONDS}, no-transform"
        response["Expires"] = http_date(moment.timestamp() + SHARED_SECONDS)
        response["Last-Modified"] = http_date(moment.timestamp())
    return response


@csrf_exempt
@require_POST
def stamp_time(request: HttpRequest) -> HttpResponse:
    """Stamp the hash of something with the time (RFC 3161)."""
    try:
        body = _body(request, stamping.MAX_BYTES)
        answer = queries.stamp_for(read_request(body), timezone.now())
    except NotStamped as reason:
        answer = not_stamped(reason.failure)
    except ValueError:
        answer = not_stamped("bad_request")
    except NoAuthority:
        answer = not_stamped("system_failure")
    response = HttpResponse(answer, content_type=STAMP)
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest, question: str) -> bytes:
    if request.method == "POST":
        return _body(request, answers.MAX_BYTES)
    try:
        return b64decode(question.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("no Base64") from error


def _body(request: HttpRequest, limit: int) -> bytes:
    """Return what was sent, unless it is more than anyone needs to send."""
    body = request.read(limit + 1)
    if len(body) > limit:
        raise ValueError("too large")
    return bytes(body)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = UNTIL_CHANGED
    return response
