"""What a reorganization would move, and what became of organizations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Prefetch

from sunhall.directory.models import (
    Division,
    FormerName,
    Grant,
    Matter,
    Organization,
    Post,
    PostHolding,
    Reorganization,
    Succession,
)
from sunhall.directory.rules.reorganizing import Part
from sunhall.kernel.actor import Actor
from sunhall.kernel.hooks import Registry
from sunhall.kernel.paging import Page, read_key

LISTED = 30


@dataclass(frozen=True, slots=True)
class Followers:
    """Open business of an organization that will go on under its successor: what, how much."""

    label: str
    count: int


class Counter(Protocol):
    """Something that holds business of organizations, and counts what would follow."""

    def __call__(self, by: Actor, part: Part, matter_ids: Sequence[int]) -> Followers:
        """Count what follows when a part goes over with these matters."""
        ...


counters: Registry[Counter] = Registry()
"""Lent by business systems in their hooks; the directory knows none of them."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """What would go from one organization to another; of posts, `holders` and `valid_grants`."""

    organization: Organization
    successor: Organization
    posts: list[Post]
    matters: list[Matter]
    subordinates: list[Organization]
    followers: list[Followers]

    @property
    def person_count(self) -> int:
        """Count the persons who go over with their posts."""
        return len({one.person_id for post in self.posts for one in _prefetched(post, "holders")})

    @property
    def grant_count(self) -> int:
        """Count the roles that posts keep."""
        return sum(len(_prefetched(post, "valid_grants")) for post in self.posts)

    @property
    def loses_field(self) -> bool:
        """Tell whether district bureaus of the same field lose the matters that go over."""
        field = self.organization.domain_code
        return bool(self.matters and field and field != self.successor.domain_code)


def _prefetched(post: Post, name: str) -> list[Any]:
    """Return what was read with a post under a name of its own."""
    found: list[Any] = getattr(post, name)
    return found


def plan_parts(by: Actor, parts: Iterable[Part], on: date) -> list[PlannedPart]:
    """Return what a reorganization would move on a day; nothing is changed."""
    return [_planned(by, part, on) for part in parts]


def _planned(by: Actor, part: Part, on: date) -> PlannedPart:
    posts = Post.objects.lasting(on).filter(organization_id=part.organization_id)
    matters = Matter.objects.lasting(on).filter(organization_id=part.organization_id)
    if not part.is_whole:
        posts = posts.filter(code__in=part.post_codes)
        matters = matters.filter(code__in=part.matter_codes)
    holders = PostHolding.objects.lasting(on).select_related("person")
    grants = Grant.objects.lasting(on).select_related("role")
    found = list(matters.defer("search"))
    children = Organization.objects.open().filter(parent_id=part.organization_id)
    keys = [matter.pk for matter in found]
    organizations = Organization.objects.in_bulk([part.organization_id, part.successor_id])
    return PlannedPart(
        organization=organizations[part.organization_id],
        successor=organizations[part.successor_id],
        posts=list(
            posts.prefetch_related(
                Prefetch("holdings", holders, to_attr="holders"),
                Prefetch("grants", grants, to_attr="valid_grants"),
            )
        ),
        matters=found,
        subordinates=list(children) if part.is_whole else [],
        followers=[count(by, part, keys) for count in counters],
    )


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an organization can hand over."""

    posts: list[Post]
    matters: list[Matter]


def what_it_has(organization: Organization, on: date) -> Holdings:
    """Return the posts and matters of an organization that last beyond a day, by code."""
    matters = organization.matters.lasting(on).defer("search")
    return Holdings(list(organization.posts.lasting(on)), list(matters))


def counterparts(division: Division, into: Division, on: date) -> dict[int, Organization | None]:
    """Return who would take over each organization of a division: its like in the other one."""
    others = {
        (one.kind, one.domain_code): one for one in into.organizations.on(on).order_by("-code")
    }
    found = division.organizations.lasting(on)
    return {one.pk: others.get((one.kind, one.domain_code)) for one in found}


def list_reorganizations(by: Actor, *, after: str = "") -> Page[Reorganization]:
    """Return reorganizations with their successions and former names, the latest first."""
    rows = Reorganization.objects.prefetch_related(
        "successions__organization", "successions__successor", "former_names__organization"
    ).order_by("-pk")
    last = read_key(after)
    found = list(rows.filter(pk__lt=last)[: LISTED + 1] if last else rows[: LISTED + 1])
    return Page(found[:LISTED], str(found[LISTED - 1].pk) if len(found) > LISTED else "")


@dataclass(frozen=True, slots=True)
class Fate:
    """What an organization was called, what it came from, and what became of it."""

    former_names: list[FormerName]
    came_from: list[Succession]
    became: list[Succession]


def fate_of(organization: Organization) -> Fate:
    """Return what an organization was, and what became of it; oldest first."""
    related = ("reorganization", "organization", "successor")
    return Fate(
        former_names=list(organization.former_names.all()),
        came_from=list(organization.predecessions.select_related(*related).order_by("pk")),
        became=list(organization.successions.select_related(*related).order_by("pk")),
    )
