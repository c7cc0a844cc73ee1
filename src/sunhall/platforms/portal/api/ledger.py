"""The public API of the ledger: heads, receipts, growth. Nothing here is secret, nothing stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from sunhall.kernel.errors import NotFound
from sunhall.kernel.ledger.disclosure import public_receipt
from sunhall.kernel.ledger.heads import (
    get_head,
    head_document,
    key_id,
    latest_head,
    list_heads,
    public_key_pem,
)
from sunhall.kernel.ledger.proofs import growth_between
from sunhall.kernel.models import LedgerHead

router = Router(tags=["ledger"])

MOST_ROWS = 100
LARGEST = 2**53 - 1
FOR_EVER = "public, max-age=31536000, immutable"
Number = Path(..., description="A head's number, from 1.", ge=1, le=LARGEST)


class HeadOut(Schema):
    """A signed head; signed is the canonical JSON of all but `key_id` and `signature`."""

    number: int
    tree_size: int
    root: str
    previous: str
    signed_at: str
    key_id: str
    signature: str


class HeadPage(Schema):
    """Heads, newest first; `before` asks for the next page and is empty on the last."""

    items: list[HeadOut]
    before: str


class ReceiptOut(Schema):
    """What shows one entry to be below a signed head."""

    entry: dict[str, Any]
    index: int
    path: list[str]
    head: HeadOut
    public_key: str


class GrowthOut(Schema):
    """What shows the ledger below the new head to begin with the ledger below the old one."""

    old: HeadOut
    new: HeadOut
    path: list[str]


class KeyOut(Schema):
    """The key that heads are checked with: ECDSA on P-256 with SHA-256."""

    key_id: str
    public_key: str


class ProblemOut(Schema):
    """Why a request was turned down."""

    code: str
    message: str
    faults: list[dict[str, str]]


MAY_BE_MISSING: dict[int, Any] = {404: ProblemOut, 422: ProblemOut}


@router.get("/head", response={200: HeadOut, 404: ProblemOut}, summary="Read the last signed head")
def read_last_head(request: HttpRequest) -> dict[str, Any]:
    """Return the last head; keep it, and nobody can take back what is below it."""
    head = latest_head()
    if head is None:
        raise NotFound(str(LedgerHead._meta.verbose_name), 0)
    return head_document(head)


@router.get("/heads", response={200: HeadPage, 422: ProblemOut}, summary="List the signed heads")
def list_signed_heads(
    request: HttpRequest,
    before: int | None = Query(
        None, description="The `before` of the last page.", ge=1, le=LARGEST
    ),
    limit: int = Query(50, ge=1, le=MOST_ROWS),
) -> dict[str, Any]:
    """List the heads, newest first, a page at a time."""
    page = list_heads(before, limit)
    return {"items": [head_document(head) for head in page.items], "before": page.next}


@router.get(
    "/heads/{number}", response={200: HeadOut, **MAY_BE_MISSING}, summary="Read one signed head"
)
def read_head(request: HttpRequest, response: HttpResponse, number: int = Number) -> dict[str, Any]:
    """Return the head of a number; it never changes."""
    head = get_head(number)
    response["Cache-Control"] = FOR_EVER
    return head_document(head)


@router.get(
    "/receipt/{entry}", response={200: ReceiptOut, **MAY_BE_MISSING}, summary="Get a receipt"
)
def read_receipt(
    request: HttpRequest,
    response: HttpResponse,
    entry: int = Path(..., description="The number of a journal entry.", ge=1, le=LARGEST),
    head: int | None = Query(None, description="A head's number; the last.", ge=1, le=LARGEST),
) -> dict[str, Any]:
    """Return what shows a public entry to be below a head; other entries are not found."""
    receipt = public_receipt(entry, head)
    if head is not None:
        response["Cache-Control"] = FOR_EVER
    return receipt


@router.get(
    "/consistency",
    response={200: GrowthOut, **MAY_BE_MISSING},
    summary="Get the growth between two heads",
)
def read_growth(
    request: HttpRequest,
    response: HttpResponse,
    old: int = Query(..., description="The older head's number.", ge=1, le=LARGEST),
    new: int = Query(..., description="The newer head's number.", ge=1, le=LARGEST),
) -> dict[str, Any]:
    """Return what shows that the ledger only grew from one head to another; it never changes."""
    growth = growth_between(old, new)
    response["Cache-Control"] = FOR_EVER
    return growth


@router.get("/key", response=KeyOut, summary="Read the public key")
def read_key(request: HttpRequest) -> dict[str, str]:
    """Return the key; compare its id with the one printed elsewhere."""
    return {"key_id": key_id(), "public_key": public_key_pem()}
