"""One service item as people read it: its version, its legal bases, where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sunhall.directory.models import ItemRevision, LegalBasis, ServiceItem, ServiceItemVersion
from sunhall.directory.rules.items.document import Item, read_item
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.journal import history_of
from sunhall.kernel.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Guide:
    """A service guide (办事指南): a public version of an item, its content, its legal bases."""

    version: ServiceItemVersion
    content: Item
    bases: Sequence[LegalBasis]

    @property
    def item(self) -> ServiceItem:
        """Return the item the guide is."""
        return self.version.item


def item_revision() -> int:
    """Return the number that grows with every change of the public guides."""
    return ItemRevision.objects.values_list("number", flat=True).first() or 0


def get_guide(by: Actor, code: str, version: int | None = None) -> Guide:
    """Return the guide in force today, or a version that was public once.

    Raises:
        NotFound: no such item, or no such public version.
    """
    rows = ServiceItemVersion.objects.defer("search", "differences", "findings").filter(
        item__code=code
    )
    rows = rows.select_related("item__organization", "item__template")
    found = rows.in_force(by.today) if version is None else rows.public().filter(version=version)
    one = next(iter(found), None)
    if one is None:
        raise NotFound(str(ServiceItem._meta.verbose_name), code)
    day = by.today if one.is_in_force_on(by.today) else one.valid_from or by.today
    return Guide(one, read_item(one.document), bases_of(one.item.matter_id, day))


def bases_of(matter_id: int, on: date) -> list[LegalBasis]:
    """Return the articles a matter rests on, on a day."""
    return list(LegalBasis.objects.on(on).filter(matter=matter_id))


def districts_of(by: Actor, item_id: int) -> list[ServiceItemVersion]:
    """Return the districts' versions of a city item in force today, by division."""
    rows = ServiceItemVersion.objects.in_force(by.today).filter(item__template=item_id)
    return list(
        rows.defer("search", "document")
        .select_related("item__organization")
        .order_by("item__organization__division__code", "item__code")
    )


def list_public_versions(by: Actor, item_id: int) -> list[ServiceItemVersion]:
    """Return the versions of an item that were ever public, newest first."""
    rows = ServiceItemVersion.objects.public().filter(item=item_id)
    return list(rows.defer("search", "document").order_by("-version"))


def history_of_item(by: Actor, item_id: int) -> list[JournalEntry]:
    """Return what happened to an item, newest first."""
    return history_of("directory.service_item", item_id)
