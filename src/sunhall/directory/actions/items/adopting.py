"""A district takes over a city item, and says where to go and what it promises."""

from collections.abc import Mapping
from typing import Any

from sunhall.directory.actions.items.drafting import (
    check_own,
    check_unchanged,
    named,
    new_draft,
    next_version,
    own_draft,
    replace_document,
    write,
)
from sunhall.directory.choices import OrganizationKind, VersionStatus
from sunhall.directory.errors import (
    ItemDraftExists,
    ItemExists,
    NothingToAdopt,
    NotInDistrict,
)
from sunhall.directory.events import ServiceItemAdopted
from sunhall.directory.models import Organization, ServiceItem, ServiceItemVersion
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.items.adopting import adopt
from sunhall.directory.rules.items.document import read_item
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.ITEM_DRAFT, law="行政许可法 第三十条")
def adopt_item(
    by: Actor,
    *,
    template_id: int,
    organization_id: int | None = None,
    differences: Mapping[str, Any],
) -> ServiceItemVersion:
    """Draft a district's item after the city's; without an organization, for the actor's own.

    Raises:
        NotFound: no such item or organization.
        NothingToAdopt: it is no city item, or not in force.
        NotInDistrict: the organization is no district's department of the same field.
        ItemExists: the district has it already.
        ItemOfOthers: the permission does not extend to the organization.
        ThatMustNotDiffer: an element differs that must be the same in the whole city.
        PromiseLonger: the district promises less than the city.
    """
    template = ServiceItem.objects.select_related("matter", "organization").lock(template_id)
    organization = Organization.objects.select_related("division").lock(
        organization_id or by.own_organization_id
    )
    check_own(by, template.code, organization)
    _check_field(template.organization, organization)
    standing = _newest(template)
    code = f"{template.code}-{organization.division.code}"
    if ServiceItem.objects.filter(code=code).exists():
        raise ItemExists(code=code)
    item = ServiceItem.objects.create(
        code=code, matter=template.matter, organization=organization, template=template
    )
    return _draft(by, item, standing, differences)


@action(Permission.ITEM_DRAFT, law="行政许可法 第三十条")
def revise_adoption(
    by: Actor,
    *,
    version_id: int,
    differences: Mapping[str, Any],
    expected_hash: str | None = None,
) -> ServiceItemVersion:
    """Change by what a district's draft differs from the city's item.

    Raises:
        NotFound: no such version.
        NothingToAdopt: it is no district's item, or the city's is no longer in force.
        ItemChangedMeanwhile: someone has changed the draft since.
        ItemImmutable: it is published.
        ItemOfOthers: it belongs to another organization.
        ThatMustNotDiffer, PromiseLonger: that must not differ.
        NothingChanged: nothing is different.
    """
    version = own_draft(by, version_id)
    check_unchanged(version, expected_hash)
    if version.item.template is None:
        raise NothingToAdopt(code=version.item.code)
    standing = _newest(version.item.template)
    version.differences = dict(differences)
    version.template_version = standing
    return replace_document(by, version, adopt(read_item(standing.document), differences))


def _draft(
    by: Actor, item: ServiceItem, standing: ServiceItemVersion, differences: Mapping[str, Any]
) -> ServiceItemVersion:
    if draft := item.versions.drafts().first():
        raise ItemDraftExists(code=item.code, version=draft.version)
    version = new_draft(by, item, next_version(item), standing.item.code)
    version.differences = dict(differences)
    version.template_version = standing
    write(by, version, adopt(read_item(standing.document), differences))
    version.save()
    announce(
        by,
        ServiceItemAdopted(
            **named(version), template=standing.item.code, elements=tuple(sorted(differences))
        ),
    )
    return version


def _newest(template: ServiceItem) -> ServiceItemVersion:
    """Return the city's version that is in force, or will be: what a district follows."""
    lasting = template.versions.filter(status=VersionStatus.PUBLISHED, valid_to__isnull=True)
    newest = lasting.select_related("item").first() if template.template_id is None else None
    if newest is None:
        raise NothingToAdopt(code=template.code)
    return newest


def _check_field(owner: Organization, organization: Organization) -> None:
    """Let a district's department of the same field adopt, or the district's government."""
    is_elsewhere = organization.division_id != owner.division_id
    is_of_field = organization.domain_code and organization.domain_code == owner.domain_code
    is_government = organization.kind == OrganizationKind.GOVERNMENT
    if not (is_elsewhere and (is_of_field or is_government)):
        raise NotInDistrict(organization=organization.name, owner=owner.name)
