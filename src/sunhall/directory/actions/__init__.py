"""Every act that changes the directory."""

from sunhall.directory.actions.calendar import (
    clear_calendar_day,
    import_calendar,
    set_calendar_day,
)
from sunhall.directory.actions.delegating import delegate_roles, withdraw_delegation
from sunhall.directory.actions.divisions import add_division, close_division, modify_division
from sunhall.directory.actions.importing import import_directory, import_workbook, keep_workbook
from sunhall.directory.actions.items import (
    adopt_item,
    discard_item_draft,
    draft_items,
    draft_next_item,
    publish_items,
    revise_adoption,
    revise_item,
    withdraw_item,
)
from sunhall.directory.actions.matters import (
    close_matter,
    modify_matter,
    register_matter,
    register_matters,
)
from sunhall.directory.actions.organizations import (
    add_organization,
    close_organization,
    modify_organization,
)
from sunhall.directory.actions.people import (
    close_person,
    close_qualification,
    modify_person,
    register_person,
    register_qualification,
)
from sunhall.directory.actions.posts import add_post, appoint, close_post, modify_post, relieve
from sunhall.directory.actions.reorganizing import (
    merge_division,
    merge_organizations,
    rename_organization,
    split_organization,
)
from sunhall.directory.actions.resources import (
    close_application_resource,
    close_information_resource,
    modify_application_resource,
    modify_information_resource,
    register_application_resource,
    register_information_resource,
)
from sunhall.directory.actions.revision import advance_items
from sunhall.directory.actions.roles import define_role, grant_role, revoke_grant

__all__ = [
    "add_division",
    "add_organization",
    "add_post",
    "adopt_item",
    "advance_items",
    "appoint",
    "clear_calendar_day",
    "close_application_resource",
    "close_division",
    "close_information_resource",
    "close_matter",
    "close_organization",
    "close_person",
    "close_post",
    "close_qualification",
    "define_role",
    "delegate_roles",
    "discard_item_draft",
    "draft_items",
    "draft_next_item",
    "grant_role",
    "import_calendar",
    "import_directory",
    "import_workbook",
    "keep_workbook",
    "merge_division",
    "merge_organizations",
    "modify_application_resource",
    "modify_division",
    "modify_information_resource",
    "modify_matter",
    "modify_organization",
    "modify_person",
    "modify_post",
    "publish_items",
    "register_application_resource",
    "register_information_resource",
    "register_matter",
    "register_matters",
    "register_person",
    "register_qualification",
    "relieve",
    "rename_organization",
    "revise_adoption",
    "revise_item",
    "revoke_grant",
    "set_calendar_day",
    "split_organization",
    "withdraw_delegation",
    "withdraw_item",
]
