"""Posts are made and closed; persons are appointed and relieved."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.directory.actions.dated import change, check_free, check_period, check_valid, end
from sunhall.directory.errors import PostHeld, StillInUse
from sunhall.directory.events import (
    PersonAppointed,
    PersonRelieved,
    PostAdded,
    PostClosed,
    PostModified,
)
from sunhall.directory.models import Organization, Person, Post, PostHolding
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.periods import Period
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.PERSON_MAINTAIN)
def add_post(
    by: Actor,
    *,
    organization_id: int,
    code: str,
    title: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Post:
    """Give an organization a post; without a start, from today.

    Raises:
        NotFound: no such organization.
        CodeTaken: another post has this code.
        NotValidThen: the organization does not exist on its first day.
        EndsBeforeStart: the end is not after the start.
    """
    organization = Organization.objects.lock(organization_id)
    check_free(Post, "code", code)
    start = valid_from or by.today
    check_period(start, valid_to)
    check_valid(organization, start)
    post = Post.objects.create(
        organization=organization, code=code, title=title, valid_from=start, valid_to=valid_to
    )
    announce(by, PostAdded(subject_id=post.pk, code=code, title=title))
    return post


@action(Permission.PERSON_MAINTAIN)
def modify_post(by: Actor, *, post_id: int, title: str) -> Post:
    """Give a post another title.

    Raises:
        NotFound: no such post.
        NothingChanged: nothing is different.
    """
    post = Post.objects.lock(post_id)
    changes = change(post, {"title": title})
    announce(by, PostModified(subject_id=post.pk, changes=changes))
    return post


@action(Permission.PERSON_MAINTAIN)
def close_post(by: Actor, *, post_id: int, on: date) -> Post:
    """Close a post nobody holds; its open grants end with it.

    Raises:
        NotFound: no such post.
        StillInUse: somebody holds it.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start, or that of one of its grants.
    """
    post = Post.objects.lock(post_id)
    if post.holdings.open().exists():
        raise StillInUse(name=post.title, what=_("任职"))
    end(post, on)
    for grant in post.grants.open().select_for_update():
        end(grant, on)
    announce(by, PostClosed(subject_id=post.pk, valid_to=on))
    return post


@action(Permission.PERSON_MAINTAIN, law="公务员法 第四十条")
def appoint(
    by: Actor,
    *,
    person_id: int,
    post_id: int,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> PostHolding:
    """Appoint a person to a post; without a start, from today.

    Raises:
        NotFound: no such person or post.
        NotValidThen: the person or the post is not there on the first day.
        PostHeld: somebody holds the post at that time.
        EndsBeforeStart: the end is not after the start.
    """
    post = Post.objects.lock(post_id)
    person = Person.objects.lock(person_id)
    start = valid_from or by.today
    period = check_period(start, valid_to)
    check_valid(person, start)
    check_valid(post, start)
    for other in post.holdings.select_related("person"):
        if period.overlaps(Period(other.valid_from, other.valid_to)):
            raise PostHeld(post=post.title, person=other.person.name)
    holding = PostHolding.objects.create(
        post=post, person=person, valid_from=start, valid_to=valid_to
    )
    event = PersonAppointed(subject_id=post.pk, appointed_person_id=person.pk, valid_from=start)
    announce(by, event)
    return holding


@action(Permission.PERSON_MAINTAIN, law="公务员法 第四十条")
def relieve(by: Actor, *, holding_id: int, on: date) -> PostHolding:
    """Relieve a person of a post; from that day on they no longer hold it.

    Raises:
        NotFound: no such holding.
        AlreadyClosed: it has an end already.
        EndsBeforeStart: the day is not after its start.
    """
    holding = PostHolding.objects.lock(holding_id)
    end(holding, on)
    event = PersonRelieved(
        subject_id=holding.post_id, relieved_person_id=holding.person_id, valid_to=on
    )
    announce(by, event)
    return holding
