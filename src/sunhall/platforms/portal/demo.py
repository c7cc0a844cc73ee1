"""The demonstration's guided navigation: for citizens, in the article's words, and enterprises."""

from collections.abc import Callable
from datetime import datetime
from importlib import resources
from typing import Any

import yaml
from django.utils.translation import gettext_noop as _

from sunhall.directory.demo import acting_as
from sunhall.kernel.actor import Actor
from sunhall.platforms.portal import actions
from sunhall.platforms.portal.models import NavigationTree


def law_pack() -> list[dict[str, Any]]:
    """Return the navigations as they are written."""
    folder = resources.files("sunhall.platforms.portal")
    text = folder.joinpath("law/navigation.yaml").read_text("utf-8")
    read: list[dict[str, Any]] = yaml.safe_load(text)
    return read


def load(progress: Callable[[str], None], moment: datetime) -> None:
    """Draft and publish the navigations; do nothing where there are some."""
    if NavigationTree.objects.exists():
        return
    progress(_("办事导航"))
    register(acting_as("ji", moment), acting_as("ding", moment))
    standing = NavigationTree.objects.get(code="enterprises")
    actions.draft_next_navigation(acting_as("ji", moment), tree_id=standing.pk)


def register(drafter: Actor, approver: Actor) -> None:
    """Let one draft the navigations and another publish them, in force from today."""
    for one in law_pack():
        draft = actions.draft_navigation(
            drafter,
            code=one["code"],
            audience=one["audience"],
            document={name: one[name] for name in ("name", "summary", "questions")},
        )
        actions.publish_navigation(approver, version_id=draft.pk, effective_date=approver.today)
