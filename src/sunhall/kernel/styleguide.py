"""The style guide: every part of a page, with something in it. Shown while developing only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.uploads import TABLES
from sunhall.kernel.uploads.fields import UploadField

ICONS = [
    "search",
    "sun",
    "check",
    "shield",
    "scale",
    "book",
    "file",
    "user",
    "users",
    "building",
    "calendar",
    "clock",
    "link",
    "copy",
    "download",
    "upload",
    "printer",
    "arrow-right",
    "arrow-left",
    "chevron-down",
    "alert",
    "info",
    "x",
    "plus",
    "edit",
    "trash",
    "home",
    "menu",
    "globe",
    "table",
    "calculator",
    "flag",
    "list",
    "filter",
    "logout",
    "login",
    "external",
    "pencil",
    "eye",
    "hash",
    "gavel",
    "map",
    "phone",
    "wave",
    "lightbulb",
    "flask",
    "swap",
]
HASH = "sha256:7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"


class SampleForm(forms.Form):
    """One field of each kind, some of them with something wrong."""

    area_m2 = forms.DecimalField(
        label=gettext_lazy("占用面积"),
        help_text=gettext_lazy("现场测量的面积，最小单位 0.1 平方米"),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("所在道路"),
        choices=[("main", gettext_lazy("主干道")), ("side", gettext_lazy("支路"))],
    )
    repeated = forms.ChoiceField(
        label=gettext_lazy("此前受过处罚的次数"),
        choices=[
            ("0", gettext_lazy("没有")),
            ("1", gettext_lazy("一次")),
            ("2", gettext_lazy("两次以上")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("说明"), widget=forms.Textarea, required=False)
    file = UploadField(
        accepted=TABLES,
        label=gettext_lazy("裁量基准文件"),
        required=False,
        help_text=gettext_lazy("YAML、XLSX 或 DMN，不超过 50 MB"),
    )
    agreed = forms.BooleanField(label=gettext_lazy("我已核对以上事实"))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part; `?shell=workbench` shows them in the officers' frame."""
    chosen = "workbench" if request.GET.get("shell") == "workbench" else "base"
    return render(
        request, "kernel/styleguide.html", {**samples(), "frame": f"kernel/{chosen}.html"}
    )


def samples() -> dict[str, Any]:
    """Return something to put into each part."""
    form = SampleForm({"area_m2": "-1", "place": "side", "repeated": "1"})
    form.add_error("area_m2", _("占用面积不能是 -1：请输入 0 或更大的数，例如 2.5"))
    return {
        "form": form,
        "icons": ICONS,
        "hash_sample": HASH,
        "amount": Decimal("12500"),
        "cents": Decimal("1234.5"),
        "today": date(2026, 11, 23),
        "share": Decimal("0.125"),
        "provenances": [
            "published",
            "statute_fixed",
            "published_adapted",
            "illustrative",
            "synthetic",
        ],
        "statuses": ["draft", "checked", "published", "superseded"],
        "tiers": [
            {"seq": 1, "facts": _("不足 2 平方米，首次"), "kind": _("警告"), "fine": Decimal(0)},
            {"seq": 2, "facts": _("2 至 5 平方米，首次"), "kind": _("罚款"), "fine": Decimal(500)},
            {
                "seq": 3,
                "facts": _("5 平方米以上，或再次"),
                "kind": _("罚款"),
                "fine": Decimal(1000),
            },
        ],
        "flow": [
            {"name": _("立案"), "limit": _("十五日内"), "state": "done", "note": _("有初步证据")},
            {"name": _("调查取证"), "limit": "", "state": "done", "note": _("不少于两名执法人员")},
            {
                "name": _("事先告知"),
                "limit": _("五个工作日内可要求听证"),
                "state": "current",
                "note": "",
            },
            {"name": _("决定"), "limit": _("立案之日起九十日内"), "state": "", "note": ""},
            {"name": _("送达"), "limit": _("七日内"), "state": "", "note": ""},
        ],
        "sections": [
            {"label": _("裁量表"), "url": "?tab=table", "current": True, "count": 26},
            {"label": _("法律依据"), "url": "?tab=law", "current": False, "count": 3},
            {"label": _("办理流程"), "url": "?tab=flow", "current": False, "count": None},
        ],
        "departments": [
            {"label": _("全部"), "url": "?", "current": True, "count": 80},
            {"label": _("城市管理"), "url": "?d=cg", "current": False, "count": 12},
            {"label": _("生态环境"), "url": "?d=hb", "current": False, "count": 7},
        ],
        "code": '{\n  "area_m2": "2.5",\n  "place": "side",\n  "repeated": 1\n}',
    }
