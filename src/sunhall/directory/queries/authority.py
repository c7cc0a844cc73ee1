"""Who holds which post, and what that lets them do."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
)

from sunhall.directory.choices import Scope
from sunhall.directory.models import (
    DatedQuerySet,
    EnforcementQualification,
    Grant,
    Person,
    Post,
    PostHolding,
    Role,
    Succession,
)
from sunhall.directory.models.dated import valid_on
from sunhall.kernel.actor import Actor, Channel, Delegation
from sunhall.kernel.errors import NotFound
from sunhall.kernel.hooks import permission_names

ORGANIZATIONS = ArrayField(BigIntegerField())
TAKEN_OVER = Succession.objects.filter(successor=OuterRef("post__organization"), is_whole=True)
REACHED = Case(
    When(Q(scope=Scope.OWN) & ~Exists(TAKEN_OVER), then=Value(None, output_field=ORGANIZATIONS)),
    default=Func(
        F("post__organization_id"),
        F("scope"),
        F("division_id"),
        function="directory_reached",
        output_field=ORGANIZATIONS,
    ),
    output_field=ORGANIZATIONS,
)
"""The organizations a grant reaches over besides the post's own; null if no other.

Those that one of them has taken over whole are among them: who continues the powers answers for
what was done with them. Law: 行政诉讼法 第二十六条第六款.
"""


def posts_of(person_id: int, on: date) -> list[PostHolding]:
    """Return the posts a person holds on a day, with post and organization; oldest first."""
    holdings = PostHolding.objects.on(on).filter(
        valid_on(on, "person__"), valid_on(on, "post__"), person_id=person_id
    )
    return list(
        holdings.select_related("person", "post__organization").order_by("valid_from", "pk")
    )


def post_keys_of(person_id: int, on: date) -> list[int]:
    """Return the keys of the posts a person holds on a day; oldest first."""
    holdings = PostHolding.objects.on(on).filter(
        valid_on(on, "person__"), valid_on(on, "post__"), person_id=person_id
    )
    return list(holdings.order_by("valid_from", "pk").values_list("post_id", flat=True))


@dataclass(frozen=True, slots=True)
class Authority:
    """What a post may do on a day, what of it only in another's place, and how far it reaches."""

    permissions: frozenset[str] = frozenset()
    delegations: tuple[Delegation, ...] = ()
    reach: tuple[tuple[str, frozenset[int]], ...] = ()


def authority_of(post_id: int, on: date, *, with_second_factor: bool = True) -> Authority:
    """Return what a post may do on a day; without a second factor, by roles that need none.

    One query, however far the grants reach.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_asking(post_id, on, with_second_factor))
        rows = cursor.fetchall()
    own = frozenset(one for codes, source, *_rest in rows if source is None for one in codes)
    delegations = tuple(
        Delegation(person_id, name, frozenset(codes) - own)
        for codes, source, person_id, name, _reached in rows
        if source is not None
    )
    return Authority(
        permissions=own.union(*(one.permissions for one in delegations)),
        delegations=delegations,
        reach=tuple(
            (code, frozenset(reached))
            for codes, _source, _person, _name, reached in rows
            if reached
            for code in codes
        ),
    )


@lru_cache(maxsize=4_096)
def _asking(post_id: int, on: date, with_second_factor: bool) -> tuple[str, tuple[Any, ...]]:
    """Write the statement that every request asks first; it is the same for a post all day."""
    grants = Grant.objects.in_force(on).filter(post_id=post_id)
    if not with_second_factor:
        grants = grants.filter(role__needs_second_factor=False)
    asked = grants.annotate(reached=REACHED).values_list(
        "role__permissions", "delegated_from_id", "granted_by_id", "granted_by__name", "reached"
    )
    return asked.order_by().query.sql_with_params()


def permissions_of(post_id: int, on: date, *, with_second_factor: bool = True) -> frozenset[str]:
    """Return the permissions of a post on a day; without a second factor, those that need none."""
    return authority_of(post_id, on, with_second_factor=with_second_factor).permissions


def is_qualified(person_id: int, on: date, scope: str = "") -> bool:
    """Tell whether a person may enforce the law on a day, in a field if one is given.

    Law: 行政处罚法 第四十二条第一款.
    """
    held = EnforcementQualification.objects.on(on).filter(person_id=person_id)
    return held.filter(scope=scope).exists() if scope else held.exists()


def system_actor(moment: datetime) -> Actor:
    """Return the city itself, acting without a person: it holds every permission, by name.

    Only set-up, demo data and the clock act as the city; each act is in the journal as such.
    """
    return Actor(
        moment=moment, channel=Channel.SYSTEM, name="系统", permissions=frozenset(permission_names)
    )


def list_roles(by: Actor) -> list[Role]:
    """Return every role with the grants valid today, with their posts and organizations."""
    grants = Grant.objects.in_force(by.today).select_related("post__organization")
    grants = grants.order_by("post__code")
    return list(Role.objects.prefetch_related(Prefetch("grants", grants, to_attr="valid_grants")))


def get_role(by: Actor, code: str) -> Role:
    """Return a role.

    Raises:
        NotFound: no role has the code.
    """
    role = Role.objects.filter(code=code).first()
    if role is None:
        raise NotFound(str(Role._meta.verbose_name), code)
    return role


def list_delegable(by: Actor) -> list[Grant]:
    """Return the grants of the actor's post that they may let another use in their place."""
    own = Grant.objects.in_force(by.today).filter(
        post_id=by.post_id or 0, delegated_from__isnull=True
    )
    return list(own.select_related("role", "division").order_by("role__code", "pk"))


