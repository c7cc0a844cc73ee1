"""Whoever holds a post lets another of their organization act in their place for a time."""

from collections.abc import Sequence
from datetime import date

from sunhall.directory.actions.dated import check_period, check_valid
from sunhall.directory.errors import (
    AlreadyClosed,
    AlreadyGranted,
    DelegatedAlready,
    DelegatedElsewhere,
    DelegatedInThePast,
    DelegatedToOneself,
    OutlivesGrant,
)
from sunhall.directory.events import DelegationWithdrawn, RoleDelegated
from sunhall.directory.models import Grant, Post
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.periods import Period
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce


@action(Permission.GRANT_DELEGATE, is_weighty=True)
def delegate_roles(
    by: Actor,
    *,
    grant_ids: Sequence[int],
    post_id: int,
    valid_from: date,
    valid_to: date,
    reason: str,
) -> list[Grant]:
    """Let who holds another post act in the actor's place; it ends by itself.

    Whatever must be done by two is still done by two: acts look at the person, not at the post.

    Raises:
        NotFound: no such post, or a grant is not of the post the actor acts in.
        DelegatedAlready: a grant was itself delegated to the actor.
        DelegatedElsewhere: the other post is of another organization.
        DelegatedToOneself: the actor holds it.
        DelegatedInThePast: the first day is before today.
        OutlivesGrant: a grant ends before.
        NotValidThen: the post does not exist on the first day.
        AlreadyGranted: the post has one of the roles at that time.
        EndsBeforeStart: the end is not after the start.
    """
    post = Post.objects.lock(post_id)
    period = check_period(valid_from, valid_to)
    _check_post(by, post, valid_from)
    delegated = [_delegated(by, key, post, period, reason) for key in dict.fromkeys(grant_ids)]
    Grant.objects.bulk_create(delegated)
    announce(
        by,
        *(
            RoleDelegated(
                subject_id=post.pk,
                role=one.role.code,
                post=by.post_name,
                valid_from=valid_from,
                valid_to=valid_to,
                reason=reason,
            )
            for one in delegated
        ),
    )
    return delegated


@action(Permission.GRANT_DELEGATE, is_weighty=True)
def withdraw_delegation(by: Actor, *, grant_id: int) -> Grant:
    """Take back at once what was delegated: by whom it was, or by who grants roles.

    Raises:
        NotFound: the actor has delegated no such thing, and grants no roles.
        AlreadyClosed: it has ended, or was taken back.
    """
    rows = Grant.objects.delegated().select_related("role")
    if not by.may(Permission.ROLE_GRANT):
        rows = rows.filter(granted_by=by.own_person_id)
    grant = rows.lock(grant_id)
    ended = grant.withdrawn_on or grant.valid_to
    if grant.withdrawn_on or (ended and ended <= by.today):
        raise AlreadyClosed(valid_to=ended)
    grant.withdrawn_on = by.today
    grant.save(update_fields=["withdrawn_on"])
    announce(by, DelegationWithdrawn(subject_id=grant.post_id, role=grant.role.code))
    return grant


def _check_post(by: Actor, post: Post, start: date) -> None:
    """Refuse a post that may not act in the actor's place."""
    if start < by.today:
        raise DelegatedInThePast(day=start)
    if post.organization_id != by.organization_id:
        raise DelegatedElsewhere(post=post.title)
    held = post.holdings.on(by.today).filter(person_id=by.own_person_id)
    if post.pk == by.post_id or held.exists():
        raise DelegatedToOneself(post=post.title)
    check_valid(post, start)


def _delegated(by: Actor, grant_id: int, post: Post, period: Period, reason: str) -> Grant:
    """Return the grant that lets a post act in the actor's place, not kept yet."""
    rows = Grant.objects.in_force(by.today).filter(post_id=by.post_id or 0, pk=grant_id)
    source = rows.select_related("role").first()
    if source is None:
        raise NotFound(str(Grant._meta.verbose_name), grant_id)
    if source.delegated_from_id is not None:
        raise DelegatedAlready(role=source.role.name)
    if source.valid_to is not None and (period.end is None or period.end > source.valid_to):
        raise OutlivesGrant(role=source.role.name, valid_to=source.valid_to)
    for other in post.grants.filter(role=source.role, withdrawn_on__isnull=True):
        if period.overlaps(Period(other.valid_from, other.valid_to)):
            raise AlreadyGranted(post=post.title, role=source.role.name)
    return Grant(
        role=source.role,
        post=post,
        granted_by_id=by.person_id,
        delegated_from=source,
        scope=source.scope,
        division_id=source.division_id,
        reason=reason,
        valid_from=period.start,
        valid_to=period.end,
    )
