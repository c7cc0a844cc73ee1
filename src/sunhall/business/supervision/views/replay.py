"""A case seen again, step by step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sunhall.business.supervision import queries
from sunhall.business.supervision.permissions import Permission
from sunhall.business.supervision.views.shown import show_findings
from sunhall.business.supervision.views.wording import facts_in_words
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import event_words
from sunhall.kernel.views import actor_of, permission_required


@require_GET
@permission_required(Permission.FINDING_VIEW)
def replay(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """Show every act on a case with its facts, the rules it was asked, and what they found."""
    by = actor_of(request)
    scenes = queries.replay_of(by, subject=subject, subject_id=subject_id)
    if not scenes:
        raise NotFound(_("案件"), subject_id)
    found = [finding for scene in scenes for finding in scene.findings]
    shown = {one.finding.pk: one for one in show_findings(found, by.today)}
    steps: list[dict[str, Any]] = [
        {
            "scene": scene,
            "event": event_words(scene.event),
            "facts": facts_in_words(scene.facts),
            "findings": [shown[finding.pk] for finding in scene.findings],
        }
        for scene in scenes
    ]
    label = next((scene.facts.get("label") for scene in reversed(scenes)), "")
    context = {
        "label": label or subject_id,
        "steps": steps,
        "asked": sum(len(scene.answers) for scene in scenes),
        "hits": len(found),
    }
    return render(request, "supervision/replay.html", context)