def list_deputy_posts(by: Actor) -> list[Post]:
    """Return the posts of the actor's organization that others hold today, with `holders`."""
    holders = PostHolding.objects.on(by.today).select_related("person")
    posts = Post.objects.on(by.today).filter(organization_id=by.own_organization_id)
    taken = holders.exclude(person_id=by.own_person_id).values("post_id")
    return list(
        posts.filter(pk__in=taken).prefetch_related(
            Prefetch("holdings", holders, to_attr="holders")
        )
    )


def delegations_by(person_id: int) -> list[Grant]:
    """Return what a person has delegated to others, newest first."""
    return list(_delegations().filter(granted_by_id=person_id))


def delegations_to(person_id: int, on: date) -> list[Grant]:
    """Return what others have delegated to the posts a person holds on a day, newest first."""
    posts = PostHolding.objects.on(on).filter(person_id=person_id).values("post_id")
    return list(_delegations().filter(post__in=posts))


def _delegations() -> DatedQuerySet[Grant]:
    holders = PostHolding.objects.select_related("person")
    rows = Grant.objects.delegated().select_related(
        "role", "granted_by", "post", "delegated_from__post"
    )
    return rows.prefetch_related(Prefetch("post__holdings", holders)).order_by("-valid_from", "-pk")


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who could do something on a day: in which post, by which grant."""

    name: str
    employee_number: str
    grant: Grant


def who_could(
    by: Actor, permission: str, on: date, *, organization: str = "", number: str = ""
) -> list[Holder]:
    """Return who could do something on a day, with each grant they could do it by. One query.

    Without a permission it is all they could do. `organization` is a code, `number` a person's.
    What was taken back in the course of that day still counts on it.
    """
    grants = Grant.objects.in_force(on, in_part=True).alias(
        held=FilteredRelation("post__holdings", condition=valid_on(on, "post__holdings__"))
    )
    grants = grants.filter(
        valid_on(on, "held__person__"), held__person__in=Person.objects.within(by)
    )
    if permission:
        grants = grants.filter(role__permissions__contains=[permission])
    if organization:
        grants = grants.filter(post__organization__code=organization)
    if number:
        grants = grants.filter(held__person__employee_number=number)
    rows = grants.annotate(
        person_name=F("held__person__name"), number=F("held__person__employee_number")
    ).select_related("role", "division", "granted_by", "post__organization", "delegated_from__post")
    ordered = rows.order_by("post__organization__code", "post__code", "role__code", "pk")
    return [
        Holder(getattr(one, "person_name"), getattr(one, "number"), one)  # noqa: B009  annotated
        for one in ordered
    ]
