"""Rows of a workbook about information and applications, each an act of its own."""

from datetime import date
from typing import Any

from sunhall.directory.actions import resources
from sunhall.directory.models import ApplicationResource, InformationResource, Organization
from sunhall.directory.rules.workbook import Change, ChangeKind
from sunhall.kernel.actor import Actor

INFORMATION = (
    *("name", "summary", "classification", "update_cycle", "sharing", "sharing_basis", "items"),
)
APPLICATION = ("name", "summary", "address", "client_id")


def write_information(by: Actor, change: Change) -> None:
    """Enter or change information."""
    values = _values(change, INFORMATION)
    if change.kind is ChangeKind.ADDED:
        resources.register_information_resource(by, **_new(change), **values)
    elif _differs(change, INFORMATION):
        resource_id = InformationResource.objects.get(code=change.key[0]).pk
        resources.modify_information_resource(by, resource_id=resource_id, **values)


def write_application(by: Actor, change: Change) -> None:
    """Enter or change an application."""
    values = _values(change, APPLICATION)
    if change.kind is ChangeKind.ADDED:
        resources.register_application_resource(by, **_new(change), **values)
    elif _differs(change, APPLICATION):
        resource_id = ApplicationResource.objects.get(code=change.key[0]).pk
        resources.modify_application_resource(by, resource_id=resource_id, **values)


def close_information(by: Actor, change: Change) -> None:
    """Take information out."""
    resource_id = InformationResource.objects.get(code=change.key[0]).pk
    resources.close_information_resource(by, resource_id=resource_id, on=_end(change))


def close_application(by: Actor, change: Change) -> None:
    """Take an application out."""
    resource_id = ApplicationResource.objects.get(code=change.key[0]).pk
    resources.close_application_resource(by, resource_id=resource_id, on=_end(change))


def _values(change: Change, fields: tuple[str, ...]) -> dict[str, Any]:
    owner = Organization.objects.get(code=change.after["organization"])
    return {"organization_id": owner.pk, **{name: change.after[name] for name in fields}}


def _new(change: Change) -> dict[str, Any]:
    return {name: change.after[name] for name in ("code", "valid_from")}


def _differs(change: Change, fields: tuple[str, ...]) -> bool:
    return any(change.before[name] != change.after[name] for name in (*fields, "organization"))


def _end(change: Change) -> date:
    last = change.after["valid_to"]
    if not isinstance(last, date):
        raise TypeError(last)
    return last
