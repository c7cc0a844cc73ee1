"""How much was found, and a way down from every number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from sunhall.business.supervision import queries
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.queries import DIMENSIONS, Period, Share
from sunhall.business.supervision.views.desk import known, read_filters
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

LABELS = {
    "organization": gettext_lazy("单位"),
    "division": gettext_lazy("区市"),
    "rule": gettext_lazy("规则"),
    "officer": gettext_lazy("承办人"),
    "key_point": gettext_lazy("关键环节"),
}
SPANS = (7, 30, 90, 366)


@require_GET
@permission_required(Permission.FINDING_VIEW)
def counts(request: HttpRequest) -> HttpResponse:
    """Count what was found by one dimension, narrowed by the others."""
    by = actor_of(request)
    dimension = known(request.GET.get("by"), list(DIMENSIONS)) or "organization"
    days = read_key(request.GET.get("days"))
    span = days if days in SPANS else 90
    period = Period.until(by.today, span)
    chosen = read_filters(request.GET).chosen
    narrowed = {name: value for name, value in chosen.items() if name in DIMENSIONS}
    shares = queries.count_by(by, dimension, period, **narrowed)
    total = queries.count_all(by, period, **narrowed)
    context = {
        "dimension": LABELS[dimension],
        "rows": [_row(share, total, dimension, span, narrowed) for share in shares],
        "total": total,
        "period": period,
        "tabs": [
            {
                "label": label,
                "url": _address(span, narrowed, by=name),
                "current": name == dimension,
            }
            for name, label in LABELS.items()
        ],
        "spans": [
            {
                "label": _("最近 %(n)s 天") % {"n": one},
                "url": _address(one, narrowed, by=dimension),
                "current": one == span,
            }
            for one in SPANS
        ],
        "narrowed": [
            {
                "label": _("%(name)s：%(value)s")
                % {"name": LABELS[name], "value": _value_words(name, value, by, period)},
                "url": _address(
                    span, {k: v for k, v in narrowed.items() if k != name}, by=dimension
                ),
                "current": True,
            }
            for name, value in narrowed.items()
        ],
    }
    return render(request, "supervision/counts.html", context)


def _row(
    share: Share, total: Share, dimension: str, span: int, narrowed: dict[str, Any]
) -> dict[str, Any]:
    """Return a line with the ways down: to the other dimensions, and to the findings."""
    below = {**narrowed, dimension: share.key}
    order = [name for name in LABELS if name not in below]
    return {
        "share": share,
        "label": share.label or _("其他"),
        "percent": round(share.total * 100 / total.total) if total.total else 0,
        "down": _address(span, below, by=order[0]) if share.key and order else "",
        "list": f"{reverse('supervision:list')}?{urlencode(below)}" if share.key else "",
    }


def _address(span: int, narrowed: dict[str, Any], **more: Any) -> str:
    return f"?{urlencode({**more, 'days': span, **narrowed})}"


def _value_words(name: str, value: Any, by: Any, period: Period) -> str:
    shares = queries.count_by(by, name, period, **{name: value})
    return next((share.label for share in shares if share.key == str(value)), str(value))
