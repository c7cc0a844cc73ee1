"""What one may be allowed to do in the directory."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """`scope:resource:action`."""

    DIVISION_MAINTAIN = "directory:division:maintain"
    ORGANIZATION_MAINTAIN = "directory:organization:maintain"
    ORGANIZATION_REORGANIZE = "directory:organization:reorganize"
    PERSON_VIEW = "directory:person:view"
    PERSON_MAINTAIN = "directory:person:maintain"
    ROLE_GRANT = "directory:role:grant"
    GRANT_DELEGATE = "directory:grant:delegate"
    AUTHORITY_VIEW = "directory:authority:view"
    QUALIFICATION_MAINTAIN = "directory:qualification:maintain"
    MATTER_MAINTAIN = "directory:matter:maintain"
    ITEM_VIEW = "directory:item:view"
    ITEM_DRAFT = "directory:item:draft"
    ITEM_PUBLISH = "directory:item:publish"
    RESOURCE_MAINTAIN = "directory:resource:maintain"
    CALENDAR_MAINTAIN = "directory:calendar:maintain"
    WORKBOOK_IMPORT = "directory:workbook:import"
    WORKBOOK_EXPORT = "directory:workbook:export"


NAMES = {
    Permission.DIVISION_MAINTAIN: _("维护行政区划"),
    Permission.ORGANIZATION_MAINTAIN: _("维护单位"),
    Permission.ORGANIZATION_REORGANIZE: _("办理机构改革"),
    Permission.PERSON_VIEW: _("查看人员"),
    Permission.PERSON_MAINTAIN: _("维护人员与岗位"),
    Permission.ROLE_GRANT: _("授予和收回角色"),
    Permission.GRANT_DELEGATE: _("委托自己岗位的角色"),
    Permission.AUTHORITY_VIEW: _("查询谁在哪一天有什么权限"),
    Permission.QUALIFICATION_MAINTAIN: _("维护执法资格"),
    Permission.MATTER_MAINTAIN: _("维护职权与服务事项"),
    Permission.ITEM_VIEW: _("查看服务事项的草稿"),
    Permission.ITEM_DRAFT: _("起草服务事项"),
    Permission.ITEM_PUBLISH: _("审定和公布服务事项"),
    Permission.RESOURCE_MAINTAIN: _("维护信息资源与应用资源"),
    Permission.CALENDAR_MAINTAIN: _("维护工作日历"),
    Permission.WORKBOOK_IMPORT: _("导入目录"),
    Permission.WORKBOOK_EXPORT: _("导出目录"),
}
