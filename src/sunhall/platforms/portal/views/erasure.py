"""The personal facts of the journal, and erasing them for good."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.kernel.erasure import (
    ERASE,
    PrivateFactsErased,
    erase_private_facts,
    get_personal_entry,
    list_private_facts,
)
from sunhall.kernel.errors import Refusal
from sunhall.kernel.hooks import fact_names
from sunhall.kernel.idempotency import once
from sunhall.kernel.journal import history_of
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, confirmation_required, permission_required
from sunhall.platforms.portal.forms import ErasureForm


@require_safe
@permission_required(ERASE)
def list_private(request: HttpRequest) -> HttpResponse:
    """List the entries with personal facts, newest first, without the facts."""
    page = list_private_facts(read_key(request.GET.get("before", "")))
    return render(request, "portal/private_facts.html", {"page": page})


@require_http_methods(["GET", "POST"])
@permission_required(ERASE)
@confirmation_required
@once
def erase(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show what would be erased and what stays provable; erase it with a reason, confirmed."""
    entry = get_personal_entry(entry_id)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            erase_private_facts(actor_of(request), entry_id=entry_id, reason=reason)
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("个人信息已经删除，删除记入日志。"))
            return redirect("portal:erase", entry_id)
    erased = history_of(PrivateFactsErased.subject, entry_id, limit=1)
    private = getattr(entry, "private", None)
    context = {
        "entry": entry,
        "facts": [(fact_names.get(name, name), value) for name, value in private.values.items()]
        if private
        else [],
        "erased": erased[0] if erased else None,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "portal/erase.html", context, status=status)
