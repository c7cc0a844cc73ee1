"""Whose turn it is: what is an actor's to do, and for whom they stand in."""

from collections.abc import Sequence

from django.db.models import Q

from sunhall.directory.models import Organization, Person
from sunhall.kernel.actor import Actor
from sunhall.kernel.paging import Page
from sunhall.platforms.workflow.models import Substitution, Task


def principals_of(by: Actor) -> set[int]:
    """Return for whom the actor stands in today."""
    found = Substitution.objects.filter(
        Q(released_on__isnull=True) | Q(released_on__gt=by.today),
        substitute_id=by.own_person_id,
        valid_from__lte=by.today,
        valid_to__gt=by.today,
    )
    return set(found.values_list("person_id", flat=True))


def name_of(person_id: int, organization_id: int = 0) -> str:
    """Return what a person, or an organization, is called."""
    if organization_id:
        units = Organization.objects.filter(pk=organization_id)
        return units.values_list("short_name", flat=True).first() or ""
    return Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or ""


def list_tasks(
    by: Actor, *, queue: str = "organization", before: int | None = None, limit: int = 50
) -> Page[Task]:
    """Return what is to be done, oldest first: `mine`, those I stand in for, `organization`."""
    tasks = Task.objects.open()
    if queue == "mine":
        tasks = tasks.filter(claimed_by_id=by.own_person_id)
    elif queue == "substituted":
        tasks = tasks.filter(claimed_by_id__in=principals_of(by))
    else:
        tasks = tasks.within(by).filter(claimed_by__isnull=True)
    if before is not None:
        tasks = tasks.filter(pk__gt=before)
    found: Sequence[Task] = list(
        tasks.select_related("instance__definition", "organization", "claimed_by")
        .defer("instance__definition__xml", "instance__state")
        .order_by("pk")[: limit + 1]
    )
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")
