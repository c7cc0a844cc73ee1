"""Finding services in everyday words: synonyms, initials, words that only sound right."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources

import yaml
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField
from django.db.models.functions import Cast

from sunhall.directory.models import ServiceItemVersion
from sunhall.directory.models.items import ServiceItemVersionQuerySet
from sunhall.directory.queries.items.one import item_revision
from sunhall.kernel.actor import Actor
from sunhall.kernel.initials import initials, is_typed_initials
from sunhall.kernel.paging import Page
from sunhall.kernel.search import beginning_query, everyday_query, loose_query

# Materials, organization and summary, initials and result, name and everyday words.
WEIGHTS = [0.05, 0.1, 0.4, 1.0]
FEWEST_SOUNDS = 3
FACETS = ("subjects", "themes", "life_events", "organization")


def find_items(
    by: Actor,
    *,
    query: str = "",
    subject: str = "",
    theme: str = "",
    event: str = "",
    organization: str = "",
    place: str = "",
    after: str = "",
    limit: int = 20,
) -> Page[ServiceItemVersion]:
    """Return today's services, one page by code; with a query the best ones.

    Without a `place` (a division's code) the city's own, with one what the district offers.
    """
    found = ServiceItemVersion.objects.in_force(by.today).defer("search", "document")
    found = found.select_related("item__organization")
    if place:
        found = found.filter(item__organization__division__code=place)
    else:
        found = found.filter(item__template=None)
    wanted = {"subjects": subject, "themes": theme, "life_events": event}
    for field, value in wanted.items():
        if value:
            found = found.filter(**{f"{field}__contains": [value]})
    if organization:
        found = found.filter(item__organization__code=organization)
    if query.strip():
        return Page(_best(found, query.strip(), limit))
    rows = list(found.filter(item__code__gt=after).order_by("item__code")[: limit + 1])
    return Page(rows[:limit], rows[limit - 1].item.code if len(rows) > limit else "")


def count_by(by: Actor, facet: str) -> Mapping[str, int]:
    """Return how many of the city's services of today each value of a facet has."""
    return _counted(item_revision(), by.today)[facet]


def list_titles(by: Actor, codes: Sequence[str]) -> dict[str, ServiceItemVersion]:
    """Return the versions in force today of the items with these codes."""
    rows = ServiceItemVersion.objects.in_force(by.today).filter(item__code__in=codes)
    rows = rows.defer("search", "document").select_related("item__organization")
    return {version.item.code: version for version in rows}


def _best(found: ServiceItemVersionQuerySet, query: str, limit: int) -> list[ServiceItemVersion]:
    """Return what the first way of asking finds that finds anything, best first."""
    loose = loose_query(query)
    for condition in _ways(query, loose):
        rank = Cast(SearchRank(F("search"), condition, weights=WEIGHTS), FloatField())
        ranked = found.filter(search=condition).annotate(rank=rank).order_by("-rank", "item__code")
        if rows := list(ranked[:limit]):
            return rows
    return []


def _ways(query: str, loose: SearchQuery | None) -> Iterator[SearchQuery]:
    """Yield how to ask: by what it is called, by how it sounds, by any of its words."""
    if is_typed_initials(query):
        yield beginning_query(query)
    if everyday := everyday_query(query, _synonyms()):
        yield everyday
    sounds = initials(query)
    if len(sounds) >= FEWEST_SOUNDS and not query.isascii():
        yield beginning_query(sounds)
    if loose is not None:
        yield loose


@cache
def _synonyms() -> Mapping[str, Sequence[str]]:
    text = resources.files("sunhall.directory").joinpath("law/synonyms.yaml").read_text("utf-8")
    groups = yaml.safe_load(text)["synonyms"]
    return {word: [other for other in group if other != word] for group in groups for word in group}


@lru_cache(maxsize=4)
def _counted(_revision: int, on: date) -> Mapping[str, Mapping[str, int]]:
    """Count once a publication and day: most pages of the hall show these figures."""
    rows = ServiceItemVersion.objects.in_force(on).filter(item__template=None)
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    columns = ("subjects", "themes", "life_events", "item__organization__code")
    for subjects, themes, events, organization in rows.values_list(*columns):
        for facet, values in zip(FACETS, (subjects, themes, events, [organization]), strict=True):
            counts[facet].update(values)
    return counts
