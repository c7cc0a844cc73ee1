"""The API of licenses: anybody verifies one; departments look them up for a purpose."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security.base import AuthBase
from pydantic import Field

from sunhall.centers.data import actions, queries
from sunhall.centers.data.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.views import actor_of

LONGEST = 100


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


class VerifyIn(Schema):
    """What is on the paper: the number or the identifier, and the code."""

    number: str = Field(max_length=LONGEST)
    code: str = Field(max_length=20)


class VerifiedOut(Schema):
    """A genuine license: a citizen who holds it is masked."""

    number: str
    identifier: str
    kind: str
    organ: str
    holder: str
    state: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    is_good: bool
    is_last: bool
    inspected_year: int | None


class PurposeOut(Schema):
    """What your department may look licenses up for today."""

    code: str
    name: str
    basis: str
    kinds: list[str]
    shows_sensitive: bool


class LookUpIn(Schema):
    """Whose licenses, by the holder's number, and what for."""

    purpose: str = Field(max_length=40, description="The code of one of your purposes.")
    identifier: str = Field(max_length=20, examples=["91370200MA3QDHX030"])


class ElementOut(Schema):
    """One data element."""

    name: str
    value: str


class LicenseOut(Schema):
    """A good license with the elements that the purpose, or the holder, shows."""

    number: str
    identifier: str
    kind: str
    organ: str
    holder: str
    state: str
    valid_from: date
    valid_to: date | None
    elements: list[ElementOut]
    conditions: list[ElementOut]


class ShownOut(LicenseOut):
    """A license as its holder shows it, until a moment."""

    until: datetime


router = Router(tags=["licenses"])
REFUSED = dict.fromkeys((401, 403, 404, 409, 422), Problem)


@router.post("/verify", response={200: VerifiedOut, **REFUSED}, summary="Verify a license")
def verify(request: HttpRequest, body: VerifyIn) -> dict[str, Any]:
    """Tell how a license stands whose number and code you have. No sign-on needed."""
    found = queries.verify_license(actor_of(request), _storable(body.number), body.code)
    return asdict(found)


@router.get("/shown/{token}", response={200: ShownOut, **REFUSED}, summary="Read what is shown")
def read_shown(request: HttpRequest, token: str) -> dict[str, Any]:
    """Return what a holder shows by a link, as it stands now."""
    shown, until = queries.get_disclosed(actor_of(request), _storable(token))
    return {**_told(shown), "until": until}


@router.get(
    "/purposes",
    response={200: list[PurposeOut], **REFUSED},
    summary="List your purposes",
    auth=SignedOn(),
)
def list_purposes(request: HttpRequest) -> list[dict[str, Any]]:
    """List what your department may look licenses up for today."""
    by = actor_of(request)
    if not by.may(Permission.LICENSE_USE):
        raise Forbidden(Permission.LICENSE_USE)
    return [
        {
            "code": one.code,
            "name": one.name,
            "basis": one.basis,
            "kinds": [kind.name for kind in one.kinds.all()],
            "shows_sensitive": one.shows_sensitive,
        }
        for one in queries.list_own_purposes(by)
    ]


@router.post(
    "/lookup",
    response={200: list[LicenseOut], **REFUSED},
    summary="Look licenses up",
    auth=SignedOn(),
)
def look_up(request: HttpRequest, body: LookUpIn) -> list[dict[str, Any]]:
    """Return the good licenses of a holder for one of your purposes. The holder sees it."""
    found = actions.look_up(
        actor_of(request),
        identifier=_storable(body.identifier),
        purpose=_storable(body.purpose),
    )
    return [_told(one) for one in found]


def _told(shown: queries.ShownLicense) -> dict[str, Any]:
    """Return a license as JSON; pairs become names and values."""
    pairs = {
        name: [{"name": key, "value": value} for key, value in getattr(shown, name)]
        for name in ("elements", "conditions")
    }
    return {**asdict(shown), **pairs}


def _storable(text: str) -> str:
    """Return a text without what the database cannot compare with."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()
