"""Reckon a deadline on the command line."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

import click
import yaml
from django.utils.translation import gettext as _

from sunhall.kernel.calendar import (
    CalendarError,
    Deadline,
    Extension,
    Suspension,
    TimeLimit,
    WorkingCalendar,
)
from sunhall.kernel.calendar.limits import parse_date

DAY_WORDS = {"working": True, "holiday": False}


class Parsed(click.ParamType[Any]):
    """Read an option with a parser of the calendar, and say what it refused."""

    def __init__(self, name: str, parse: Callable[[str], Any]) -> None:
        self.name = name
        self._parse = parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the typed value of an option's text."""
        try:
            return self._parse(value) if isinstance(value, str) else value
        except CalendarError as error:
            self.fail(str(error), param, ctx)


DATE = Parsed("date", parse_date)
LIMIT = Parsed("limit", TimeLimit.parse)
SUSPENSION = Parsed("a..b", Suspension.parse)
EXTENSION = Parsed("limit", lambda text: Extension(TimeLimit.parse(text)))


@click.command()
@click.option("--from", "start", type=DATE, required=True, help="Start day, not counted.")
@click.option("--limit", type=LIMIT, required=True, help="20wd (working days) or 15d (calendar).")
@click.option("--suspend", type=SUSPENSION, multiple=True, help="Days not counted, both ends.")
@click.option("--extend", type=EXTENSION, multiple=True, help="More days, such as 10wd.")
@click.option(
    "--calendar",
    "table",
    type=click.File("rb"),
    help="YAML file of single days, one `2027-01-01: holiday` or `2027-01-03: working` a line.",
)
@click.option("--article", help="Where the limit stands, such as 行政许可法第四十二条.")
@click.option("--explain", is_flag=True, help="Say day by day how it was counted.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def deadline(
    start: date,
    limit: TimeLimit,
    suspend: tuple[Suspension, ...],
    extend: tuple[Extension, ...],
    table: BinaryIO | None,
    article: str | None,
    explain: bool,
    as_json: bool,
) -> None:
    """Print the last day of a time limit."""
    found = Deadline(
        start_date=start,
        limit=replace(limit, article=article),
        calendar=WorkingCalendar(read_table(table) if table else None),
        suspensions=suspend,
        extensions=extend,
    )
    try:
        due_date = found.due_date
    except CalendarError as error:
        raise click.UsageError(str(error)) from None
    for warning in found.warnings:
        click.echo(_("注意：%(warning)s") % {"warning": warning}, err=True)
    if as_json:
        click.echo(json.dumps(as_record(found), ensure_ascii=False))
    elif explain:
        click.echo("\n".join(explanation(found)))
    else:
        click.echo(due_date.isoformat())


def explanation(found: Deadline) -> list[str]:
    """Return the reckoning as lines: each day with its number or a dash, then the summary."""
    lines = [
        f"{day.date.isoformat()}  {day.number or '-':>4}  {day.reason}" for day in found.explain()
    ]
    return [*lines, found.summary]


def as_record(found: Deadline) -> dict[str, object]:
    """Return the deadline as plain values for JSON."""
    return {
        "from": found.start_date.isoformat(),
        "limit": found.limit.amount,
        "unit": found.limit.unit.value,
        "due": found.due_date.isoformat(),
        "article": found.limit.article,
        "announced": not found.unannounced_years,
        "unannounced_years": list(found.unannounced_years),
        "suspensions": [
            {"from": one.start_date.isoformat(), "to": one.end_date.isoformat()}
            for one in found.suspensions
        ],
        "extensions": [str(one.limit) for one in found.extensions],
        "summary": found.summary,
        "days": [
            {
                "date": day.date.isoformat(),
                "counted": day.counted,
                "number": day.number,
                "reason": day.reason,
            }
            for day in found.explain()
        ],
    }


def read_table(file: BinaryIO) -> dict[date, bool]:
    """Read a table of single days, naming the line of whatever is wrong.

    Raises:
        click.BadParameter: the file is no mapping of dates to `working` or `holiday`.
    """
    try:
        root = yaml.compose(file, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise refused_table(file, _("不是 YAML 文件：%(error)s") % {"error": error}) from None
    if not isinstance(root, yaml.MappingNode):
        raise refused_table(file, _("应为日期到 working 或 holiday 的对照表。"))
    days: dict[date, bool] = {}
    for key, value in root.value:
        place = _("第 %(line)d 行：") % {"line": key.start_mark.line + 1}
        try:
            day = parse_date(str(key.value))
        except CalendarError as error:
            raise refused_table(file, place + str(error)) from None
        if not isinstance(value, yaml.ScalarNode) or value.value not in DAY_WORDS:
            words = _("%(day)s 的值应为 working（上班）或 holiday（放假）。")
            raise refused_table(file, place + words % {"day": day})
        if day in days:
            raise refused_table(file, place + _("%(day)s 重复。请只留一行。") % {"day": day})
        days[day] = DAY_WORDS[value.value]
    return days


def refused_table(file: BinaryIO, message: str) -> click.BadParameter:
    """Make the error for a table of days."""
    return click.BadParameter(f"{file.name}:{message}", param_hint="'--calendar'")
