"""What one may be allowed to do at the city's front door."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    NAVIGATION_VIEW = "portal:navigation:view"
    NAVIGATION_DRAFT = "portal:navigation:draft"
    NAVIGATION_PUBLISH = "portal:navigation:publish"


NAMES = {
    Permission.NAVIGATION_VIEW: _("查看办事导航的草稿"),
    Permission.NAVIGATION_DRAFT: _("起草办事导航"),
    Permission.NAVIGATION_PUBLISH: _("审定和公布办事导航"),
}
