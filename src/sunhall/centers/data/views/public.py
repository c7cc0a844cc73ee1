"""What anybody may see: whether a license is genuine, and what its holder shows by a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from sunhall.centers.data import queries
from sunhall.centers.data.forms import CheckForm
from sunhall.centers.data.views.shown import TONES
from sunhall.kernel.errors import NotFound
from sunhall.kernel.views import actor_of


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the code on a license, and lead to what they open."""
    form = CheckForm(request.GET if "number" in request.GET else None)
    status = 200
    if form.is_bound and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        try:
            found = queries.verify_license(actor_of(request), number, code)
        except NotFound:
            return render(
                request, "data/check.html", {"form": form, "is_unknown": True}, status=404
            )
        return redirect("data:verified", found.identifier, code.strip().upper())
    if form.is_bound:
        status = 422
    return render(request, "data/check.html", {"form": form}, status=status)


@require_safe
def verified(request: HttpRequest, identifier: str, code: str) -> HttpResponse:
    """Show how a license stands, to whoever has it before them."""
    try:
        found = queries.verify_license(actor_of(request), identifier, code)
    except NotFound:
        context = {"form": CheckForm(initial={"number": identifier}), "is_unknown": True}
        return render(request, "data/check.html", context, status=404)
    context = {"found": found, "tone": TONES[found.state]}
    return _private(render(request, "data/verified.html", context))


@require_safe
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a holder shows by a link."""
    try:
        found, until = queries.get_disclosed(actor_of(request), token)
    except NotFound:
        return render(request, "data/not_shown.html", status=404)
    context = {"found": found, "until": until, "tone": TONES[found.state]}
    return _private(render(request, "data/shown.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches and search engines, and its address out of other sites' logs."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
