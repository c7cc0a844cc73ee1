"""The tables of the workflow platform."""

from sunhall.platforms.workflow.models.clocks import Clock, ClockPause
from sunhall.platforms.workflow.models.flows import Definition, Draft
from sunhall.platforms.workflow.models.running import Instance, Substitution, Task, Timer

__all__ = [
    "Clock",
    "ClockPause",
    "Definition",
    "Draft",
    "Instance",
    "Substitution",
    "Task",
    "Timer",
]
