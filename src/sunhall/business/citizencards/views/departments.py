"""The desk of a department: verify a card, switch the department's own function."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.business.citizencards import actions, queries
from sunhall.business.citizencards.choices import Function
from sunhall.business.citizencards.forms import SwitchForm, VerifyForm
from sunhall.business.citizencards.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

BY_CODE = {function.code: function for function in Function}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.CARD_VERIFY)
def verify(request: HttpRequest) -> HttpResponse:
    """Verify one card by its number or its QR, for one of the department's purposes."""
    by = actor_of(request)
    purposes = queries.list_own_purposes(by)
    form = VerifyForm(request.POST or None, purposes=purposes)
    answer, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                answer, status = _verify(by, **form.cleaned_data), 200
            except Refusal as refusal:
                form.add_error("shown", str(refusal))
                status = 409
    context = {
        "form": form,
        "purposes": purposes,
        "answer": answer,
        "functions": [BY_CODE[code].label for code in answer.functions] if answer else [],
    }
    return render(request, "citizencards/verify.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.FUNCTION_SWITCH)
@once
def functions(request: HttpRequest) -> HttpResponse:
    """Switch a function of a card; list what the department switched."""
    by = actor_of(request)
    own = queries.own_functions_of(by)
    form = SwitchForm(request.POST or None, functions=own)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                card = actions.switch_function(by, **form.cleaned_data)
            except (Refusal, NotFound) as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("%(number)s 已办好。") % {"number": card.number})
                return redirect("citizencards:functions")
    page = queries.list_switches(by, after=read_key(request.GET.get("after")))
    context = {
        "form": form,
        "own": own,
        "switches": page.items,
        "next": f"?after={page.next}" if page.next else None,
    }
    return render(request, "citizencards/functions.html", context, status=status)


def _verify(by: Actor, *, shown: str, purpose: str) -> actions.Answer:
    """Verify what was scanned or typed: the words of a QR hold dots, a card number none."""
    written = shown.strip()
    if "." in written:
        return actions.verify_qr(by, token=written, purpose=purpose)
    return actions.verify_cards(by, numbers=[written], purpose=purpose)[0]
