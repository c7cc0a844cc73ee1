"""The journal of one thing, told in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.directory.choices import Level, MatterKind, OrganizationKind, Scope
from sunhall.kernel.models import JournalEntry

HAPPENED = {
    "directory.division.added": gettext_lazy("设立区划"),
    "directory.division.modified": gettext_lazy("变更区划"),
    "directory.division.closed": gettext_lazy("撤销区划"),
    "directory.organization.added": gettext_lazy("设立单位"),
    "directory.organization.modified": gettext_lazy("变更单位"),
    "directory.organization.closed": gettext_lazy("撤销单位"),
    "directory.organization.renamed": gettext_lazy("单位更名"),
    "directory.organization.succeeded": gettext_lazy("职权由其他单位承接"),
    "directory.person.registered": gettext_lazy("登记人员"),
    "directory.person.modified": gettext_lazy("变更人员"),
    "directory.person.closed": gettext_lazy("人员离任"),
    "directory.person.qualified": gettext_lazy("登记执法资格"),
    "directory.person.qualification_closed": gettext_lazy("注销执法资格"),
    "directory.post.added": gettext_lazy("设立岗位"),
    "directory.post.modified": gettext_lazy("变更岗位"),
    "directory.post.closed": gettext_lazy("撤销岗位"),
    "directory.post.moved": gettext_lazy("岗位随机构改革转入"),
    "directory.post.appointed": gettext_lazy("任命"),
    "directory.post.relieved": gettext_lazy("免去职务"),
    "directory.post.role_granted": gettext_lazy("授予角色"),
    "directory.post.role_delegated": gettext_lazy("委托角色"),
    "directory.post.delegation_withdrawn": gettext_lazy("收回委托"),
    "directory.post.grant_revoked": gettext_lazy("收回角色"),
    "directory.information_resource.registered": gettext_lazy("信息资源列入目录"),
    "directory.information_resource.modified": gettext_lazy("变更信息资源"),
    "directory.information_resource.closed": gettext_lazy("信息资源退出目录"),
    "directory.application_resource.registered": gettext_lazy("应用资源列入目录"),
    "directory.application_resource.modified": gettext_lazy("变更应用资源"),
    "directory.application_resource.closed": gettext_lazy("应用资源退出目录"),
    "directory.matter.registered": gettext_lazy("登记事项"),
    "directory.matter.modified": gettext_lazy("变更事项"),
    "directory.matter.closed": gettext_lazy("取消事项"),
}
NAMES = {
    "code": gettext_lazy("编码"),
    "title": gettext_lazy("名称"),
    "name": gettext_lazy("名称"),
    "short_name": gettext_lazy("简称"),
    "kind": gettext_lazy("类别"),
    "level": gettext_lazy("行使层级"),
    "credit_code": gettext_lazy("统一社会信用代码"),
    "domain_code": gettext_lazy("领域代码"),
    "task_code": gettext_lazy("实施编码"),
    "keywords": gettext_lazy("常用说法"),
    "legal_bases": gettext_lazy("法律依据"),
    "employee_number": gettext_lazy("工号"),
    "scope": gettext_lazy("执法领域"),
    "role": gettext_lazy("角色编码"),
    "valid_from": gettext_lazy("生效日期"),
    "valid_to": gettext_lazy("失效日期"),
    "fields": gettext_lazy("变更了"),
    "post": gettext_lazy("委托的岗位"),
    "reach": gettext_lazy("范围"),
    "reason": gettext_lazy("理由"),
    "parent_id": gettext_lazy("上级单位"),
    "division_id": gettext_lazy("所在区划"),
    "summary": gettext_lazy("摘要"),
    "classification": gettext_lazy("级别"),
    "update_cycle": gettext_lazy("更新周期"),
    "sharing": gettext_lazy("共享类型"),
    "sharing_basis": gettext_lazy("共享条件或者依据"),
    "items": gettext_lazy("信息项"),
    "address": gettext_lazy("地址"),
    "client_id": gettext_lazy("登录用的应用编号"),
    "effective_date": gettext_lazy("施行日期"),
    "basis": gettext_lazy("改革依据"),
    "successor": gettext_lazy("承接单位"),
    "predecessor": gettext_lazy("原岗位"),
    "organization_id": gettext_lazy("实施单位"),
}
WORDS = dict([*OrganizationKind.choices, *MatterKind.choices])
SCOPES = dict(Scope.choices)
LEVELS = dict(Level.choices)
# Keys of rows say nothing to people.
KEYS = {
    *("in_place_of", "parent_id", "division_id", "organization_id", "appointed_person_id"),
    *("relieved_person_id", "successor_id", "matter_ids", "is_whole"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history: when, who, what, and `facts` as name, before, after."""

    at: datetime
    who: str
    what: str
    facts: list[tuple[str, str, str]]


def tell(history: Iterable[JournalEntry]) -> list[Told]:
    """Return journal entries as people read them."""
    return [
        Told(
            at=entry.at,
            who=entry.who or _("系统"),
            what=str(HAPPENED.get(entry.event, entry.event)),
            facts=[*_changes(entry.facts), *_values(entry.facts)],
        )
        for entry in history
    ]


def _changes(facts: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    changes: Mapping[str, tuple[str, str]] = facts.get("changes", {})
    return [
        (_name(field), "", _("已变更"))
        if field in KEYS
        else (_name(field), _words(field, before), _words(field, after))
        for field, (before, after) in changes.items()
    ]


def _values(facts: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (_name(field), "", _words(field, value))
        for field, value in facts.items()
        if field != "changes" and field not in KEYS and value not in ("", None, [])
    ]


def _name(field: str) -> str:
    return str(NAMES.get(field, field))


def _words(field: str, value: Any) -> str:
    if field.startswith(("valid_", "effective_")) and value:
        return date_format(date.fromisoformat(str(value)), _("Y年n月j日"))
    if field == "fields":
        return _("、").join(_name(one) for one in value)
    known = {"level": LEVELS, "kind": WORDS, "reach": SCOPES}.get(field, {})
    return str(known.get(str(value), value or "—"))
