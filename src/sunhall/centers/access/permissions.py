"""What one may be allowed to do in the access center."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    ACCOUNT_MAINTAIN = "access:account:maintain"
    ACCOUNT_OWN = "access:account:own"
    SESSION_OPEN = "access:session:open"
    CERTIFICATE_OWN = "access:certificate:own"
    CERTIFICATE_ADMINISTER = "access:certificate:administer"
    AUTHORITY_OPERATE = "access:authority:operate"
    SEAL_REQUEST = "access:seal:request"
    SEAL_GRANT = "access:seal:grant"
    APPLICATION_MAINTAIN = "access:application:maintain"
    SCIM_READ = "access:scim:read"
    SCIM_WRITE = "access:scim:write"
    AGENT_MAINTAIN = "access:agent:maintain"
    ENTERPRISE_APPLY = "access:enterprise:apply"
    ENTERPRISE_PAY = "access:enterprise:pay"
    ENTERPRISE_SIGN = "access:enterprise:sign"


NAMES = {
    Permission.ACCOUNT_MAINTAIN: _("维护账号"),
    Permission.ACCOUNT_OWN: _("维护本人的账号安全"),
    Permission.SESSION_OPEN: _("登录和退出"),
    Permission.CERTIFICATE_OWN: _("申请和使用本人的证书"),
    Permission.CERTIFICATE_ADMINISTER: _("审批、暂停和吊销证书"),
    Permission.AUTHORITY_OPERATE: _("运行证书签发机构"),
    Permission.SEAL_REQUEST: _("申请制作和使用本单位印章"),
    Permission.SEAL_GRANT: _("批准制作和使用本单位印章"),
    Permission.APPLICATION_MAINTAIN: _("维护接入单点登录的应用"),
    Permission.SCIM_READ: _("同步账号和组织（只读）"),
    Permission.SCIM_WRITE: _("经接口开通和停用账号"),
    Permission.AGENT_MAINTAIN: _("增减企业的代理人"),
    Permission.ENTERPRISE_APPLY: _("以企业名义申请和办事"),
    Permission.ENTERPRISE_PAY: _("以企业名义缴费"),
    Permission.ENTERPRISE_SIGN: _("以企业名义签署"),
}

SCOPES = (
    Permission.AGENT_MAINTAIN,
    Permission.ENTERPRISE_APPLY,
    Permission.ENTERPRISE_PAY,
    Permission.ENTERPRISE_SIGN,
)
"""What an enterprise may let its agents do."""
