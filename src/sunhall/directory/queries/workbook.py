"""The whole directory as the workbook shows it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from sunhall.directory.models import (
    ApplicationResource,
    Division,
    EnforcementQualification,
    Grant,
    InformationResource,
    LegalBasis,
    Matter,
    Organization,
    Person,
    Post,
    PostHolding,
    Role,
    UploadedWorkbook,
)
from sunhall.directory.rules.resources import write_items
from sunhall.directory.rules.tables import (
    APPLICATIONS,
    BASES,
    DIVISIONS,
    GRANTS,
    INFORMATION,
    MATTERS,
    ORGANIZATIONS,
    PERSONS,
    POSTS,
    QUALIFICATIONS,
    Entry,
    Table,
)
from sunhall.directory.rules.workbook import Change, Entries, Parsed, compare, parse
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.sheets import read_workbook

# Where a column's value is found, if not under the column's own name.
PATHS = {
    ("divisions", "successor"): "successor__code",
    ("organizations", "parent"): "parent__code",
    ("organizations", "division"): "division__code",
    ("posts", "organization"): "organization__code",
    ("grants", "role"): "role__code",
    ("grants", "post"): "post__code",
    ("qualifications", "employee_number"): "person__employee_number",
    ("matters", "organization"): "organization__code",
    ("bases", "matter"): "matter__code",
    ("information", "organization"): "organization__code",
    ("applications", "organization"): "organization__code",
}


def read_directory(by: Actor) -> Entries:
    """Return every entry the actor may see by table and key; of grants the ones not ended.

    One query a table.
    """
    persons = Person.objects.within(by)
    return {
        "divisions": _entries(DIVISIONS, Division.objects.all()),
        "organizations": _entries(ORGANIZATIONS, Organization.objects.within(by)),
        "persons": _entries(PERSONS, persons),
        "posts": _with_holders(_entries(POSTS, Post.objects.all()), persons),
        "grants": _entries(GRANTS, Grant.objects.open().order_by("post__code", "role__code")),
        "qualifications": _entries(
            QUALIFICATIONS, EnforcementQualification.objects.filter(person__in=persons)
        ),
        "matters": _entries(MATTERS, Matter.objects.within(by)),
        "bases": _entries(BASES, LegalBasis.objects.open().order_by("matter__code", "pk")),
        "information": _entries(INFORMATION, InformationResource.objects.within(by)),
        "applications": _entries(APPLICATIONS, ApplicationResource.objects.within(by)),
    }


def get_workbook(by: Actor, workbook_id: int) -> Parsed:
    """Return what the workbook says that the actor has brought.

    Raises:
        NotFound: the actor has brought no such workbook.
    """
    workbook = UploadedWorkbook.objects.within(by).filter(pk=workbook_id).first()
    if workbook is None:
        raise NotFound(str(UploadedWorkbook._meta.verbose_name), workbook_id)
    return parse(read_workbook(bytes(workbook.content)))


def plan_import(by: Actor, parsed: Parsed) -> list[Change]:
    """Return what importing a workbook would do; what forbids it joins the workbook's faults."""
    roles = frozenset(Role.objects.values_list("code", flat=True))
    return compare(read_directory(by), parsed, roles)


def _entries(table: Table, rows: QuerySet[Any]) -> dict[tuple[str, ...], Entry]:
    fields = [one.field for one in table.columns if one.field not in ("holder", "held_from")]
    paths = [PATHS.get((table.name, name), name) for name in fields]
    entries: Iterable[Entry] = (
        {name: _value(name, value) for name, value in zip(fields, values, strict=True)}
        for values in rows.values_list(*paths)
    )
    return {table.key_of(entry): entry for entry in entries}


def _value(name: str, value: Any) -> Any:
    """Return an empty text for a missing reference, None for a missing date or year."""
    if name == "items":
        return write_items(value)
    is_text = not name.startswith(("valid_", "held_")) and name != "year"
    return "" if value is None and is_text else value


def _with_holders(
    posts: dict[tuple[str, ...], Entry], persons: QuerySet[Person]
) -> dict[tuple[str, ...], Entry]:
    for entry in posts.values():
        entry["holder"], entry["held_from"] = "", None
    holdings = PostHolding.objects.open().filter(person__in=persons)
    rows = holdings.values_list("post__code", "person__employee_number", "valid_from")
    for code, number, start in rows:
        posts[(code,)]["holder"], posts[(code,)]["held_from"] = number, start
    return posts
