"""What the workflow platform lends to the shell."""

from sunhall.kernel import hooks
from sunhall.kernel.classification import classify
from sunhall.platforms.workflow.permissions import NAMES

hooks.name_permissions({str(code): name for code, name in NAMES.items()})

classify("workflow.Definition", public="key name xml hash calls")
classify("workflow.Draft", internal="key name xml")
classify(
    "workflow.Instance",
    internal="subject_kind status legal_basis",
    sensitive="state",
    why="the facts a case's way depends on",
    seen_by="the organizations whose turn it is or was; whoever watches flows",
)
classify(
    "workflow.Task",
    internal="node name item permission outcome",
    personal="note",
    why="why a step was sent back",
    seen_by="the organization whose turn it is or was; whoever watches flows",
)
classify("workflow.Timer", internal="node")
classify(
    "workflow.Substitution",
    personal="reason",
    why="why somebody is away",
    seen_by="the two whom it concerns",
)
classify("workflow.Clock", internal="subject_kind kind unit statute extensions")
classify("workflow.ClockPause", internal="cause legal_basis")
