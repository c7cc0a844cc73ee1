"""Reorganizations (机构改革): renamed, merged, split; everything follows on the same day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sunhall.directory.actions.dated import change, check_period, check_valid, end
from sunhall.directory.actions.divisions import close_division
from sunhall.directory.actions.handing_over import (
    hand_over_matters_of,
    hand_over_posts,
    hand_over_resources,
    hand_over_subordinates,
)
from sunhall.directory.actions.matters import hand_over_matters
from sunhall.directory.choices import ReorganizationKind
from sunhall.directory.errors import NothingToHandOver, NotYet, SucceedsItself
from sunhall.directory.events import (
    OrganizationClosed,
    OrganizationModified,
    OrganizationRenamed,
    OrganizationSucceeded,
)
from sunhall.directory.models import (
    Division,
    FormerName,
    Organization,
    Reorganization,
    Succession,
)
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.reorganizing import Part
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.ORGANIZATION_REORGANIZE, law="地方各级人民代表大会和地方各级人民政府组织法")
def rename_organization(
    by: Actor, *, organization_id: int, name: str, on: date, basis: str, short_name: str = ""
) -> Reorganization:
    """Give an organization another name from a day on; it stays the same organ.

    Raises:
        NotFound: no such organization.
        NotYet: the day is still to come.
        NotValidThen: the organization does not exist on the day.
        EndsBeforeStart: it got its present name on that day or later.
        NothingChanged: it is called so already.
    """
    reorganization = _begin(by, ReorganizationKind.RENAME, on, basis)
    organization = Organization.objects.lock(organization_id)
    check_valid(organization, on)
    earlier = organization.former_names.last()
    start = earlier.valid_to if earlier else organization.valid_from
    check_period(start, on)
    FormerName.objects.create(
        organization=organization,
        reorganization=reorganization,
        name=organization.name,
        short_name=organization.short_name,
        valid_from=start,
        valid_to=on,
    )
    changes = change(organization, {"name": name, "short_name": short_name})
    hand_over_matters(by, list(organization.matters.lasting(on)), organization)
    event = OrganizationRenamed(
        subject_id=organization.pk, changes=changes, effective_date=on, basis=basis
    )
    announce(by, event)
    return reorganization


@action(Permission.ORGANIZATION_REORGANIZE, law="行政诉讼法 第二十六条第六款")
def merge_organizations(
    by: Actor, *, organization_ids: Collection[int], into_id: int, on: date, basis: str
) -> Reorganization:
    """Let one organization take over others whole; they end on the day.

    Raises:
        NotFound: one of the organizations does not exist.
        NotYet: the day is still to come.
        NothingToHandOver: there is none to take over.
        SucceedsItself: an organization would take over itself.
        NotValidThen: one of them does not exist on the day.
        CircularHierarchy: it would stand above itself.
        EndsBeforeStart: one of them begins on the day.
    """
    reorganization = _begin(by, ReorganizationKind.MERGE, on, basis)
    parts = [Part(organization_id=one, successor_id=into_id) for one in organization_ids]
    _carry_out(by, reorganization, parts)
    return reorganization


@action(Permission.ORGANIZATION_REORGANIZE, law="行政诉讼法 第二十六条第六款")
def split_organization(by: Actor, *, parts: Sequence[Part], on: date, basis: str) -> Reorganization:
    """Let other organizations take over posts and matters of one, which itself goes on.

    Raises:
        NotFound: one of the organizations does not exist.
        NotYet: the day is still to come.
        NothingToHandOver: a part is empty, or there is none.
        HandedOverTwice: a post or matter is not the organization's, or is so no more.
        SucceedsItself: an organization would take over from itself.
        NotValidThen: one of them does not exist on the day.
    """
    reorganization = _begin(by, ReorganizationKind.SPLIT, on, basis)
    _carry_out(by, reorganization, parts)
    return reorganization


@action(Permission.ORGANIZATION_REORGANIZE, law="行政区划管理条例 第七条")
def merge_division(
    by: Actor,
    *,
    division_id: int,
    into_id: int,
    counterparts: Mapping[int, int],
    on: date,
    basis: str,
) -> Reorganization:
    """Let one division become part of another, as 四方 of 市北; its organizations follow.

    `counterparts` says which organization takes over which; any other goes on in the other
    division.

    Raises:
        NotFound: no such division or organization.
        NotYet: the day is still to come.
        AlreadyClosed: the division has ended already.
        NotValidThen: the other division, or one of the organizations, does not exist on the day.
        CircularSuccession: the division would succeed itself.
    """
    reorganization = _begin(by, ReorganizationKind.DIVISION, on, basis)
    division = close_division(by, division_id=division_id, on=on, successor_id=into_id)
    into = Division.objects.lock(into_id)
    following = {one.pk: one for one in division.organizations.lasting(on)}
    # Those below others first: what has ended need not be put under another
    order = sorted(following, key=lambda pk: following[pk].parent_id not in following)
    parts = [
        Part(organization_id=pk, successor_id=counterparts[pk])
        for pk in order
        if pk in counterparts
    ]
    _carry_out(by, reorganization, parts)
    for pk in following.keys() - counterparts.keys():
        organization = Organization.objects.lock(pk)
        changes = change(organization, {"division_id": into.pk})
        announce(by, OrganizationModified(subject_id=pk, changes=changes))
    return reorganization


def _begin(by: Actor, kind: ReorganizationKind, on: date, basis: str) -> Reorganization:
    if on > by.today:
        raise NotYet(day=on)
    return Reorganization.objects.create(
        kind=kind, effective_date=on, basis=basis, carried_out_at=by.moment
    )


def _carry_out(by: Actor, reorganization: Reorganization, parts: Sequence[Part]) -> None:
    if not parts and reorganization.kind != ReorganizationKind.DIVISION:
        raise NothingToHandOver()
    keys = {pk for part in parts for pk in (part.organization_id, part.successor_id)}
    organizations = {pk: Organization.objects.lock(pk) for pk in sorted(keys)}
    for part in parts:
        old, new = organizations[part.organization_id], organizations[part.successor_id]
        _hand_over(by, reorganization, part, old, new)


def _hand_over(
    by: Actor, reorganization: Reorganization, part: Part, old: Organization, new: Organization
) -> None:
    on = reorganization.effective_date
    if old == new:
        raise SucceedsItself(name=old.name)
    if not (part.is_whole or part.post_codes or part.matter_codes):
        raise NothingToHandOver()
    check_valid(old, on)
    check_valid(new, on)
    posts = hand_over_posts(by, part, old, new, on)
    matters = hand_over_matters_of(by, part, old, new, on)
    Succession.objects.create(
        reorganization=reorganization,
        organization=old,
        successor=new,
        is_whole=part.is_whole,
        post_count=len(posts),
        matter_count=len(matters),
    )
    if part.is_whole:
        hand_over_subordinates(by, old, new)
        hand_over_resources(by, old, new, on)
        end(old, on)
        announce(by, OrganizationClosed(subject_id=old.pk, valid_to=on))
    event = OrganizationSucceeded(
        subject_id=old.pk,
        successor_id=new.pk,
        successor=new.code,
        is_whole=part.is_whole,
        matter_ids=tuple(matter.pk for matter in matters),
        effective_date=on,
        basis=reorganization.basis,
    )
    announce(by, event)
