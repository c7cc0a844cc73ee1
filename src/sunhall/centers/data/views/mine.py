"""One's own licenses: what they state, who used them, what is shown of them, what one allowed."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sunhall.centers.data import actions, queries
from sunhall.centers.data.forms import ShareForm
from sunhall.centers.data.models import Disclosure, License
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.views.shown import content_of, show_row, tell
from sunhall.centers.data.views.workbench import pdf_of
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

for_holders = permission_required(Permission.LICENSE_OWN)
FEW = 5


@require_safe
@for_holders
def list_licenses(request: HttpRequest) -> HttpResponse:
    """Show one's licenses, what others must heed about one, and what one allowed."""
    by = actor_of(request)
    context = {
        "licenses": [show_row(one) for one in queries.list_own_licenses(by)],
        "conduct": queries.list_own_conduct(by),
        "consents": queries.list_consents(by),
        "uses": queries.list_own_uses(by, limit=FEW).items,
        "now": by.moment,
        "today": by.today,
    }
    return render(request, "data/mine.html", context)


@require_safe
@for_holders
def uses(request: HttpRequest) -> HttpResponse:
    """Show who used one's licenses, and what for."""
    after = read_key(request.GET.get("after"))
    page = queries.list_own_uses(actor_of(request), after=after)
    context = {
        "uses": page.items,
        "first": "?" if after else None,
        "next": f"?after={page.next}" if page.next else None,
    }
    return render(request, "data/uses.html", context)


@require_safe
@for_holders
def license(request: HttpRequest, license_id: int) -> HttpResponse:
    """Show one's own license."""
    return _page(request, queries.get_own_license(actor_of(request), license_id))


@require_safe
@for_holders
def document(request: HttpRequest, license_id: int) -> HttpResponse:
    """Hand out one's own license on paper."""
    return pdf_of(request, queries.get_own_license(actor_of(request), license_id))


@require_POST
@for_holders
@once
def share(request: HttpRequest, license_id: int) -> HttpResponse:
    """Show chosen parts of one's license to whoever has the link."""
    by = actor_of(request)
    found = queries.get_own_license(by, license_id)
    form = ShareForm(request.POST, license=found)
    status = 422
    if form.is_valid():
        try:
            actions.disclose(by, license_id=license_id, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("链接和二维码已生成，到期自动失效。"))
            return redirect(f"{reverse('data:my_license', args=[license_id])}#shown")
    return _page(request, found, form, status=status)


@require_POST
@for_holders
def end_share(request: HttpRequest, disclosure_id: int) -> HttpResponse:
    """Show it no longer."""
    ended = actions.end_disclosure(actor_of(request), disclosure_id=disclosure_id)
    messages.success(request, _("已收回，链接不再有效。"))
    return redirect("data:my_license", ended.license_id)


@require_POST
@for_holders
def withdraw_consent(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Withdraw one's consent."""
    actions.withdraw_consent(actor_of(request), consent_id=consent_id)
    messages.success(request, _("已撤回同意。"))
    return redirect("data:mine")


def _page(
    request: HttpRequest, found: License, form: ShareForm | None = None, status: int = 200
) -> HttpResponse:
    by = actor_of(request)
    context: dict[str, Any] = {
        "license": found,
        "shown": show_row(found),
        "content": content_of(found),
        "is_good": found.is_good(by.today),
        "form": form or ShareForm(license=found, initial={"hours": 1}),
        "disclosures": [_link(request, found, one) for one in queries.list_disclosures(by, found)],
        "uses": queries.uses_of(found),
        "history": tell(queries.history_of(found)),
    }
    return render(request, "data/my_license.html", context, status=status)


def _link(request: HttpRequest, found: License, one: Disclosure) -> dict[str, Any]:
    """Return a link with its QR, and what it shows."""
    names = {element.key: element.name for element in found.template.fields}
    url = request.build_absolute_uri(reverse("data:shown", args=[one.token]))
    drawn = segno.make_qr(url, error="m").svg_inline(
        border=4, omitsize=True, dark="#12262f", light="#ffffff", svgclass="qr", lineclass=None
    )
    return {
        "disclosure": one,
        "url": url,
        "qr": mark_safe(drawn),  # noqa: S308  drawn here, of an address of our own
        "names": [names[key] for key in one.elements if key in names],
    }
