"""Who holds which post, and what that lets them do."""

from datetime import date, datetime

from django.db.models import Prefetch

from sunhall.directory.models import EnforcementQualification, Grant, PostHolding, Role
from sunhall.directory.models.dated import valid_on
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.errors import NotFound
from sunhall.kernel.hooks import permission_names


def posts_of(person_id: int, on: date) -> list[PostHolding]:
    """Return the posts a person holds on a day, with post and organization; oldest first."""
    holdings = PostHolding.objects.on(on).filter(
        valid_on(on, "person__"), valid_on(on, "post__"), person_id=person_id
    )
    return list(
        holdings.select_related("person", "post__organization").order_by("valid_from", "pk")
    )


def permissions_of(post_id: int, on: date, *, with_second_factor: bool = True) -> frozenset[str]:
    """Return the permissions of a post on a day; without a second factor, those that need none."""
    grants = Grant.objects.on(on).filter(valid_on(on, "post__"), post_id=post_id)
    if not with_second_factor:
        grants = grants.filter(role__needs_second_factor=False)
    lists = grants.values_list("role__permissions", flat=True)
    return frozenset(permission for permissions in lists for permission in permissions)


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
    grants = Grant.objects.on(by.today).select_related("post__organization").order_by("post__code")
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
