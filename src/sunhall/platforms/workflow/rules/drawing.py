"""A flow as a picture drawn on the server: shapes, their words, and what waits in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from sunhall.platforms.workflow.rules.graph import ACTIVITIES, GATEWAYS, Graph, Node
from sunhall.platforms.workflow.rules.layout import Box, Plan

SIGNS = {"exclusive": "×", "parallel": "+", "inclusive": "○", "choice": "◇"}
LONGEST_LABEL = 9


@dataclass(frozen=True, slots=True)
class Shape:
    """A node as it is drawn; `count` is how many tokens rest there."""

    node: Node
    box: Box
    form: str
    label: str
    count: int = 0
    next: str = ""

    @property
    def is_step(self) -> bool:
        """Tell whether something is done there."""
        return self.node.kind in ACTIVITIES

    @property
    def sign(self) -> str:
        """Return what is written into a gateway."""
        return SIGNS.get(self.node.kind.value, "")

    @property
    def points(self) -> str:
        """Return the corners of a gateway."""
        x, y = self.box.middle
        across, down = self.box.width // 2, self.box.height // 2
        return f"{x},{y - down} {x + across},{y} {x},{y + down} {x - across},{y}"


def shapes_of(graph: Graph, plan: Plan, counts: Mapping[str, int] | None = None) -> list[Shape]:
    """Return the shapes of a flow, those around others first."""
    shapes = []
    for key, box in plan.boxes.items():
        node = graph.nodes[key]
        form = "round"
        if node.kind in ACTIVITIES:
            form = "box"
        elif node.kind in GATEWAYS:
            form = "diamond"
        followers = [graph.nodes[flow.target].name for flow in graph.outgoing[key]]
        label = node.name if len(node.name) <= LONGEST_LABEL else f"{node.name[:8]}…"
        count = (counts or {}).get(key, 0)
        shapes.append(Shape(node, box, form, label, count, "、".join(filter(None, followers))))
    return sorted(shapes, key=lambda one: -one.box.width * one.box.height)
