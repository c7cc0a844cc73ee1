"""The directory as a workbook: out, and in again after a look at what would change."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.directory import actions, queries
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
from sunhall.directory.forms import WorkbookForm
from sunhall.directory.permissions import Permission
from sunhall.directory.rules.tables import TABLES
from sunhall.directory.rules.workbook import Change, write
from sunhall.kernel.errors import Refusal
from sunhall.kernel.sheets import SheetFault, write_workbook
from sunhall.kernel.views import actor_of, permission_required

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
CODES = (
    (_("区划类别"), DivisionKind),
    (_("单位类别"), OrganizationKind),
    (_("事项类型"), MatterKind),
    (_("行使层级"), Level),
    (_("核对情况"), Certainty),
    (_("信息级别"), Classification),
    (_("更新周期"), UpdateCycle),
    (_("共享类型"), Sharing),
)
HOW = (
    (_("导出"), _("得到现在的全部目录")),
    (_("修改"), _("用表格软件增加、更改或填上失效日期")),
    (_("核对"), _("上传后先看会变什么、哪里有错")),
    (_("导入"), _("一次办完，每一处都有记录")),
)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.WORKBOOK_EXPORT)
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the workbook, and take one in to be looked at."""
    by = actor_of(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            workbook = actions.keep_workbook(by, content=content)
        except SheetFault as fault:
            form.add_error("file", f"{fault.place} {fault}".strip())
        else:
            return redirect("directory:compare_workbook", workbook.pk)
    context = {
        "form": form,
        "tables": TABLES,
        "codes": [(name, code.choices) for name, code in CODES],
        "how": [{"name": name, "note": note} for name, note in HOW],
        "may_import": by.may(Permission.WORKBOOK_IMPORT),
    }
    status = 422 if form.errors else 200
    return render(request, "directory/workbook.html", context, status=status)


@require_safe
@permission_required(Permission.WORKBOOK_EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the directory as a workbook."""
    by = actor_of(request)
    content = write_workbook(write(queries.read_directory(by)))
    disposition = f'attachment; filename="directory-{by.today}.xlsx"'
    return HttpResponse(content, XLSX, headers={"Content-Disposition": disposition})


@require_safe
@permission_required(Permission.WORKBOOK_IMPORT)
def compare(request: HttpRequest, workbook_id: int) -> HttpResponse:
    """Show what an import would change, or what is wrong."""
    return _show_plan(request, workbook_id)


@require_POST
@permission_required(Permission.WORKBOOK_IMPORT)
def take_in(request: HttpRequest, workbook_id: int) -> HttpResponse:
    """Import the workbook that has been looked at."""
    try:
        changes = actions.import_workbook(actor_of(request), workbook_id=workbook_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _show_plan(request, workbook_id, status=409)
    messages.success(request, gettext("已导入 %(count)s 处变化") % {"count": len(changes)})
    return redirect("directory:workbook")


def _show_plan(request: HttpRequest, workbook_id: int, status: int = 200) -> HttpResponse:
    by = actor_of(request)
    parsed = queries.get_workbook(by, workbook_id)
    changes = queries.plan_import(by, parsed)
    context = {
        "workbook_id": workbook_id,
        "faults": parsed.faults[:SHOWN],
        "fault_count": len(parsed.faults),
        "changes": changes[:SHOWN],
        "change_count": len(changes),
        "counts": _counts(changes),
    }
    return render(request, "directory/compare.html", context, status=status)


def _counts(changes: list[Change]) -> list[dict[str, str | int]]:
    """Return how many entries of each sheet an import would add, change and close."""
    counts = Counter((change.table.sheet, change.kind.value) for change in changes)
    return [
        {"sheet": table.sheet}
        | {kind: counts[table.sheet, kind] for kind in ("added", "changed", "closed")}
        for table in TABLES
        if any(counts[table.sheet, kind] for kind in ("added", "changed", "closed"))
    ]
