"""Organizations are set up, renamed, moved and dissolved."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.directory.actions.dated import (
    change,
    check_code,
    check_free,
    check_period,
    check_valid,
    end,
)
from sunhall.directory.actions.revision import advance_items
from sunhall.directory.choices import OrganizationKind
from sunhall.directory.errors import CircularHierarchy, CodeTaken, StillInUse
from sunhall.directory.events import OrganizationAdded, OrganizationClosed, OrganizationModified
from sunhall.directory.models import Division, Organization
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.circles import find_circle
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.ORGANIZATION_MAINTAIN, law="地方各级人民代表大会和地方各级人民政府组织法")
def add_organization(
    by: Actor,
    *,
    code: str,
    name: str,
    division_id: int,
    kind: str = OrganizationKind.CITY_DEPARTMENT,
    credit_code: str = "",
    short_name: str = "",
    domain_code: str = "",
    parent_id: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Organization:
    """Set up an organization; without a start it begins today.

    Raises:
        CodeTaken: another organization has the code or the unified social credit code.
        InvalidCode: the unified social credit code breaks GB 32100.
        NotValidThen: the division or the parent is not valid on its first day.
        EndsBeforeStart: the end is not after the start.
    """
    check_free(Organization, "code", code)
    credit_code = _free_credit_code(credit_code)
    start = valid_from or by.today
    check_period(start, valid_to)
    check_valid(Division.objects.lock(division_id), start)
    if parent_id is not None:
        check_valid(Organization.objects.lock(parent_id), start)
    organization = Organization.objects.create(
        code=code,
        credit_code=credit_code,
        name=name,
        short_name=short_name,
        kind=kind,
        domain_code=domain_code,
        parent_id=parent_id,
        division_id=division_id,
        valid_from=start,
        valid_to=valid_to,
    )
    announce(by, OrganizationAdded(subject_id=organization.pk, code=code, title=name))
    return organization


@action(Permission.ORGANIZATION_MAINTAIN, law="地方各级人民代表大会和地方各级人民政府组织法")
def modify_organization(
    by: Actor,
    *,
    organization_id: int,
    name: str,
    kind: str,
    short_name: str = "",
    domain_code: str = "",
    credit_code: str = "",
    parent_id: int | None = None,
) -> Organization:
    """Rename an organization, move it under another, or correct its entry.

    Raises:
        NotFound: no such organization or parent.
        InvalidCode: the unified social credit code breaks GB 32100.
        CodeTaken: another organization has it.
        CircularHierarchy: it would stand above itself.
        NothingChanged: nothing is different.
    """
    organization = Organization.objects.lock(organization_id)
    if credit_code != organization.credit_code:
        credit_code = _free_credit_code(credit_code)
    if parent_id is not None and parent_id != organization.parent_id:
        _check_hierarchy(organization, Organization.objects.lock(parent_id))
    values = {
        "name": name,
        "kind": kind,
        "short_name": short_name,
        "domain_code": domain_code,
        "credit_code": credit_code,
        "parent_id": parent_id,
    }
    changes = change(organization, values)
    advance_items()
    announce(by, OrganizationModified(subject_id=organization.pk, changes=changes))
    return organization


@action(Permission.ORGANIZATION_MAINTAIN, law="地方各级人民代表大会和地方各级人民政府组织法")
def close_organization(by: Actor, *, organization_id: int, on: date) -> Organization:
    """Dissolve an organization once nothing stands on it any more.

    Raises:
        NotFound: no such organization.
        StillInUse: it has subordinate organizations, posts or matters without an end.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start.
    """
    organization = Organization.objects.lock(organization_id)
    dependents = {
        _("下级单位"): organization.children.open(),
        _("岗位"): organization.posts.open(),
        _("事项"): organization.matters.open(),
    }
    for what, rows in dependents.items():
        if rows.exists():
            raise StillInUse(name=organization.name, what=what)
    end(organization, on)
    announce(by, OrganizationClosed(subject_id=organization.pk, valid_to=on))
    return organization


def _free_credit_code(value: str) -> str:
    code = check_code("credit-code", value)
    if code and Organization.objects.open().filter(credit_code=code).exists():
        raise CodeTaken(code=code)
    return code


def _check_hierarchy(organization: Organization, parent: Organization) -> None:
    pairs = Organization.objects.exclude(parent=None).values_list("code", "parent__code")
    circle = find_circle({**dict(pairs), organization.code: parent.code})
    if circle:
        raise CircularHierarchy(path=" → ".join(circle))
