"""Every write of the workflow platform.

What business does with its flows (`start`, `claim`, `complete`, …) and with its clocks are plain
functions for its own acts; what people do to flows themselves are acts of this platform.
"""

from sunhall.platforms.workflow.actions.clocks import (
    extend_clock,
    pause_clock,
    reckon_clocks,
    resume_clock,
    start_clock,
    stop_clock,
)
from sunhall.platforms.workflow.actions.deploying import deploy, discard_draft, save_draft
from sunhall.platforms.workflow.actions.engine import (
    Progress,
    claim,
    complete,
    fail,
    receive,
    release,
    return_to,
    start,
    withdraw,
)
from sunhall.platforms.workflow.actions.firing import fire_due
from sunhall.platforms.workflow.actions.migrating import Migration, migrate
from sunhall.platforms.workflow.actions.substituting import appoint_substitute, release_substitute
from sunhall.platforms.workflow.actions.suspending import resume, suspend

__all__ = [
    "Migration",
    "Progress",
    "appoint_substitute",
    "claim",
    "complete",
    "deploy",
    "discard_draft",
    "extend_clock",
    "fail",
    "fire_due",
    "migrate",
    "pause_clock",
    "receive",
    "reckon_clocks",
    "release",
    "release_substitute",
    "resume",
    "resume_clock",
    "return_to",
    "save_draft",
    "start",
    "start_clock",
    "stop_clock",
    "suspend",
    "withdraw",
]
