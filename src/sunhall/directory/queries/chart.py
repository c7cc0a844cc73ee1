"""What an organization chart shows."""

from collections import defaultdict
from datetime import date

from django.db.models import Prefetch

from sunhall.directory.models import Post, PostHolding
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.organizations import Branch, organization_tree
from sunhall.kernel.actor import Actor


def branch_of(by: Actor, code: str, on: date) -> Branch | None:
    """Return an organization of a day with all below it; none if it was not there."""
    waiting = organization_tree(by, on)
    while waiting:
        branch = waiting.pop()
        if branch.organization.code == code:
            return branch
        waiting += branch.children
    return None


def posts_in(by: Actor, branch: Branch, on: date) -> dict[int, list[Post]]:
    """Return a day's posts with their `holders`, by organization; none to who may see no person."""
    if not by.may(Permission.PERSON_VIEW):
        return {}
    found: dict[int, list[Post]] = defaultdict(list)
    holders = PostHolding.objects.on(on).select_related("person")
    posts = Post.objects.on(on).filter(organization_id__in=_keys(branch))
    for post in posts.prefetch_related(Prefetch("holdings", holders, to_attr="holders")):
        found[post.organization_id].append(post)
    return found


def _keys(branch: Branch) -> list[int]:
    return [branch.organization.pk, *(pk for child in branch.children for pk in _keys(child))]
