"""Forms that end at an application: the content policy must let them lead there."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from sunhall.centers.access import queries
from sunhall.centers.access.views.sessions import next_of
from sunhall.kernel.views import CONTENT_SECURITY_POLICY

View = Callable[..., HttpResponse]


def may_lead_to(response: HttpResponse, address: str) -> HttpResponse:
    """Let the forms of a page lead to a registered address of an application besides."""
    parts = urlsplit(address)
    policy = f"{CONTENT_SECURITY_POLICY} {parts.scheme}://{parts.netloc}"
    response["Content-Security-Policy"] = policy
    return response


def leads_back(view: View) -> View:
    """Let the forms of a page lead to the application that somebody came from to sign on.

    Browsers hold the policy of the page with the form against every redirect after it.
    """

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        path, _mark, query = next_of(request).partition("?")
        if path != reverse("oidc:authorize"):
            return response
        params = QueryDict(query)
        application = queries.active_application(params.get("client_id", ""))
        wanted = params.get("redirect_uri", "")
        is_known = application is not None and wanted in application.redirect_uris
        return may_lead_to(response, wanted) if is_known else response

    return leading
