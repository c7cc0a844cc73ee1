"""The sheets of the directory's workbook: what each column holds, and what tells rows apart."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sunhall.directory.choices import (
    Certainty,
    Classification,
    DivisionKind,
    Level,
    MatterKind,
    OrganizationKind,
    Sharing,
    UpdateCycle,
)

Value = str | int | date | None
Entry = dict[str, Value]
Key = tuple[str, ...]


class Form(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    YEAR = "year"
    CREDIT_CODE = "credit-code"
    ITEM_CODE = "item-code"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `refers` names the table whose first key column it points to.

    A `fixed` value is never changed once registered.
    """

    field: str
    header: str
    form: Form = Form.TEXT
    limit: int = 100
    required: bool = False
    fixed: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; `key` are the fields that tell its rows apart."""

    name: str
    sheet: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    chain: str = ""

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)

    def key_of(self, entry: Entry) -> Key:
        """Return what tells an entry from the others."""
        return tuple(str(entry[field] or "") for field in self.key)


def _code(field: str, header: str, limit: int, *, refers: str = "", fixed: bool = True) -> Column:
    return Column(field, header, Form.CODE, limit, required=True, fixed=fixed, refers=refers)


def _text(field: str, header: str, limit: int, *, required: bool = False) -> Column:
    return Column(field, header, Form.TEXT, limit, required=required)


def _choice(field: str, header: str, choices: list[str]) -> Column:
    return Column(field, header, required=True, choices=tuple(choices))


FROM = Column("valid_from", "生效日期", Form.DATE, fixed=True)
TO = Column("valid_to", "失效日期", Form.DATE)

DIVISIONS = Table(
    "divisions",
    "区划",
    ("code",),
    (
        _code("code", "区划码", 6),
        _text("name", "名称", 50, required=True),
        _choice("kind", "类别", DivisionKind.values),
        FROM,
        TO,
        Column("successor", "承接区划", Form.CODE, 6, refers="divisions"),
    ),
    chain="successor",
)
ORGANIZATIONS = Table(
    "organizations",
    "单位",
    ("code",),
    (
        _code("code", "单位编码", 20),
        _text("name", "名称", 100, required=True),
        _text("short_name", "简称", 30),
        _choice("kind", "类别", OrganizationKind.values),
        Column("credit_code", "统一社会信用代码", Form.CREDIT_CODE, 18),
        Column("domain_code", "领域代码", Form.CODE, 2),
        Column("parent", "上级单位", Form.CODE, 20, refers="organizations"),
        _code("division", "区划码", 6, refers="divisions"),
        FROM,
        TO,
    ),
    chain="parent",
)
PERSONS = Table(
    "persons",
    "人员",
    ("employee_number",),
    (_code("employee_number", "工号", 20), _text("name", "姓名", 50, required=True), FROM, TO),
)
POSTS = Table(
    "posts",
    "岗位",
    ("code",),
    (
        _code("code", "岗位编码", 30),
        _text("title", "岗位名称", 50, required=True),
        _code("organization", "单位编码", 20, refers="organizations"),
        FROM,
        TO,
        Column("holder", "任职人工号", Form.CODE, 20, refers="persons"),
        Column("held_from", "任职日期", Form.DATE),
    ),
)
GRANTS = Table(
    "grants",
    "角色授权",
    ("role", "post"),
    (
        _code("role", "角色编码", 50, refers="roles"),
        _code("post", "岗位编码", 30, refers="posts"),
        FROM,
        TO,
    ),
)
QUALIFICATIONS = Table(
    "qualifications",
    "执法资格",
    ("certificate_number",),
    (
        _code("certificate_number", "证号", 30),
        _code("employee_number", "工号", 20, refers="persons"),
        Column("scope", "执法领域", Form.TEXT, 50, required=True, fixed=True),
        FROM,
        TO,
    ),
)
MATTERS = Table(
    "matters",
    "事项",
    ("code",),
    (
        _code("code", "事项编码", 30),
        _text("name", "名称", 300, required=True),
        _choice("kind", "事项类型", MatterKind.values),
        _choice("level", "行使层级", Level.values),
        _code("organization", "单位编码", 20, refers="organizations", fixed=False),
        Column("task_code", "实施编码", Form.ITEM_CODE, 31),
        _text("keywords", "常用说法", 300),
        FROM,
        TO,
    ),
)
BASES = Table(
    "bases",
    "法律依据",
    ("matter", "law", "article", "role"),
    (
        _code("matter", "事项编码", 30, refers="matters"),
        _text("law", "法律法规", 200, required=True),
        _text("article", "条款项", 100, required=True),
        _text("role", "作用", 20),
        Column("year", "版本年份", Form.YEAR),
        _choice("certainty", "核对情况", Certainty.values),
        _text("source", "来源", 300),
        _text("gist", "要旨", 2000),
    ),
)
INFORMATION = Table(
    "information",
    "信息资源",
    ("code",),
    (
        _code("code", "资源编码", 30),
        _text("name", "名称", 100, required=True),
        _code("organization", "单位编码", 20, refers="organizations", fixed=False),
        _text("summary", "摘要", 500),
        _choice("classification", "级别", Classification.values),
        _choice("update_cycle", "更新周期", UpdateCycle.values),
        _choice("sharing", "共享类型", Sharing.values),
        _text("sharing_basis", "共享条件或者依据", 300),
        _text("items", "信息项", 5000),
        FROM,
        TO,
    ),
)
APPLICATIONS = Table(
    "applications",
    "应用资源",
    ("code",),
    (
        _code("code", "应用编码", 30),
        _text("name", "名称", 100, required=True),
        _code("organization", "单位编码", 20, refers="organizations", fixed=False),
        _text("summary", "摘要", 500),
        _text("address", "地址", 200),
        _text("client_id", "登录用的应用编号", 100),
        FROM,
        TO,
    ),
)
TABLES = (
    *(DIVISIONS, ORGANIZATIONS, PERSONS, POSTS, GRANTS, QUALIFICATIONS, MATTERS, BASES),
    *(INFORMATION, APPLICATIONS),
)
