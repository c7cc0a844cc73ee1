"""Roles are defined, granted to posts and revoked."""

from collections.abc import Sequence
from datetime import date

from sunhall.directory.actions.dated import check_period, check_valid, end
from sunhall.directory.choices import Scope
from sunhall.directory.errors import (
    AlreadyGranted,
    GrantToOneself,
    ScopeWithoutDivision,
    UnknownPermission,
)
from sunhall.directory.events import GrantRevoked, RoleDefined, RoleGranted
from sunhall.directory.models import Grant, Post, Role
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.periods import Period
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.hooks import permission_names


@action(Permission.ROLE_GRANT, is_weighty=True)
def define_role(
    by: Actor,
    *,
    code: str,
    name: str,
    permissions: Sequence[str],
    needs_second_factor: bool = False,
) -> Role:
    """Say which permissions a role has; posts that have it gain or lose them at once.

    One that needs a second factor gives nothing to who signed on without one.

    Raises:
        UnknownPermission: no app knows one of them.
        GrantToOneself: the actor would give themselves a permission.
    """
    for permission in permissions:
        if permission not in permission_names:
            raise UnknownPermission(permission=permission)
    if _gains(by, code, permissions):
        raise GrantToOneself()
    role, _ = Role.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "permissions": sorted(set(permissions)),
            "needs_second_factor": needs_second_factor,
        },
    )
    event = RoleDefined(
        subject_id=role.pk,
        code=code,
        permissions=tuple(sorted(role.permissions)),
        needs_second_factor=needs_second_factor,
    )
    announce(by, event)
    return role


@action(Permission.ROLE_GRANT, is_weighty=True)
def grant_role(
    by: Actor,
    *,
    role_id: int,
    post_id: int,
    valid_from: date | None = None,
    valid_to: date | None = None,
    scope: Scope = Scope.OWN,
    division_id: int | None = None,
) -> Grant:
    """Grant a role to a post; without a start, from today; over its own organization, or more.

    Raises:
        NotFound: no such role or post.
        GrantToOneself: the actor holds the post.
        NotValidThen: the post does not exist on the first day.
        AlreadyGranted: the post has the role at that time.
        EndsBeforeStart: the end is not after the start.
        ScopeWithoutDivision: a scope of a division names none, or another one does.
    """
    if (scope == Scope.DIVISION) is (division_id is None):
        raise ScopeWithoutDivision()
    post = Post.objects.lock(post_id)
    role = Role.objects.lock(role_id)
    start = valid_from or by.today
    period = check_period(start, valid_to)
    check_valid(post, start)
    if by.person_id and post.holdings.on(by.today).filter(person_id=by.person_id).exists():
        raise GrantToOneself()
    for other in post.grants.filter(role=role, withdrawn_on__isnull=True):
        if period.overlaps(Period(other.valid_from, other.valid_to)):
            raise AlreadyGranted(post=post.title, role=role.name)
    grant = Grant.objects.create(
        role=role,
        post=post,
        granted_by_id=by.person_id,
        valid_from=start,
        valid_to=valid_to,
        scope=scope,
        division_id=division_id,
    )
    reach = "" if scope == Scope.OWN else str(scope)
    announce(by, RoleGranted(subject_id=post.pk, role=role.code, valid_from=start, reach=reach))
    return grant


@action(Permission.ROLE_GRANT, is_weighty=True)
def revoke_grant(by: Actor, *, grant_id: int, on: date) -> Grant:
    """Take a role from a post; from that day on its holder lacks the permissions.

    Raises:
        NotFound: no such grant.
        AlreadyClosed: it has an end already.
        EndsBeforeStart: the day is not after its start.
    """
    grant = Grant.objects.select_related("role").lock(grant_id)
    end(grant, on)
    announce(by, GrantRevoked(subject_id=grant.post_id, role=grant.role.code, valid_to=on))
    return grant


def _gains(by: Actor, code: str, permissions: Sequence[str]) -> bool:
    """Tell whether the actor's own post would get a permission it lacks."""
    if by.post_id is None or set(permissions) <= by.permissions:
        return False
    return Grant.objects.in_force(by.today).filter(role__code=code, post_id=by.post_id).exists()
