"""The demonstration's roles: what each of the cast may do, by its code."""

from sunhall.directory.permissions import Permission
from sunhall.kernel.erasure import ERASE

ROLES = {
    "legal_officer": (
        "法制人员",
        (
            "penalties:benchmark:view",
            "penalties:benchmark:draft",
            "access:seal:request",
            "workflow:flow:draw",
        ),
    ),
    "reviewer": (
        "法制审核人员",
        (
            "penalties:benchmark:view",
            "penalties:benchmark:publish",
            "workflow:flow:draw",
            "workflow:flow:deploy",
            "penalties:case:view",
            "penalties:case:review",
            "penalties:case:publish",
        ),
    ),
    "enforcement_officer": (
        "执法人员",
        (
            "penalties:benchmark:view",
            "penalties:sanction:determine",
            "penalties:case:view",
            "penalties:case:handle",
            "access:seal:request",
            "data:condition:view",
        ),
    ),
    "head": (
        "机关负责人",
        (
            "penalties:benchmark:view",
            "penalties:case:view",
            "penalties:case:approve",
            "penalties:case:correct",
            "supervision:card:answer",
            "access:seal:grant",
        ),
    ),
    "supervisor": (
        "执法监督人员",
        (
            "penalties:benchmark:view",
            "penalties:case:watch",
            "supervision:finding:view",
            "supervision:card:handle",
            "supervision:rule:propose",
            "supervision:rule:enable",
            Permission.PERSON_VIEW.value,
            Permission.AUTHORITY_VIEW.value,
        ),
    ),
    "item_officer": ("服务事项人员", ("directory:item:view", "directory:item:draft")),
    "standard_editor": (
        "服务标准人员",
        (
            *("directory:item:view", "directory:item:draft"),
            *("portal:navigation:view", "portal:navigation:draft"),
        ),
    ),
    "standard_reviewer": (
        "服务标准审定人员",
        (
            *("directory:item:view", "directory:item:publish"),
            *("portal:navigation:view", "portal:navigation:publish"),
        ),
    ),
    "directory_administrator": (
        "目录管理员",
        (*tuple(Permission), "access:account:maintain", "access:application:maintain"),
    ),
    "data_protection_officer": (
        "个人信息保护负责人",
        (ERASE, "citizencards:purpose:grant", "data:purpose:grant"),
    ),
    "security_auditor": ("安全审计员", ("security:journal:audit", "security:status:view")),
    "certificate_officer": ("证书管理员", ("access:certificate:administer",)),
    "card_officer": (
        "市民卡窗口人员",
        ("citizencards:card:handle", "citizencards:card:city"),
    ),
    "district_card_officer": ("区市市民卡窗口人员", ("citizencards:card:handle",)),
    "card_producer": ("制卡人员", ("citizencards:card:produce",)),
    "card_department_officer": (
        "卡功能人员",
        ("citizencards:card:verify", "citizencards:function:switch"),
    ),
    "license_officer": (
        "证照经办人员",
        (
            "data:license:issue",
            "data:kind:draft",
            "data:conduct:view",
            "access:seal:request",
        ),
    ),
    "license_head": (
        "证照审核人员",
        (
            "data:license:issue",
            "data:license:end",
            "data:kind:publish",
            "data:conduct:view",
            "access:seal:grant",
        ),
    ),
    "license_user": ("证照调用人员", ("data:license:use",)),
}
