"""The catalogs of information resources and application resources."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from sunhall.directory.models import ApplicationResource, InformationResource
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.paging import Page

R = TypeVar("R", InformationResource, ApplicationResource)
LISTED = 30


def list_information_resources(
    by: Actor,
    *,
    query: str = "",
    sharing: str = "",
    classification: str = "",
    after: str = "",
    limit: int = LISTED,
) -> Page[InformationResource]:
    """Return today's information resources with their organizations, by code."""
    found = InformationResource.objects.within(by).on(by.today)
    if sharing:
        found = found.filter(sharing=sharing)
    if classification:
        found = found.filter(classification=classification)
    return _page(found, query, after, limit)


def list_application_resources(
    by: Actor, *, query: str = "", after: str = "", limit: int = LISTED
) -> Page[ApplicationResource]:
    """Return today's applications with their organizations, by code."""
    return _page(ApplicationResource.objects.within(by).on(by.today), query, after, limit)


def get_information_resource(by: Actor, code: str) -> InformationResource:
    """Return information of the catalog, also what has left it.

    Raises:
        NotFound: nothing has the code.
    """
    return _one(InformationResource.objects.within(by), code)


def get_application_resource(by: Actor, code: str) -> ApplicationResource:
    """Return an application of the catalog, also one that has left it.

    Raises:
        NotFound: none has the code.
    """
    return _one(ApplicationResource.objects.within(by), code)


def _one(rows: QuerySet[R], code: str) -> R:
    found = rows.select_related("organization").filter(code=code).first()
    if found is None:
        raise NotFound(str(rows.model._meta.verbose_name), code)
    return found


def _page(rows: Any, query: str, after: str, limit: int) -> Page[Any]:
    for word in query.split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(summary__icontains=word)
            | Q(code__istartswith=word)
            | Q(organization__name__icontains=word)
        )
    rows = rows.select_related("organization").filter(code__gt=after).order_by("code")
    found = list(rows[: limit + 1])
    return Page(found[:limit], found[limit - 1].code if len(found) > limit else "")
