"""What one may be allowed to do on the security platform."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    JOURNAL_AUDIT = "security:journal:audit"
    STATUS_VIEW = "security:status:view"
    LOOKS_OWN = "security:looks:own"
    LEDGER_VERIFY = "security:ledger:verify"
    FILES_SCAN = "security:files:scan"


NAMES = {
    Permission.JOURNAL_AUDIT: _("审计日志：谁看过谁"),
    Permission.STATUS_VIEW: _("查看安全状况"),
    Permission.LOOKS_OWN: _("查看谁看过自己的信息"),
    Permission.LEDGER_VERIFY: _("核验账本"),
    Permission.FILES_SCAN: _("补扫还没有扫描的文件"),
}
