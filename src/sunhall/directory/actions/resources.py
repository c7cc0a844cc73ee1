"""Information resources and application resources enter, change and leave the catalog."""

from datetime import date
from typing import TypeVar

from sunhall.directory.actions.dated import change, check_free, check_period, check_valid, end
from sunhall.directory.events import (
    ApplicationResourceClosed,
    ApplicationResourceModified,
    ApplicationResourceRegistered,
    InformationResourceClosed,
    InformationResourceModified,
    InformationResourceRegistered,
)
from sunhall.directory.models import ApplicationResource, InformationResource, Organization
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.resources import check_labels, read_items
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

R = TypeVar("R", InformationResource, ApplicationResource)


@action(
    Permission.RESOURCE_MAINTAIN, law="数据安全法 第二十一条; 政务信息资源共享管理暂行办法 第九条"
)
def register_information_resource(
    by: Actor,
    *,
    code: str,
    name: str,
    organization_id: int,
    classification: str,
    update_cycle: str,
    sharing: str,
    sharing_basis: str = "",
    summary: str = "",
    items: str = "",
    valid_from: date | None = None,
) -> InformationResource:
    """Enter information into the catalog; without a start, from today.

    Raises:
        CodeTaken: another resource has the code.
        NotValidThen: the organization does not exist on the first day.
        UnreadableItem, LabelTooLow, SharedTooFreely, BasisMissing: the labels do not hold.
    """
    read = read_items(items)
    check_labels(classification, read, sharing, sharing_basis)
    resource = InformationResource(
        code=code,
        name=name,
        organization_id=organization_id,
        classification=classification,
        update_cycle=update_cycle,
        sharing=sharing,
        sharing_basis=sharing_basis,
        summary=summary,
        items=[item.as_dict() for item in read],
    )
    _register(by, resource, valid_from)
    announce(by, InformationResourceRegistered(subject_id=resource.pk, code=code, title=name))
    return resource


@action(
    Permission.RESOURCE_MAINTAIN, law="数据安全法 第二十一条; 政务信息资源共享管理暂行办法 第九条"
)
def modify_information_resource(
    by: Actor,
    *,
    resource_id: int,
    name: str,
    organization_id: int,
    classification: str,
    update_cycle: str,
    sharing: str,
    sharing_basis: str = "",
    summary: str = "",
    items: str = "",
) -> InformationResource:
    """Change an entry; code and dates stay.

    Raises:
        NotFound: no such resource.
        NotValidThen: the organization does not exist today.
        NothingChanged: nothing is different.
        UnreadableItem, LabelTooLow, SharedTooFreely, BasisMissing: the labels do not hold.
    """
    resource = InformationResource.objects.lock(resource_id)
    read = read_items(items)
    check_labels(classification, read, sharing, sharing_basis)
    check_valid(Organization.objects.lock(organization_id), by.today)
    values = {
        "name": name,
        "organization_id": organization_id,
        "classification": classification,
        "update_cycle": update_cycle,
        "sharing": sharing,
        "sharing_basis": sharing_basis,
        "summary": summary,
        "items": [item.as_dict() for item in read],
    }
    before = resource.items_text
    changes = change(resource, values)
    if "items" in changes:
        changes["items"] = [before, resource.items_text]
    announce(by, InformationResourceModified(subject_id=resource.pk, changes=changes))
    return resource


@action(Permission.RESOURCE_MAINTAIN)
def close_information_resource(by: Actor, *, resource_id: int, on: date) -> InformationResource:
    """Take information out of the catalog.

    Raises:
        NotFound: no such resource.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start.
    """
    resource = InformationResource.objects.lock(resource_id)
    end(resource, on)
    announce(by, InformationResourceClosed(subject_id=resource.pk, valid_to=on))
    return resource


@action(Permission.RESOURCE_MAINTAIN)
def register_application_resource(
    by: Actor,
    *,
    code: str,
    name: str,
    organization_id: int,
    summary: str = "",
    address: str = "",
    client_id: str = "",
    valid_from: date | None = None,
) -> ApplicationResource:
    """Enter an application into the catalog; without a start, from today.

    Raises:
        CodeTaken: another application has the code.
        NotValidThen: the organization does not exist on the first day.
    """
    resource = ApplicationResource(
        code=code,
        name=name,
        organization_id=organization_id,
        summary=summary,
        address=address,
        client_id=client_id,
    )
    _register(by, resource, valid_from)
    announce(by, ApplicationResourceRegistered(subject_id=resource.pk, code=code, title=name))
    return resource


@action(Permission.RESOURCE_MAINTAIN)
def modify_application_resource(
    by: Actor,
    *,
    resource_id: int,
    name: str,
    organization_id: int,
    summary: str = "",
    address: str = "",
    client_id: str = "",
) -> ApplicationResource:
    """Change an entry; code and dates stay.

    Raises:
        NotFound: no such application.
        NotValidThen: the organization does not exist today.
        NothingChanged: nothing is different.
    """
    resource = ApplicationResource.objects.lock(resource_id)
    check_valid(Organization.objects.lock(organization_id), by.today)
    values = {
        "name": name,
        "organization_id": organization_id,
        "summary": summary,
        "address": address,
        "client_id": client_id,
    }
    changes = change(resource, values)
    announce(by, ApplicationResourceModified(subject_id=resource.pk, changes=changes))
    return resource


@action(Permission.RESOURCE_MAINTAIN)
def close_application_resource(by: Actor, *, resource_id: int, on: date) -> ApplicationResource:
    """Take an application out of the catalog.

    Raises:
        NotFound: no such application.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start.
    """
    resource = ApplicationResource.objects.lock(resource_id)
    end(resource, on)
    announce(by, ApplicationResourceClosed(subject_id=resource.pk, valid_to=on))
    return resource


def _register(by: Actor, resource: R, valid_from: date | None) -> None:
    start = valid_from or by.today
    check_free(type(resource), "code", resource.code)
    check_period(start, None)
    check_valid(Organization.objects.lock(resource.organization_id), start)
    resource.valid_from = start
    resource.save()
