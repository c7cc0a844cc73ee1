"""The city's divisions and organizations on a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from sunhall.directory.choices import OrganizationKind
from sunhall.directory.models import Division, FormerName, Grant, Organization, Post, PostHolding
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound


@dataclass
class Branch:
    """An organization and those under it."""

    organization: Organization
    children: list["Branch"] = field(default_factory=list)

    @property
    def groups(self) -> list["Group"]:
        """Return those right under it by kind: departments first, other governments last."""
        by_kind = defaultdict(list)
        for child in self.children:
            by_kind[child.organization.kind].append(child)
        kinds = sorted(OrganizationKind, key=lambda kind: kind is OrganizationKind.GOVERNMENT)
        return [Group(kind, by_kind[kind]) for kind in kinds if by_kind[kind]]


@dataclass(frozen=True, slots=True)
class Group:
    """Organizations of one kind under the same parent."""

    kind: OrganizationKind
    branches: list[Branch]


@dataclass(frozen=True, slots=True)
class DivisionChange:
    """A day on which divisions ended or began; what succeeds one that ended is not `new`."""

    day: date
    ended: list[Division]
    new: list[Division]


def list_divisions(by: Actor, on: date | None = None) -> list[Division]:
    """Return the divisions valid on a day, today without one, with successor, predecessors."""
    found = Division.objects.on(on or by.today).select_related("successor")
    return list(found.prefetch_related("predecessors"))


def list_division_changes(by: Actor) -> list[DivisionChange]:
    """Return the days on which divisions ended or began, oldest first."""
    divisions = list(Division.objects.select_related("successor"))
    days = sorted({day for one in divisions for day in (one.valid_from, one.valid_to) if day})
    changes = []
    for day in days:
        ended = [one for one in divisions if one.valid_to == day]
        heirs = {one.successor_id for one in ended}
        new = [one for one in divisions if one.valid_from == day and one.pk not in heirs]
        changes.append(DivisionChange(day, ended, new))
    return changes


def get_division(by: Actor, code: str) -> Division:
    """Return a division, also one that has ended.

    Raises:
        NotFound: no division has the code.
    """
    division = Division.objects.select_related("successor").filter(code=code).first()
    if division is None:
        raise NotFound(str(Division._meta.verbose_name), code)
    return division


def get_organization(by: Actor, code: str) -> Organization:
    """Return an organization with its parent and division, also one that has ended.

    Raises:
        NotFound: no organization has the code.
    """
    found = Organization.objects.within(by).select_related("parent", "division")
    organization = found.filter(code=code).first()
    if organization is None:
        raise NotFound(str(Organization._meta.verbose_name), code)
    return organization


def list_organizations(by: Actor, on: date | None = None, *, kind: str = "") -> list[Organization]:
    """Return the organizations of a day, today without one, with their divisions; by code."""
    day = on or by.today
    found = Organization.objects.within(by).on(day).select_related("division")
    organizations = list(found.filter(kind=kind) if kind else found)
    if day < by.today:
        _call_as_then(organizations, day)
    return organizations


def _call_as_then(organizations: list[Organization], day: date) -> None:
    names = {one.organization_id: one for one in FormerName.objects.on(day)}
    for organization in organizations:
        if former := names.get(organization.pk):
            organization.name, organization.short_name = former.name, former.short_name


def list_organization_names(by: Actor) -> dict[str, str]:
    """Return the names of today's organizations by code."""
    found = Organization.objects.within(by).on(by.today).order_by("code")
    return dict(found.values_list("code", "name"))


def organization_tree(by: Actor, on: date | None = None) -> list[Branch]:
    """Return the organizations of a day as a tree; one whose parent is gone stands on top."""
    organizations = list_organizations(by, on)
    present = {one.pk for one in organizations}
    below: dict[int | None, list[Branch]] = defaultdict(list)
    branches = [Branch(one) for one in organizations]
    for branch in branches:
        parent_id = branch.organization.parent_id
        below[parent_id if parent_id in present else None].append(branch)
    for branch in branches:
        branch.children = below[branch.organization.pk]
    return below[None]


def list_subordinates(by: Actor, organization_id: int) -> list[Organization]:
    """Return the organizations right under one today, by code."""
    return list(Organization.objects.within(by).on(by.today).filter(parent_id=organization_id))


def list_posts(by: Actor, organization_id: int, on: date | None = None) -> list[Post]:
    """Return an organization's posts on a day with `holders` and `roles` of that day."""
    day = on or by.today
    holders = PostHolding.objects.on(day).select_related("person")
    grants = Grant.objects.on(day).select_related("role")
    posts = Post.objects.on(day).filter(organization_id=organization_id)
    return list(
        posts.prefetch_related(
            Prefetch("holdings", holders, to_attr="holders"),
            Prefetch("grants", grants, to_attr="valid_grants"),
        )
    )
