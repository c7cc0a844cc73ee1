"""Search of the directory: organizations, posts, persons and matters, by words and codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from sunhall.directory.models import Organization, Person, Post
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.matters import list_matters
from sunhall.directory.queries.resources import (
    list_application_resources,
    list_information_resources,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.paging import Page
from sunhall.kernel.search import MAX_QUERY_CHARACTERS

LISTED = 20
FIRST = 5
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind."""

    kind: str
    page: Page[Any]


def find(by: Actor, query: str) -> list[Found]:
    """Return the first finds of every kind the actor may see; kinds without any are left out."""
    if not query.strip():
        return []
    found = [Found(kind, search(by, query, "", FIRST)) for kind, search in KINDS.items()]
    return [one for one in found if one.page.items]


def find_kind(by: Actor, kind: str, query: str, after: str) -> Page[Any]:
    """Return a page of the finds of one kind; none of a kind there is not."""
    search = KINDS.get(kind)
    return search(by, query, after, LISTED) if search else Page([])


def find_organizations(by: Actor, query: str, after: str, limit: int) -> Page[Organization]:
    """Find today's organizations by name, short name or code; by code."""
    found = Organization.objects.within(by).on(by.today).select_related("parent", "division")
    names = ("name__icontains", "short_name__icontains", "former_names__name__icontains")
    return _page(found.filter(_all(query, *names, "code__istartswith")).distinct(), after, limit)


def find_posts(by: Actor, query: str, after: str, limit: int) -> Page[Post]:
    """Find today's posts by title, code or organization, for those who may see persons."""
    if not by.may(Permission.PERSON_VIEW):
        return Page([])
    found = Post.objects.on(by.today).select_related("organization")
    names = ("title__icontains", "organization__name__icontains", "code__istartswith")
    return _page(found.filter(_all(query, *names)), after, limit)


def find_persons(by: Actor, query: str, after: str, limit: int) -> Page[Person]:
    """Find those who work for the city today by name or number, for those who may see them."""
    if not by.may(Permission.PERSON_VIEW):
        return Page([])
    found = Person.objects.within(by).on(by.today)
    matching = found.filter(_all(query, "name__icontains", "employee_number__istartswith"))
    return _page(matching, after, limit, "employee_number")


KINDS: dict[str, Callable[[Actor, str, str, int], Page[Any]]] = {
    "organizations": find_organizations,
    "posts": find_posts,
    "persons": find_persons,
    "information": lambda by, query, after, limit: list_information_resources(
        by, query=query, after=after, limit=limit
    ),
    "applications": lambda by, query, after, limit: list_application_resources(
        by, query=query, after=after, limit=limit
    ),
    "matters": lambda by, query, after, limit: list_matters(
        by, query=query, after=after, limit=limit
    ),
}


def _all(query: str, *lookups: str) -> Q:
    """Return the condition that every word occurs somewhere; nothing is found without a word."""
    words = query[:MAX_QUERY_CHARACTERS].split()[:MOST_WORDS]
    condition = Q() if words else Q(pk__in=[])
    for word in words:
        any_of = Q()
        for lookup in lookups:
            any_of |= Q((lookup, word))
        condition &= any_of
    return condition


def _page(rows: QuerySet[Any, Any], after: str, limit: int, key: str = "code") -> Page[Any]:
    found: Sequence[Model] = list(rows.filter(**{f"{key}__gt": after}).order_by(key)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], getattr(found[limit - 1], key) if more else "")
