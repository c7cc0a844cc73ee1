"""What one may be allowed to do in the access center."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    ACCOUNT_MAINTAIN = "access:account:maintain"
    SESSION_OPEN = "access:session:open"
    CERTIFICATE_OWN = "access:certificate:own"
    CERTIFICATE_ADMINISTER = "access:certificate:administer"
    AUTHORITY_OPERATE = "access:authority:operate"
    SEAL_REQUEST = "access:seal:request"
    SEAL_GRANT = "access:seal:grant"


NAMES = {
    Permission.ACCOUNT_MAINTAIN: _("维护账号"),
    Permission.SESSION_OPEN: _("登录和退出"),
    Permission.CERTIFICATE_OWN: _("申请和使用本人的证书"),
    Permission.CERTIFICATE_ADMINISTER: _("审批、暂停和吊销证书"),
    Permission.AUTHORITY_OPERATE: _("运行证书签发机构"),
    Permission.SEAL_REQUEST: _("申请制作和使用本单位印章"),
    Permission.SEAL_GRANT: _("批准制作和使用本单位印章"),
}
