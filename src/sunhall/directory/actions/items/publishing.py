"""A second person approves service items; the districts follow the city."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from sunhall.directory.actions.dated import check_period
from sunhall.directory.actions.items.drafting import named, new_draft, write
from sunhall.directory.actions.revision import advance_items
from sunhall.directory.choices import VersionStatus
from sunhall.directory.errors import (
    ItemDayPassed,
    ItemDayTaken,
    ItemFourEyes,
    ItemImmutable,
    ItemNotReady,
    ItemOfOthers,
    TemplateMovedOn,
)
from sunhall.directory.events import ServiceItemPublished, ServiceItemWithdrawn
from sunhall.directory.models import ServiceItem, ServiceItemVersion
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.items.gate import faults_of, matters_with_basis
from sunhall.directory.rules.items.adopting import adopt, still_allowed
from sunhall.directory.rules.items.document import read_item
from sunhall.directory.rules.items.gate import ItemFinding
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

BATCH = 500
PUBLISHED = ["status", "published_by_id", "published_by_name", "published_at", "valid_from"]


@action(Permission.ITEM_PUBLISH, law="行政许可法 第三十条、第三十三条")
def publish_items(
    by: Actor, *, version_ids: Sequence[int], effective_date: date
) -> list[ServiceItemVersion]:
    """Approve drafts and make them public, to take effect on a day; all or none.

    The gate is passed again here. The version before stays in force until that day. Districts
    that have adopted a city item follow it on the same day with their own differences.

    Raises:
        NotFound: no such version.
        ItemDayPassed: the day is before today.
        ItemDayTaken: the version before takes effect on that day or later.
        ItemFourEyes: the actor had a hand in a draft.
        ItemImmutable: a version is published already.
        ItemNotReady: the gate has found a fault.
        ItemOfOthers: an item belongs to another organization.
        TemplateMovedOn: a district's draft was made of a city version that is not the latest.
    """
    if effective_date < by.today:
        raise ItemDayPassed(day=effective_date.isoformat(), today=by.today.isoformat())
    versions = _to_publish(version_ids)
    _check_templates(versions, effective_date)
    with_basis = matters_with_basis(by.today, [version.item.matter_id for version in versions])
    for version in versions:
        _check_publishable(by, version, has_basis=version.item.matter_id in with_basis)
        _approve(by, version, effective_date)
    _supersede(versions, effective_date)
    ServiceItemVersion.objects.bulk_update(versions, PUBLISHED, batch_size=BATCH)
    followers = _follow(by, versions, effective_date)
    advance_items()
    announce(
        by,
        *(ServiceItemPublished(**named(v), effective_date=effective_date) for v in versions),
        *(
            ServiceItemPublished(
                **named(one),
                effective_date=effective_date,
                follows=one.template_version.version if one.template_version else 0,
            )
            for one in followers
        ),
    )
    return versions


@action(Permission.ITEM_PUBLISH, law="行政许可法 第三十条")
def withdraw_item(by: Actor, *, item_id: int, on: date) -> ServiceItem:
    """Offer a service no longer, from a day on; cases opened under it keep their version.

    Raises:
        NotFound: no such item, or it is not in force.
        ItemOfOthers: it belongs to another organization.
        EndsBeforeStart: the day is not after the start of the version in force.
    """
    item = ServiceItem.objects.select_related("organization").lock(item_id)
    _check_own(by, item)
    ending = ServiceItemVersion.objects.filter(item_id=item_id) | (
        ServiceItemVersion.objects.filter(item__template_id=item_id)
    )
    latest = list(
        ending.filter(status=VersionStatus.PUBLISHED, valid_to__isnull=True)
        .select_related("item")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not any(version.item_id == item_id for version in latest):
        raise NotFound(str(ServiceItem._meta.verbose_name), item.code)
    for version in latest:
        check_period(version.valid_from, on)
        version.valid_to = on
    ServiceItemVersion.objects.bulk_update(latest, ["valid_to"], batch_size=BATCH)
    advance_items()
    announce(by, *(ServiceItemWithdrawn(**named(version), valid_to=on) for version in latest))
    return item


def _to_publish(version_ids: Sequence[int]) -> list[ServiceItemVersion]:
    rows = ServiceItemVersion.objects.select_for_update(of=("self",)).select_related(
        "item__matter", "item__organization"
    )
    found = {row.pk: row for row in rows.filter(pk__in=version_ids).order_by("pk")}
    for key in version_ids:
        if key not in found:
            raise NotFound(str(ServiceItemVersion._meta.verbose_name), key)
    return list(found.values())


def _check_publishable(by: Actor, version: ServiceItemVersion, *, has_basis: bool) -> None:
    _check_own(by, version.item)
    if version.is_public:
        raise ItemImmutable(version=version.version)
    if by.person_id in version.drafter_ids:
        raise ItemFourEyes(name=by.name)
    item = read_item(version.document)
    found = faults_of(item, version.item.matter_id, by.today, has_basis=has_basis)
    for finding in found:
        if not finding.is_warning:
            raise _not_ready(version, finding)


def _check_templates(versions: Sequence[ServiceItemVersion], effective_date: date) -> None:
    """Let districts publish only what follows the city's newest version, not before it."""
    wanted = [version.template_version_id for version in versions]
    newest = ServiceItemVersion.objects.filter(
        pk__in=[key for key in wanted if key],
        status=VersionStatus.PUBLISHED,
        valid_to__isnull=True,
    ).in_bulk()
    for version in versions:
        if version.template_version_id is None:
            continue
        template = newest.get(version.template_version_id)
        if template is None:
            raise TemplateMovedOn(code=version.item.code)
        if template.valid_from is not None and effective_date < template.valid_from:
            raise ItemDayTaken(version=template.version, day=str(template.valid_from))


