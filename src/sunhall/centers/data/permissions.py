"""What one may be allowed to do with licenses and conduct records."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Codes of the form scope:resource:action."""

    KIND_DRAFT = "data:kind:draft"
    KIND_PUBLISH = "data:kind:publish"
    LICENSE_ISSUE = "data:license:issue"
    """Issue, inspect, modify and extend the licenses of one's organization."""
    LICENSE_END = "data:license:end"
    """Suspend, revoke, withdraw and cancel them."""
    LICENSE_USE = "data:license:use"
    """Look holders' licenses up for a granted purpose."""
    LICENSE_OWN = "data:license:own"
    LICENSE_KEEP = "data:license:keep"
    CONDITION_VIEW = "data:condition:view"
    CONDUCT_VIEW = "data:conduct:view"
    PURPOSE_GRANT = "data:purpose:grant"


NAMES = {
    Permission.KIND_DRAFT: _("起草证照类型和模板"),
    Permission.KIND_PUBLISH: _("发布证照模板"),
    Permission.LICENSE_ISSUE: _("颁发、年检、变更和延续本单位的证照"),
    Permission.LICENSE_END: _("暂停、撤销、撤回和注销本单位的证照"),
    Permission.LICENSE_USE: _("按登记的用途调用证照"),
    Permission.LICENSE_OWN: _("使用自己的证照"),
    Permission.LICENSE_KEEP: _("按期限处理证照"),
    Permission.CONDITION_VIEW: _("查看证照的许可条件"),
    Permission.CONDUCT_VIEW: _("查看行为记录"),
    Permission.PURPOSE_GRANT: _("登记部门调用证照的用途"),
}
