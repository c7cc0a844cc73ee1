"""Every read of the directory."""

from sunhall.directory.queries.authority import (
    get_role,
    is_qualified,
    list_roles,
    permissions_of,
    posts_of,
    system_actor,
)
from sunhall.directory.queries.calendar import (
    calendar_revision,
    city_calendar,
    history_of_calendar,
    list_calendar_days,
)
from sunhall.directory.queries.matters import (
    get_matter,
    history_of_matter,
    list_laws,
    list_matters,
)
from sunhall.directory.queries.organizations import (
    Branch,
    DivisionChange,
    get_division,
    get_organization,
    list_division_changes,
    list_divisions,
    list_organization_names,
    list_organizations,
    list_posts,
    list_subordinates,
    organization_tree,
)
from sunhall.directory.queries.people import get_person, get_post, list_persons
from sunhall.directory.queries.workbook import get_workbook, plan_import, read_directory

__all__ = [
    "Branch",
    "DivisionChange",
    "calendar_revision",
    "city_calendar",
    "get_division",
    "get_matter",
    "get_organization",
    "get_person",
    "get_post",
    "get_role",
    "get_workbook",
    "history_of_calendar",
    "history_of_matter",
    "is_qualified",
    "list_calendar_days",
    "list_division_changes",
    "list_divisions",
    "list_laws",
    "list_matters",
    "list_organization_names",
    "list_organizations",
    "list_persons",
    "list_posts",
    "list_roles",
    "list_subordinates",
    "organization_tree",
    "permissions_of",
    "plan_import",
    "posts_of",
    "read_directory",
    "system_actor",
]
