"""The public API of guides: every service of the city, with every element of the standard."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from sunhall.directory.queries import items
from sunhall.kernel.views import actor_of
from sunhall.platforms.portal.rules.navigation import MOST_TEXT

router = Router(tags=["guides"])

MOST_ROWS = 100
Short = Annotated[str, Field(max_length=100)]


class Asked(Schema):
    """What narrows the list; a `place` is a division's code, without one the city's own."""

    q: Short = ""
    subject: Short = ""
    theme: Short = ""
    event: Short = ""
    organization: Short = ""
    place: Short = ""
    after: Annotated[str, Field(max_length=MOST_TEXT)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 20


class GuideRow(Schema):
    """A service in a list."""

    code: str
    name: str
    organization: str
    handling: str
    version: int
    is_synthetic: bool


class GuidePage(Schema):
    """Services by code, or the best for a search; `after` asks for the next page."""

    items: list[GuideRow]
    after: str


class BasisOut(Schema):
    """An article a service rests on."""

    law: str
    year: int | None
    article: str
    gist: str
    certainty: str


class GuideOut(Schema):
    """One service in force; `content` is what its version's hash covers."""

    code: str
    version: int
    name: str
    organization: str
    template: str
    valid_from: date | None
    valid_to: date | None
    document_hash: str
    is_synthetic: bool
    content: dict[str, Any]
    bases: list[BasisOut]


@router.get("", response=GuidePage, summary="Find services")
def list_guides(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return today's services that a search or a filter leaves."""
    page = items.find_items(
        actor_of(request),
        query=asked.q,
        subject=asked.subject,
        theme=asked.theme,
        event=asked.event,
        organization=asked.organization,
        place=asked.place,
        after=asked.after,
        limit=asked.limit,
    )
    rows = [
        {
            "code": one.item.code,
            "name": one.name,
            "organization": one.item.organization.name,
            "handling": one.handling,
            "version": one.version,
            "is_synthetic": one.is_synthetic,
        }
        for one in page.items
    ]
    return {"items": rows, "after": page.next}


@router.get("/{code}", response=GuideOut, summary="Read one service in full")
def show_guide(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return every element of a service in force today."""
    guide = items.get_guide(actor_of(request), code)
    version = guide.version
    return {
        "code": guide.item.code,
        "version": version.version,
        "name": version.name,
        "organization": guide.item.organization.name,
        "template": guide.item.template.code if guide.item.template else "",
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "document_hash": version.document_hash,
        "is_synthetic": version.is_synthetic,
        "content": version.document,
        "bases": guide.bases,
    }
