"""The departments' own view: drafts, versions, what may be adopted, what a change touches."""

from django.db.models import Prefetch

from sunhall.directory.models import Organization, ServiceItem, ServiceItemVersion
from sunhall.directory.permissions import Permission
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.hooks import Figure, open_cases
from sunhall.kernel.paging import Page

SUBJECT = "directory.service_item_version"


def list_work(by: Actor, *, query: str = "", after: str = "", limit: int = 20) -> Page[ServiceItem]:
    """Return the items of the organizations the actor works for, by code.

    Each has `newest`: its versions, newest first.
    """
    newest = ServiceItemVersion.objects.defer("search", "document").order_by("-version")
    rows = ServiceItem.objects.filter(organization__in=by.organizations(Permission.ITEM_VIEW))
    if query.strip():
        words = query.strip()
        rows = rows.filter(versions__name__icontains=words) | rows.filter(code__icontains=words)
        rows = rows.distinct()
    rows = rows.filter(code__gt=after).order_by("code").select_related("organization")
    items = list(rows.prefetch_related(Prefetch("versions", newest, "newest"))[: limit + 1])
    return Page(items[:limit], items[limit - 1].code if len(items) > limit else "")


def list_versions(
    by: Actor, *, status: str = "draft", after: int = 0, limit: int = 50
) -> Page[ServiceItemVersion]:
    """Return the versions of a status in the actor's reach, oldest first, one page by key."""
    rows = ServiceItemVersion.objects.of_organizations(by, Permission.ITEM_VIEW)
    rows = rows.filter(status=status, pk__gt=after).defer("search", "document").order_by("pk")
    found = list(rows.select_related("item__organization")[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def get_version(by: Actor, version_id: int) -> ServiceItemVersion:
    """Return a version that is public or in the actor's reach.

    Raises:
        NotFound: there is none.
    """
    rows = ServiceItemVersion.objects.defer("search").select_related(
        "item__matter", "item__organization__division", "item__template", "template_version"
    )
    version = rows.filter(pk=version_id).first()
    reach = by.organizations(Permission.ITEM_VIEW)
    if version is None or not (version.is_public or version.item.organization_id in reach):
        raise NotFound(str(ServiceItemVersion._meta.verbose_name), version_id)
    return version


def versions_of(by: Actor, item_id: int) -> list[ServiceItemVersion]:
    """Return all versions of an item, newest first."""
    rows = ServiceItemVersion.objects.filter(item=item_id).defer("search")
    return list(rows.order_by("-version"))


def list_adoptable(by: Actor, *, after: str = "", limit: int = 20) -> Page[ServiceItemVersion]:
    """Return the city items in force that the actor's district department may take over."""
    own = by.own_organization_id
    rows = ServiceItemVersion.objects.in_force(by.today).filter(item__template=None)
    rows = rows.exclude(item__adoptions__organization=own).exclude(item__organization=own)
    rows = rows.filter(
        item__organization__domain_code__in=_own_domains(by), item__code__gt=after
    ).order_by("item__code")
    found = list(rows.defer("search", "document").select_related("item__organization")[: limit + 1])
    return Page(found[:limit], found[limit - 1].item.code if len(found) > limit else "")


def open_on(by: Actor, version_id: int) -> list[Figure]:
    """Return what is open on a version of an item, as the business systems count it."""
    return [figure for count in open_cases for figure in count(by, SUBJECT, version_id)]


def _own_domains(by: Actor) -> list[str]:
    own = Organization.objects.filter(pk=by.own_organization_id).exclude(domain_code="")
    return list(own.values_list("domain_code", flat=True))
