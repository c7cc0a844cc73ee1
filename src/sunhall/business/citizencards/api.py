"""The verification API: departments ask whether cards are good, one or thousands at a time."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.security.base import AuthBase
from pydantic import Field, model_validator

from sunhall.business.citizencards import actions, queries
from sunhall.business.citizencards.actions.verifying import MOST_CARDS
from sunhall.business.citizencards.choices import Way
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.qr import MOST_LENGTH
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.views import actor_of

LONGEST_NUMBER = 20


class SignedOn(AuthBase):
    """Whoever has signed on, by a session or by their application's token."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Return who asks; nobody unless they have signed on."""
        by = actor_of(request)
        return None if by.is_visitor else by


class Fault(Schema):
    """What is wrong with one parameter."""

    key: str
    name: str
    message: str


class Problem(Schema):
    """Why nothing was answered."""

    code: str
    message: str
    faults: list[Fault]


class PurposeOut(Schema):
    """What your department may look at cards for today."""

    code: str
    name: str
    basis: str
    shows_name: bool


class VerifyIn(Schema):
    """One card: its number, or the token in the QR that its holder shows."""

    purpose: str = Field(max_length=40, description="The code of one of your purposes.")
    number: str = Field("", max_length=LONGEST_NUMBER, examples=["3702000000001H"])
    token: str = Field("", max_length=MOST_LENGTH)

    @model_validator(mode="after")
    def check_one(self) -> "VerifyIn":
        """Ask for either; a text that no database keeps names nothing."""
        if bool(self.number) == bool(self.token):
            raise ValueError("give a number or a token")
        return self


class VerifyOut(Schema):
    """Whether a card is good, and the functions that are on; nothing else is told.

    `name` is empty unless the purpose shows it.
    """

    is_valid: bool
    functions: list[str]
    name: str


class BatchIn(Schema):
    """Many cards, by number."""

    purpose: str = Field(max_length=40)
    numbers: list[str] = Field(min_length=1, max_length=MOST_CARDS)


class BatchOut(Schema):
    """An answer for each number, in their order."""

    answers: list[VerifyOut]


router = Router(tags=["citizen cards"], auth=SignedOn())
REFUSED = dict.fromkeys((401, 403, 409, 422), Problem)


@router.get("/purposes", response={200: list[PurposeOut], **REFUSED}, summary="List your purposes")
def list_purposes(request: HttpRequest) -> list[dict[str, Any]]:
    """List what your department may look at cards for today."""
    by = actor_of(request)
    if not by.may(Permission.CARD_VERIFY):
        raise Forbidden(Permission.CARD_VERIFY)
    return [
        {"code": one.code, "name": one.name, "basis": one.basis, "shows_name": one.shows_name}
        for one in queries.list_own_purposes(by)
    ]


@router.post("/verify", response={200: VerifyOut, **REFUSED}, summary="Verify one card")
def verify(request: HttpRequest, body: VerifyIn) -> HttpResponse:
    """Tell whether a card is good now. The holder sees who asked, and what for."""
    by = actor_of(request)
    if body.token:
        answer = actions.verify_qr(by, token=body.token, purpose=_storable(body.purpose))
    else:
        numbers, purpose = [body.number], _storable(body.purpose)
        answer = actions.verify_cards(by, numbers=numbers, purpose=purpose)[0]
    return _answer(_told(answer))


@router.post("/verify/batch", response={200: BatchOut, **REFUSED}, summary="Verify many cards")
def verify_batch(request: HttpRequest, body: BatchIn) -> HttpResponse:
    """Tell which of up to 10,000 cards are good now. Each look is written down as one alone."""
    answers = actions.verify_cards(
        actor_of(request), numbers=body.numbers, purpose=_storable(body.purpose), way=Way.BATCH
    )
    return _answer({"answers": [_told(answer) for answer in answers]})


def _told(answer: actions.Answer) -> dict[str, Any]:
    return {"is_valid": answer.is_valid, "functions": answer.functions, "name": answer.name}


def _answer(body: dict[str, Any]) -> HttpResponse:
    """Write an answer as it is: ten thousand of them need no second look by a schema."""
    return HttpResponse(json.dumps(body, separators=(",", ":")), "application/json")


def _storable(text: str) -> str:
    """Return a text without what the database cannot compare with."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()
