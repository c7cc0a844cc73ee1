"""What one may be allowed to do in the access center."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    ACCOUNT_MAINTAIN = "access:account:maintain"
    SESSION_OPEN = "access:session:open"


NAMES = {
    Permission.ACCOUNT_MAINTAIN: _("维护账号"),
    Permission.SESSION_OPEN: _("登录和退出"),
}
