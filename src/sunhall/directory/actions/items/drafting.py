"""Drafting versions of service items: from documents, from the version before, by hand."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.directory.errors import (
    ItemChangedMeanwhile,
    ItemDraftExists,
    ItemExists,
    ItemImmutable,
    ItemOfOthers,
    NothingChanged,
)
from sunhall.directory.events import (
    ServiceItemDiscarded,
    ServiceItemDrafted,
    ServiceItemRevised,
)
from sunhall.directory.models import Matter, Organization, ServiceItem, ServiceItemVersion
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.items.gate import faults_of, matters_with_basis
from sunhall.directory.rules.items.comparing import compare
from sunhall.directory.rules.items.document import Item, read_item, write_item
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.initials import suffixes_of_initials
from sunhall.kernel.search import vector

Document = Mapping[str, Any]
BATCH = 500


@action(Permission.ITEM_DRAFT, law="行政许可法 第三十条")
def draft_items(
    by: Actor, *, documents: Mapping[str, Document], source: str = ""
) -> list[ServiceItemVersion]:
    """Draft the first versions of services, by the codes of their matters; all or none.

    Raises:
        NotFound: no matter has a code.
        ItemUnreadable: a document is no service item.
        ItemExists: a matter is a service already.
        ItemOfOthers: a matter belongs to another organization.
    """
    rows = Matter.objects.select_for_update(of=("self",)).select_related("organization")
    matters = {matter.code: matter for matter in rows.filter(code__in=documents).order_by("pk")}
    _check_matters(by, matters, documents)
    items = ServiceItem.objects.bulk_create(
        ServiceItem(code=code, matter=matters[code], organization=matters[code].organization)
        for code in documents
    )
    with_basis = matters_with_basis(by.today, [matter.pk for matter in matters.values()])
    versions = []
    for item in items:
        version = new_draft(by, item, 1, source)
        has_basis = item.matter_id in with_basis
        write(by, version, read_item(documents[item.code]), has_basis=has_basis)
        versions.append(version)
    ServiceItemVersion.objects.bulk_create(versions, batch_size=BATCH)
    announce(by, *(ServiceItemDrafted(**named(one), source=source) for one in versions))
    return versions


def _check_matters(by: Actor, matters: Mapping[str, Matter], documents: Mapping[str, Any]) -> None:
    for code in documents:
        if code not in matters:
            raise NotFound(str(Matter._meta.verbose_name), code)
    for matter in matters.values():
        check_own(by, matter.code, matter.organization)
    taken = ServiceItem.objects.filter(code__in=documents).values_list("code", flat=True).first()
    if taken is not None:
        raise ItemExists(code=taken)


@action(Permission.ITEM_DRAFT, law="行政许可法 第三十条")
def draft_next_item(by: Actor, *, item_id: int) -> ServiceItemVersion:
    """Draft a new version of an item from its latest one.

    Raises:
        NotFound: no such item.
        ItemDraftExists: it has a draft.
        ItemOfOthers: it belongs to another organization.
    """
    item = own_item(by, item_id)
    latest = item.versions.order_by("-version").first()
    if latest is None:
        raise NotFound(str(ServiceItem._meta.verbose_name), item_id)
    source = _("第 %(version)s 版") % {"version": latest.version}
    version = new_draft(by, item, next_version(item), source)
    version.differences = latest.differences
    version.template_version = latest.template_version
    write(by, version, read_item(latest.document))
    version.save()
    announce(by, ServiceItemDrafted(**named(version), source=source))
    return version


@action(Permission.ITEM_DRAFT, law="行政许可法 第三十条")
def revise_item(
    by: Actor, *, version_id: int, document: Document, expected_hash: str | None = None
) -> ServiceItemVersion:
    """Replace what a draft of a city item says, and look through the gate again.

    `expected_hash` is the hash of what the actor started from; without it, whatever stands there
    is replaced.

    Raises:
        NotFound: no such version.
        ItemUnreadable: the document is no service item.
        ItemChangedMeanwhile: someone has changed the draft since.
        ItemImmutable: it is published.
        ItemOfOthers: it belongs to another organization.
        NothingChanged: nothing is different.
    """
    version = own_draft(by, version_id)
    check_unchanged(version, expected_hash)
    return replace_document(by, version, read_item(document))


@action(Permission.ITEM_DRAFT)
def discard_item_draft(by: Actor, *, version_id: int) -> None:
    """Throw a draft away; an item that was never public goes with it.

    Raises:
        NotFound: no such version.
        ItemImmutable: it is published.
        ItemOfOthers: it belongs to another organization.
    """
    version = own_draft(by, version_id)
    announce(by, ServiceItemDiscarded(**named(version)))
    item = version.item
    version.delete()
    if not item.versions.exists():
        item.delete()


def replace_document(by: Actor, version: ServiceItemVersion, item: Item) -> ServiceItemVersion:
    """Write what a draft says now; part of an act."""
    changes = compare(read_item(version.document), item)
    if not changes:
        raise NothingChanged()
    if by.person_id and by.person_id not in version.drafter_ids:
        version.drafter_ids = [*version.drafter_ids, by.person_id]
    version.drafted_by_name = by.name
    write(by, version, item)
    version.save()
    elements = tuple(change.element.value for change in changes)
    announce(by, ServiceItemRevised(**named(version), elements=elements))
    return version


def new_draft(by: Actor, item: ServiceItem, number: int, source: str) -> ServiceItemVersion:
    """Return an empty version of an item, not yet saved."""
    return ServiceItemVersion(
        item=item,
        version=number,
        source=source[:200],
        drafter_ids=[by.person_id] if by.person_id else [],
        drafted_by_name=by.name,
        drafted_at=by.moment,
    )


def write(
    by: Actor, version: ServiceItemVersion, item: Item, *, has_basis: bool | None = None
) -> None:
    """Set what a version says, what the gate finds in it, and the words it is found by."""
    document = write_item(item)
    version.document = document
    version.document_hash = sha256_of(document)
    version.name = item.name[:300]
    version.handling = item.handling
    version.subjects = list(item.subjects)
    version.themes = list(item.themes)
    version.life_events = list(item.life_events)
    found = faults_of(item, version.item.matter_id, by.today, has_basis=has_basis)
    version.findings = [finding.as_dict() for finding in found]
    version.changed_at = by.moment
    version.search = words_of(item, version.item)


def words_of(item: Item, of: ServiceItem) -> Cast:
    """Return the words by which people find an item: everyday words, sounds, then its content."""
    everyday = " ".join(item.keywords)
    sounds = " ".join(suffixes_of_initials([item.name, *item.keywords]))
    return vector(
        A=f"{of.code} {item.name} {everyday} {of.matter.keywords}",
        B=f"{sounds} {' '.join(item.result_licenses)} {item.result}",
        C=f"{of.organization.name} {of.organization.short_name} {item.summary}",
        D=" ".join(material.name for material in item.materials),
    )


def own_item(by: Actor, item_id: int) -> ServiceItem:
    """Return an item the actor may draft for, locked."""
    rows = ServiceItem.objects.select_related("matter", "organization__division")
    item = rows.lock(item_id)
    check_own(by, item.code, item.organization)
    if draft := item.versions.drafts().first():
        raise ItemDraftExists(code=item.code, version=draft.version)
    return item


def own_draft(by: Actor, version_id: int) -> ServiceItemVersion:
    """Return a draft the actor may change, locked."""
    rows = ServiceItemVersion.objects.select_related(
        "item__matter", "item__organization", "item__template", "template_version"
    )
    version = rows.lock(version_id)
    check_own(by, version.item.code, version.item.organization)
    if version.is_public:
        raise ItemImmutable(version=version.version)
    return version


def check_unchanged(version: ServiceItemVersion, expected_hash: str | None) -> None:
    """Refuse to overwrite what someone else has written since."""
    if expected_hash not in (None, version.document_hash):
        moment = timezone.localtime(version.changed_at)
        raise ItemChangedMeanwhile(name=version.drafted_by_name, moment=f"{moment:%H:%M}")


def check_own(by: Actor, code: str, organization: Organization) -> None:
    """Let people draft only for the organizations their permission extends to.

    Raises:
        ItemOfOthers: the item belongs to another organization.
    """
    if organization.pk not in by.organizations(Permission.ITEM_DRAFT):
        raise ItemOfOthers(code=code, organization=organization.name)


def next_version(item: ServiceItem) -> int:
    """Return the number of an item's next version."""
    last: int | None = item.versions.aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def named(version: ServiceItemVersion) -> dict[str, Any]:
    """Return what every event about a version says."""
    return {
        "subject_id": version.item_id,
        "code": version.item.code,
        "version": version.version,
        "document_hash": version.document_hash,
    }