def _not_ready(version: ServiceItemVersion, finding: ItemFinding) -> ItemNotReady:
    return ItemNotReady(
        code=version.item.code, element=finding.element.label, fault=finding.fault.label
    )


def _check_own(by: Actor, item: ServiceItem) -> None:
    if item.organization_id not in by.organizations(Permission.ITEM_PUBLISH):
        raise ItemOfOthers(code=item.code, organization=item.organization.name)


def _approve(by: Actor, version: ServiceItemVersion, effective_date: date) -> None:
    version.status = VersionStatus.PUBLISHED
    version.published_by_id = by.person_id
    version.published_by_name = by.name
    version.published_at = by.moment
    version.valid_from = effective_date


def _supersede(versions: Iterable[ServiceItemVersion], effective_date: date) -> None:
    """End what is in force on the day; nothing public may begin or have ended later."""
    lasting = ServiceItemVersion.objects.public().lasting(effective_date)
    before = list(
        lasting.filter(item__in=[version.item_id for version in versions])
        .exclude(pk__in=[version.pk for version in versions])
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for one in before:
        if one.valid_to is not None or one.valid_from is None or one.valid_from >= effective_date:
            raise ItemDayTaken(version=one.version, day=str(one.valid_to or one.valid_from))
        one.status, one.valid_to = VersionStatus.SUPERSEDED, effective_date
    ServiceItemVersion.objects.bulk_update(before, ["status", "valid_to"], batch_size=BATCH)


def _follow(
    by: Actor, templates: Sequence[ServiceItemVersion], effective_date: date
) -> list[ServiceItemVersion]:
    """Give every district in force the new template with the differences it still may have."""
    by_item = {version.item_id: version for version in templates}
    rows = ServiceItemVersion.objects.select_for_update(of=("self",)).select_related(
        "item__matter", "item__organization"
    )
    before = list(
        rows.filter(
            item__template__in=by_item, status=VersionStatus.PUBLISHED, valid_to__isnull=True
        ).order_by("pk")
    )
    last = dict(
        ServiceItemVersion.objects.filter(item__in=[one.item_id for one in before])
        .values_list("item")
        .annotate(Max("version"))
    )
    followers = [
        _followed(by, one, by_item[one.item.template_id or 0], last[one.item_id] + 1)
        for one in before
    ]
    for one in followers:
        _approve(by, one, effective_date)
    _supersede(followers, effective_date)
    return ServiceItemVersion.objects.bulk_create(followers, batch_size=BATCH)


def _followed(
    by: Actor, before: ServiceItemVersion, template: ServiceItemVersion, number: int
) -> ServiceItemVersion:
    item = read_item(template.document)
    differences = still_allowed(item, before.differences)
    version = new_draft(by, before.item, number, before.source)
    version.drafter_ids = [*template.drafter_ids]
    version.drafted_by_name = template.drafted_by_name
    version.differences = differences
    version.template_version = template
    write(by, version, adopt(item, differences), has_basis=True)
    return version
