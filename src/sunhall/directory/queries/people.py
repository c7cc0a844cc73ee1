"""The people who work for the city, for those who may see them."""

from django.db.models import Prefetch, Q

from sunhall.directory.models import Grant, Person, Post, PostHolding
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.paging import Page


def get_person(by: Actor, employee_number: str) -> Person:
    """Return a person with holdings (posts, organizations) and qualifications.

    Raises:
        NotFound: nobody has the number, or the actor may not see them.
    """
    holdings = PostHolding.objects.select_related("post__organization")
    found = Person.objects.within(by).prefetch_related(
        Prefetch("holdings", holdings), "qualifications"
    )
    person = found.filter(employee_number=employee_number).first()
    if person is None:
        raise NotFound(str(Person._meta.verbose_name), employee_number)
    return person


def get_post(by: Actor, code: str) -> Post:
    """Return a post with its organization, grants, and the holders the actor may see.

    Raises:
        NotFound: no post has the code.
    """
    holdings = PostHolding.objects.select_related("person").filter(
        person__in=Person.objects.within(by)
    )
    grants = Grant.objects.select_related("role", "granted_by", "division", "delegated_from__post")
    found = Post.objects.select_related("organization", "successor__organization").prefetch_related(
        Prefetch("holdings", holdings), Prefetch("grants", grants)
    )
    post = found.filter(code=code).first()
    if post is None:
        raise NotFound(str(Post._meta.verbose_name), code)
    return post


def list_persons(by: Actor, *, query: str = "", after: str = "", limit: int = 50) -> Page[Person]:
    """Return those who work for the city today by employee number, with today's `posts_today`."""
    holdings = PostHolding.objects.on(by.today).select_related("post__organization")
    found = Person.objects.within(by).on(by.today).order_by("employee_number")
    if query:
        found = found.filter(Q(name__icontains=query) | Q(employee_number__istartswith=query))
    found = found.filter(employee_number__gt=after).prefetch_related(
        Prefetch("holdings", holdings, to_attr="posts_today")
    )
    persons = list(found[: limit + 1])
    more = len(persons) > limit
    return Page(persons[:limit], persons[limit - 1].employee_number if more else "")
