"""A queue as a file: CSV of any length, or a workbook of a size that programs still open."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.business.penalties.choices import CaseState, Concern, PartyKind, Procedure
from sunhall.business.penalties.errors.hindrances import TooManyRows
from sunhall.business.penalties.queries import queues
from sunhall.business.penalties.queries.queues import ExportedCase
from sunhall.business.penalties.views.cases.access import for_case_readers
from sunhall.business.penalties.views.cases.queues import chosen_of, name_for, wanted_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.sheets import RISKY_STARTS, Cell, write_workbook
from sunhall.kernel.views import actor_of

CSV, XLSX = "csv", "xlsx"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
"""As many rows as a workbook holds in memory; more go out as CSV."""

BOM = "\ufeff"


class Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


@require_safe
@for_case_readers
def export(request: HttpRequest, suffix: str) -> Any:
    """Hand out every case of the queue that is shown.

    Raises:
        NotFound: there is no such format.
        TooManyRows: the queue is longer than a workbook may be.
    """
    by = actor_of(request)
    chosen = chosen_of(request.GET, by)
    cases = queues.export_queue(by, chosen["queue"], wanted_of(chosen))
    rows = _rows(by, cases)
    name = f"cases-{chosen['queue']}-{by.today.isoformat()}.{suffix}"
    if suffix == CSV:
        return _attached(StreamingHttpResponse(_lines(rows), content_type="text/csv"), name)
    if suffix == XLSX:
        content = write_workbook({_("案件"): [_head(), *_few(rows)]})
        return _attached(HttpResponse(content, content_type=XLSX_TYPE), name)
    raise NotFound(_("文件格式"), suffix)


def _head() -> list[Cell]:
    return [
        _("案号"),
        _("线索编号"),
        _("案由"),
        _("事项编码"),
        _("当事人"),
        _("单位"),
        _("程序"),
        _("状态"),
        _("主办"),
        _("到期事项"),
        _("到期日"),
        _("登记时间"),
    ]


def _rows(by: Actor, cases: Iterable[ExportedCase]) -> Iterator[list[Cell]]:
    """Write each case as a row, in words; a word is looked up once, not a million times."""
    procedures, states, concerns = (_words(kind) for kind in (Procedure, CaseState, Concern))
    for case in cases:
        yield [
            case.case_number,
            case.clue_number,
            case.title,
            case.matter_code,
            _party(by, case),
            case.organization,
            procedures[case.procedure],
            states[case.state],
            case.handler,
            concerns.get(case.due_concern),
            case.due_date,
            timezone.localtime(case.registered_at).replace(microsecond=0, tzinfo=None),
        ]


def _words(choices: type[TextChoices]) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def _party(by: Actor, case: ExportedCase) -> str | None:
    if not case.party_name:
        return case.party_name
    return name_for(by, case, case.party_name, is_citizen=case.party_kind == PartyKind.CITIZEN)


def _lines(rows: Iterable[list[Cell]]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(_head())
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: Cell) -> Cell:
    """Return a text that no spreadsheet takes for a formula."""
    is_risky = isinstance(cell, str) and cell.startswith(RISKY_STARTS)
    return f"'{cell}" if is_risky else cell


def _few(rows: Iterator[list[Cell]]) -> list[list[Cell]]:
    few = list(islice(rows, MOST_ROWS + 1))
    if len(few) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    return few


def _attached(answer: Any, name: str) -> Any:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
