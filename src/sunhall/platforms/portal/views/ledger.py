"""The verifiable ledger: what was signed last, what was signed before, and how to check it."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sunhall.kernel.erasure import ERASE
from sunhall.kernel.kept import kept_while
from sunhall.kernel.ledger.disclosure import list_public_entries, public_receipt
from sunhall.kernel.ledger.heads import (
    head_document,
    key_id,
    latest_head,
    list_heads,
    public_key_pem,
)
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of

CHECKER = files("sunhall.kernel.ledger.checker") / "sunhall_ledger_check.py"
KEY_NAME = "sunhall_ledger_key.pem"
HEADS_A_PAGE = 25
PUBLIC_ENTRIES = 20


def last_root() -> int:
    """Return the last root as a number: all that these pages show changes with it alone."""
    head = latest_head()
    return int.from_bytes(bytes(head.root)) if head else 0


@require_safe
@kept_while(last_root)
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the last signed head, how it proves things, and the heads before, a page at a time."""
    last = latest_head()
    context: dict[str, Any] = {
        "last": last,
        "key_id": key_id(),
        "heads": list_heads(read_key(request.GET.get("before", "")), HEADS_A_PAGE),
        "entries": list_public_entries(PUBLIC_ENTRIES),
    }
    if last:
        context["record"] = {"head": head_document(last), "public_key": public_key_pem()}
    return render(request, "portal/ledger.html", context)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Take a receipt to the reader's browser, which checks it; or an entry's number to its page."""
    number = read_key(request.GET.get("entry", ""))
    if number:
        return redirect("portal:verify_entry", number)
    return render(request, "portal/verify.html", _takeaway("receipt.json"))


@require_safe
@kept_while(last_root)
def verify_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show an entry that anybody may see, with the receipt that the reader's browser checks."""
    receipt = public_receipt(entry_id)
    context = {
        "receipt": receipt,
        "at": datetime.fromisoformat(receipt["entry"]["at"]),
        "content": json.dumps(receipt["entry"], **READABLE),
        "may_erase": bool(receipt["entry"]["commitment"]) and actor_of(request).may(ERASE),
    }
    return render(request, "portal/verify_entry.html", context | _takeaway(_receipt_name(entry_id)))


@require_safe
def receipt(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Hand out a receipt."""
    text = json.dumps(public_receipt(entry_id), **READABLE)
    return _file(text.encode(), _receipt_name(entry_id), "application/json; charset=utf-8")


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Hand out the public key."""
    return _file(public_key_pem().encode(), KEY_NAME, "application/x-pem-file")


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    """Hand out the one-file checker."""
    return _file(CHECKER.read_bytes(), CHECKER.name, "text/x-python; charset=utf-8")


READABLE: dict[str, Any] = {"ensure_ascii": False, "indent": 2}


def _takeaway(receipt_name: str) -> dict[str, str]:
    return {"checker_name": CHECKER.name, "key_name": KEY_NAME, "receipt_name": receipt_name}


def _receipt_name(entry_id: int) -> str:
    return f"receipt-{entry_id}.json"


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
