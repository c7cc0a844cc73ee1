"""How safe the city stands, on one page."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sunhall.kernel.views import actor_of, permission_required
from sunhall.platforms.security import queries
from sunhall.platforms.security.permissions import Permission
from sunhall.platforms.security.queries import Level

TONES = {Level.GREEN: "jade", Level.YELLOW: "sun", Level.RED: "coral"}
WORDS = {Level.GREEN: _("正常"), Level.YELLOW: _("注意"), Level.RED: _("危险")}


@require_safe
@permission_required(Permission.STATUS_VIEW)
def status(request: HttpRequest) -> HttpResponse:
    """Show how everything stands, and what to do."""
    checks = queries.check_all(actor_of(request))
    context = {
        "areas": [
            (area, [(one, WORDS[one.level], TONES[one.level]) for one in group])
            for area, group in groupby(checks, key=lambda one: one.area)
        ],
        "counts": [
            (WORDS[level], sum(one.level is level for one in checks), TONES[level])
            for level in reversed(Level)
        ],
    }
    return render(request, "security/status.html", context)
