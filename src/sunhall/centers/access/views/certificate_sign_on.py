"""Signing on by a certificate, behind a web server that has seen its key to be there."""

from socket import AF_UNIX
from urllib.parse import unquote_to_bytes

from asn1crypto import pem
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sunhall.centers.access import queries
from sunhall.centers.access.errors import CertificateNotAccepted
from sunhall.centers.access.rules import strength
from sunhall.centers.access.views.actors import ENTERPRISE_KEY, SERIAL_KEY
from sunhall.centers.access.views.sessions import open_session

CERTIFICATE, VERIFIED = "HTTP_X_CLIENT_CERTIFICATE", "HTTP_X_CLIENT_VERIFY"
MAX_BYTES = 16 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def sign_on(request: HttpRequest) -> HttpResponse:
    """Sign on by the certificate that the connection shows, once its holder says so."""
    der = shown_certificate(request)
    refusal = None
    if request.method == "POST":
        try:
            if der is None:
                raise CertificateNotAccepted()
            account, certificate = queries.holder_of(der, timezone.now())
        except CertificateNotAccepted as error:
            refusal = str(error)
        else:
            methods = (strength.CERTIFICATE,)
            response = open_session(request, account, methods, serial=certificate.serial)
            request.session[SERIAL_KEY] = certificate.serial
            if certificate.enterprise_id is not None:
                request.session[ENTERPRISE_KEY] = certificate.enterprise_id
            return response
    context = {
        "is_here": is_from_listener(request),
        "is_shown": der is not None,
        "refusal": refusal,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    status = 403 if refusal else 200
    return render(request, "access/certificate_sign_on.html", context, status=status)


def shown_certificate(request: HttpRequest) -> bytes | None:
    """Return the certificate whose key the web server has seen to be there, in DER.

    Its headers are believed on the listener that only the web server reaches, nowhere else.
    """
    if not is_from_listener(request) or request.META.get(VERIFIED) != "SUCCESS":
        return None
    escaped = request.META.get(CERTIFICATE, "")
    if not 0 < len(escaped) <= MAX_BYTES:
        return None
    try:
        _kind, _headers, der = pem.unarmor(unquote_to_bytes(escaped))
    except ValueError:
        return None
    return bytes(der)


def is_from_listener(request: HttpRequest) -> bool:
    """Tell whether a request came in through the Unix socket for client certificates."""
    socket = request.META.get("gunicorn.socket")
    place = settings.SUNHALL_CERTIFICATE_SOCKET
    if not place or socket is None or socket.family != AF_UNIX:
        return False
    return bool(socket.getsockname() == place)
