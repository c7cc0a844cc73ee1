"""Check identifiers on the command line."""

import json
from datetime import UTC, date, datetime

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.calendar import CalendarError
from sunhall.kernel.calendar.limits import parse_date
from sunhall.kernel.identifiers import (
    KINDS,
    Checked,
    IdentifierError,
    Kind,
    UnknownKindError,
    find_kind,
)

PART_NAMES = {
    "birth_date": gettext_lazy("出生日期"),
    "body": gettext_lazy("本体代码"),
    "catalog": gettext_lazy("基本编码"),
    "category": gettext_lazy("机构类别代码"),
    "category_name": gettext_lazy("机构类别"),
    "department": gettext_lazy("部门代码"),
    "division": gettext_lazy("行政区划代码"),
    "division_kind": gettext_lazy("区划类型代码"),
    "division_kind_name": gettext_lazy("区划类型"),
    "division_name": gettext_lazy("所在区划"),
    "issuer": gettext_lazy("颁发机构代码"),
    "level": gettext_lazy("行使层级代码"),
    "level_name": gettext_lazy("行使层级"),
    "license_type": gettext_lazy("证照类型代码"),
    "main_item": gettext_lazy("主项"),
    "organ": gettext_lazy("机关"),
    "organization_code": gettext_lazy("组织机构代码"),
    "region": gettext_lazy("地区代码"),
    "region_name": gettext_lazy("地区"),
    "registration_department": gettext_lazy("登记管理部门代码"),
    "sequence": gettext_lazy("顺序码"),
    "serial": gettext_lazy("序号"),
    "sex": gettext_lazy("性别代码"),
    "sex_name": gettext_lazy("性别"),
    "sub_item": gettext_lazy("子项"),
    "successor": gettext_lazy("承接区划"),
    "type": gettext_lazy("事项类型代码"),
    "type_name": gettext_lazy("事项类型"),
    "valid_from": gettext_lazy("启用日期"),
    "valid_to": gettext_lazy("停用日期"),
    "version": gettext_lazy("版本号"),
    "year": gettext_lazy("年份"),
}


def read_day(context: click.Context, option: click.Parameter, text: str | None) -> date:
    """Read the day of --on; today where it is not given."""
    if text is None:
        return datetime.now(UTC).astimezone().date()
    try:
        return parse_date(text)
    except CalendarError as error:
        raise click.BadParameter(str(error), context, option) from None


def read_kind(context: click.Context, argument: click.Parameter, text: str) -> Kind:
    """Read the kind by its name or an alias."""
    try:
        return find_kind(text)
    except UnknownKindError as error:
        raise click.BadParameter(str(error), context, argument) from None


@click.group()
def identifier() -> None:
    """Check the identifiers of the national standards."""


@identifier.command("check")
@click.argument("kind", callback=read_kind, metavar="KIND")
@click.argument("value", metavar="VALUE")
@click.option("--on", "day", callback=read_day, help="Judge as of this day (YYYY-MM-DD).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def check_value(context: click.Context, kind: Kind, value: str, day: date, as_json: bool) -> None:
    """Check VALUE as an identifier of KIND; exit 0 if it is valid, 1 if not."""
    record: dict[str, object] = {"kind": kind.key, "value": printable(value)}
    try:
        checked = kind.checker(value, day)
    except IdentifierError as error:
        record |= {
            "valid": False,
            "code": error.code,
            "message": str(error),
            "position": error.position,
            "expected": error.expected,
        }
        if as_json:
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            words = {"kind": kind.name, "error": error}
            click.echo(_("%(kind)s无效：%(error)s") % words, err=True)
        context.exit(1)
    if as_json:
        record |= {"valid": True, "normalized": checked.value, "parts": checked.parts}
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo("\n".join(in_words(checked, value)))


@identifier.command("kinds")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_kinds(as_json: bool) -> None:
    """List the kinds of identifier, with their standards, an example, and other names."""
    for kind in KINDS.values():
        record = {
            "kind": kind.key,
            "name": str(kind.name),
            "standard": kind.standard,
            "example": kind.example,
        }
        if as_json:
            click.echo(json.dumps({**record, "aliases": kind.aliases}, ensure_ascii=False))
        else:
            click.echo("\t".join((*record.values(), " ".join(kind.aliases))))


def in_words(checked: Checked, value: str) -> list[str]:
    """Return the lines for a valid identifier: the verdict, then each part."""
    name = KINDS[checked.kind].name
    lines = [_("%(kind)s有效：%(value)s") % {"kind": name, "value": checked.value}]
    if checked.value != value:
        lines.append(_("（已规范写法：去除首尾空格、全角转半角、字母转大写、去除连字符。）"))
    for part, text in checked.parts.items():
        lines.append("  " + _("%(name)s：%(value)s") % {"name": PART_NAMES[part], "value": text})
    return lines


def printable(value: str) -> str:
    """Return a value that any terminal can print, whatever bytes it was typed with."""
    return value.encode("utf-8", "replace").decode("utf-8")
