"""Scenes of flows: a deployed one, and somebody whose turn it is."""

from collections.abc import Mapping
from typing import Any

from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor
from sunhall.platforms.workflow import actions
from sunhall.platforms.workflow.actions import Progress
from sunhall.platforms.workflow.models import Definition, Task

SUBJECT = "test.thing"
JOINT = {"departments": ["QD-CG", "QD-SF"], "is_complete": True}


def organization(code: str = "QD-CG") -> int:
    """Return the key of an organization."""
    return Organization.objects.get(code=code).pk


def deployed(system: Actor, xml: bytes, code: str = "QD-CG") -> Definition:
    """Put a flow to use for an organization."""
    return actions.deploy(system, xml=xml, organization_id=organization(code))


def started(by: Actor, flow: str, facts: Mapping[str, Any] | None = None, key: int = 1) -> Progress:
    """Start a flow of the urban management bureau for some thing."""
    return actions.start(
        by,
        flow=flow,
        subject_kind=SUBJECT,
        subject_id=key,
        organization_id=organization(),
        facts=facts,
    )


def step(progress: Progress, node: str = "", item: str = "") -> int:
    """Return the key of the open step at a node."""
    found = Task.objects.filter(instance_id=progress.instance_id, closed_at__isnull=True)
    found = found.filter(node=node) if node else found
    return (
        (found.filter(item=item) if item else found).order_by("pk").values_list("pk", flat=True)[0]
    )


def open_nodes(progress: Progress) -> list[str]:
    """Return the nodes of the open steps."""
    found = Task.objects.filter(instance_id=progress.instance_id, closed_at__isnull=True)
    return sorted(found.values_list("node", flat=True))
