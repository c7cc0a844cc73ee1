"""What the workflow platform lends to the shell."""

from django.utils.translation import gettext_lazy as _

from sunhall.kernel import hooks
from sunhall.kernel.classification import classify
from sunhall.kernel.hooks import Area, MenuEntry
from sunhall.platforms.workflow.permissions import NAMES, Permission

hooks.name_permissions({str(code): name for code, name in NAMES.items()})

hooks.menu.register(
    MenuEntry(
        area=Area.WORKBENCH,
        label=_("流程"),
        url_name="workflow:flows",
        permission=Permission.FLOW_DRAW,
        icon="list",
        order=450,
        group=_("流程"),
    )
)

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
