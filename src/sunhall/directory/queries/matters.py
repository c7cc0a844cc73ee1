"""The list of powers and services."""

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F, FloatField, Prefetch, Q
from django.db.models.functions import Cast

from sunhall.directory.models import LegalBasis, Matter
from sunhall.directory.models.dated import valid_on
from sunhall.directory.models.matters import MatterQuerySet
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.journal import history_of
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.paging import Page
from sunhall.kernel.search import loose_query
from sunhall.kernel.search import query as strict_query

# Legal bases, organization, (unused), name and everyday words.
WEIGHTS = [0.05, 0.1, 0.3, 1.0]
LAWS = """
WITH RECURSIVE laws (law) AS (
    SELECT min(law) FROM directory_legalbasis
    UNION ALL
    SELECT (SELECT min(law) FROM directory_legalbasis WHERE law > laws.law)
    FROM laws WHERE law IS NOT NULL
)
SELECT law FROM laws
WHERE law IS NOT NULL AND (
    SELECT true FROM directory_legalbasis AS basis JOIN directory_matter AS matter
        ON matter.id = basis.matter_id
    WHERE basis.law = laws.law
        AND coalesce(basis.valid_from, '-infinity') <= %(today)s
        AND coalesce(basis.valid_to, 'infinity') > %(today)s
        AND coalesce(matter.valid_from, '-infinity') <= %(today)s
        AND coalesce(matter.valid_to, 'infinity') > %(today)s
    LIMIT 1
)
ORDER BY law
"""
# A key's first part: every word must occur, or any.
LEVELS = ["all", "any"]


def get_matter(by: Actor, code: str) -> Matter:
    """Return a matter, also one that has ended, with organization and today's `bases`.

    Raises:
        NotFound: no matter has the code.
    """
    bases = LegalBasis.objects.on(by.today)
    found = Matter.objects.within(by).defer("search").select_related("organization")
    matter = (
        found.filter(code=code).prefetch_related(Prefetch("legal_bases", bases, "bases")).first()
    )
    if matter is None:
        raise NotFound(str(Matter._meta.verbose_name), code)
    return matter


def list_matters(
    by: Actor,
    *,
    query: str = "",
    organization: str = "",
    law: str = "",
    kind: str = "",
    after: str = "",
    limit: int = 20,
) -> Page[Matter]:
    """Return today's matters, with their organizations, one page by key.

    With a query the best come first, else by code. `organization` and `kind` are codes, `law` a
    law's full name. `after` is the key a page ended with; one that is no key begins again.
    """
    found = Matter.objects.within(by).on(by.today).defer("search").select_related("organization")
    if organization:
        found = found.filter(organization__code=organization)
    if kind:
        found = found.filter(kind=kind)
    if law:
        bases = LegalBasis.objects.on(by.today).filter(law=law)
        found = found.filter(pk__in=bases.values("matter_id"))
    if query.strip():
        return _best(found, query, after, limit)
    matters = list(found.filter(code__gt=after).order_by("code")[: limit + 1])
    return Page(matters[:limit], matters[limit - 1].code if len(matters) > limit else "")


def list_laws(by: Actor, *, organization: str = "") -> list[str]:
    """Return the laws today's matters rest on, of one organization if a code is given.

    Without one the index is read from law to law, so that the cost grows with the laws and not
    with the matters.
    """
    if not organization:
        with connection.cursor() as cursor:
            cursor.execute(LAWS, {"today": by.today})
            return [law for (law,) in cursor]
    bases = LegalBasis.objects.on(by.today).filter(
        valid_on(by.today, "matter__"), matter__organization__code=organization
    )
    return list(bases.order_by("law").values_list("law", flat=True).distinct())


def history_of_matter(by: Actor, matter_id: int) -> list[JournalEntry]:
    """Return what happened to a matter, newest first."""
    return history_of("directory.matter", matter_id)


def _best(found: MatterQuerySet, query: str, after: str, limit: int) -> Page[Matter]:
    """Return what holds every word, best first; if nothing does, what holds any."""
    strict, loose = strict_query(query), loose_query(query)
    if strict is None or loose is None:
        return Page([])
    rank = Cast(SearchRank(F("search"), loose, weights=WEIGHTS), FloatField())
    start, key = _read_key(after)
    for level, condition in list(zip(LEVELS, (strict, loose), strict=True))[start:]:
        ranked = found.filter(search=condition).annotate(rank=rank).order_by("-rank", "code")
        if key:
            ranked = ranked.filter(Q(rank__lt=key[0]) | Q(rank=key[0], code__gt=key[1]))
        matters = list(ranked[: limit + 1])
        if len(matters) > limit:
            worth: float = getattr(matters[limit - 1], "rank")  # noqa: B009
            return Page(matters[:limit], f"{level}~{worth.hex()}~{matters[limit - 1].code}")
        if matters or key:
            return Page(matters)
    return Page([])


def _read_key(after: str) -> tuple[int, tuple[float, str] | None]:
    try:
        level, rank, code = after.split("~", 2)
        return LEVELS.index(level), (float.fromhex(rank), code)
    except (ValueError, OverflowError):
        return 0, None
