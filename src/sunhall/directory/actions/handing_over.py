"""What goes over from one organization to another: posts with holders and roles, matters."""

from collections.abc import Collection
from datetime import date

from sunhall.directory.actions.dated import change
from sunhall.directory.actions.matters import hand_over_matters
from sunhall.directory.errors import CircularHierarchy, HandedOverTwice
from sunhall.directory.events import (
    ApplicationResourceModified,
    GrantRevoked,
    InformationResourceModified,
    OrganizationModified,
    PersonAppointed,
    PersonRelieved,
    PostClosed,
    PostMoved,
    RoleGranted,
)
from sunhall.directory.models import (
    ApplicationResource,
    Grant,
    InformationResource,
    Matter,
    Organization,
    Post,
    PostHolding,
    ServiceItem,
)
from sunhall.directory.rules.circles import find_circle
from sunhall.directory.rules.reorganizing import Part, successor_code
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import Event, announce


def hand_over_posts(
    by: Actor, part: Part, old: Organization, new: Organization, on: date
) -> list[Post]:
    """Let posts go on under another organization, as new ones: who held what when is kept.

    Raises:
        HandedOverTwice: one of them is not the organization's, or is so no more.
    """
    rows = old.posts.lasting(on).select_for_update().order_by("code")
    posts = list(rows if part.is_whole else rows.filter(code__in=part.post_codes))
    _check_all(part.post_codes, [post.code for post in posts], old)
    taken = set(Post.objects.filter(code__startswith=new.code).values_list("code", flat=True))
    moved = []
    for post in posts:
        if post.valid_from is not None and post.valid_from >= on:
            moved.append(_move(by, post, new))
            continue
        code = successor_code(post.code, old.code, new.code, taken)
        taken.add(code)
        moved.append(_succeed(by, post, code, new, on))
    return moved


def hand_over_matters_of(
    by: Actor, part: Part, old: Organization, new: Organization, on: date
) -> list[Matter]:
    """Let matters belong to another organization.

    Raises:
        HandedOverTwice: one of them is not the organization's, or is so no more.
    """
    rows = old.matters.lasting(on).select_for_update().order_by("code")
    matters = list(rows if part.is_whole else rows.filter(code__in=part.matter_codes))
    _check_all(part.matter_codes, [matter.code for matter in matters], old)
    hand_over_matters(by, matters, new)
    return matters


def hand_over_subordinates(by: Actor, old: Organization, new: Organization) -> None:
    """Put those under an organization under another.

    Raises:
        CircularHierarchy: that one would stand above itself.
    """
    told = []
    for child in old.children.open().select_for_update():
        parent_id = old.parent_id if child == new else new.pk
        changes = change(child, {"parent_id": parent_id})
        told.append(OrganizationModified(subject_id=child.pk, changes=changes))
    pairs = Organization.objects.exclude(parent=None).values_list("code", "parent__code")
    if circle := find_circle(dict(pairs)):
        raise CircularHierarchy(path=" → ".join(circle))
    announce(by, *told)


def hand_over_resources(by: Actor, old: Organization, new: Organization, on: date) -> None:
    """Let another organization answer for an organization's information and applications.

    What it has adopted of the city's services goes over too, unless the other has that already.
    """
    told: list[Event] = []
    changes = {"organization_id": [str(old.pk), str(new.pk)]}
    for model, event in (
        (InformationResource, InformationResourceModified),
        (ApplicationResource, ApplicationResourceModified),
    ):
        rows = model.objects.lasting(on).filter(organization=old)
        told += [event(subject_id=pk, changes=changes) for pk in rows.values_list("pk", flat=True)]
        rows.update(organization=new)
    adopted = ServiceItem.objects.filter(organization=old).exclude(
        matter__in=new.service_items.values("matter")
    )
    adopted.update(organization=new)
    announce(by, *told)


def _check_all(wanted: Collection[str], found: Collection[str], old: Organization) -> None:
    for code in sorted(set(wanted) - set(found)):
        raise HandedOverTwice(code=code, name=old.name)


def _move(by: Actor, post: Post, new: Organization) -> Post:
    """Let a post that has not begun yet begin elsewhere."""
    post.organization = new
    post.save(update_fields=["organization"])
    event = PostMoved(
        subject_id=post.pk,
        code=post.code,
        title=post.title,
        predecessor="",
        valid_from=post.valid_from,
    )
    announce(by, event)
    return post


def _succeed(by: Actor, post: Post, code: str, new: Organization, on: date) -> Post:
    heir = Post.objects.create(
        organization=new, code=code, title=post.title, valid_from=on, valid_to=post.valid_to
    )
    told: list[Event] = [
        PostMoved(
            subject_id=heir.pk, code=code, title=heir.title, predecessor=post.code, valid_from=on
        )
    ]
    for holding in post.holdings.lasting(on).select_for_update():
        _carry(holding, heir, on)
        who = holding.person_id
        told += [
            PersonRelieved(subject_id=post.pk, relieved_person_id=who, valid_to=on),
            PersonAppointed(subject_id=heir.pk, appointed_person_id=who, valid_from=on),
        ]
    # What was delegated ends with the grant it comes from
    grants = post.grants.lasting(on).filter(delegated_from=None).select_related("role")
    for grant in grants.select_for_update(of=("self",)):
        _carry(grant, heir, on)
        role = grant.role.code
        told += [
            GrantRevoked(subject_id=post.pk, role=role, valid_to=on),
            RoleGranted(subject_id=heir.pk, role=role, valid_from=on),
        ]
    post.valid_to, post.successor = on, heir
    post.save(update_fields=["valid_to", "successor"])
    announce(by, *told, PostClosed(subject_id=post.pk, valid_to=on))
    return heir


def _carry(row: PostHolding | Grant, heir: Post, on: date) -> None:
    """Let a holding or a grant go on at another post; what had begun ends where it was."""
    if row.valid_from is not None and row.valid_from >= on:
        row.post = heir
        row.save(update_fields=["post"])
        return
    last, row.valid_to = row.valid_to, on
    row.save(update_fields=["valid_to"])
    row.pk, row._state.adding = None, True
    row.post, row.valid_from, row.valid_to = heir, on, last
    row.save()
