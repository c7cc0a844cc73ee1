"""Lay a flow out on the plane: from left to right, sub-processes around what is in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sunhall.platforms.workflow.rules.graph import ACTIVITIES, GATEWAYS, Graph, Kind, Node

TASK, EVENT, GATEWAY = (120, 72), (36, 36), (50, 50)
GAP_X, GAP_Y, MARGIN = 64, 44, 36
LABEL = 26


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node is drawn."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return the middle of the box."""
        return self.x + self.width // 2, self.y + self.height // 2

    def moved(self, x: int, y: int) -> "Box":
        """Return the box elsewhere."""
        return Box(self.x + x, self.y + y, self.width, self.height)


Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is drawn: boxes by node, points by flow."""

    boxes: Mapping[str, Box]
    lines: Mapping[str, Points]

    @property
    def size(self) -> tuple[int, int]:
        """Return the width and the height that hold it all."""
        points = [point for line in self.lines.values() for point in line]
        right = [one.x + one.width for one in self.boxes.values()] + [x for x, _y in points]
        bottom = [one.y + one.height for one in self.boxes.values()] + [y for _x, y in points]
        return max(right, default=0) + MARGIN, max(bottom, default=0) + MARGIN + LABEL


def lay_out(graph: Graph) -> Plan:
    """Return a plan of a flow; what a call activity calls is not drawn."""
    boxes = _lay_out_scope(graph, "")
    lines = {
        flow.id: _line(boxes[flow.source], boxes[flow.target])
        for flow in graph.flows.values()
        if flow.source in boxes and flow.target in boxes
    }
    return Plan(boxes, lines)


def _lay_out_scope(graph: Graph, scope: str) -> dict[str, Box]:
    inside = [
        one for one in graph.nodes.values() if one.scope == scope and one.kind is not Kind.BOUNDARY
    ]
    inner = {one.id: _lay_out_scope(graph, one.id) for one in inside if one.kind is Kind.SUBPROCESS}
    sizes = {one.id: _size(one, inner.get(one.id)) for one in inside}
    boxes: dict[str, Box] = {}
    x = MARGIN
    for column in _columns(graph, inside):
        wide = max(sizes[key][0] for key in column)
        y = MARGIN
        for key in column:
            width, height = sizes[key]
            boxes[key] = Box(x + (wide - width) // 2, y, width, height)
            y += height + GAP_Y
        x += wide + GAP_X
    _center(boxes)
    for key, parts in inner.items():
        box = boxes[key]
        boxes |= {part: one.moved(box.x, box.y) for part, one in parts.items()}
    _hang(graph, scope, boxes)
    return boxes


def _size(node: Node, inner: Mapping[str, Box] | None) -> tuple[int, int]:
    if inner:
        return Plan(inner, {}).size
    if node.kind in ACTIVITIES:
        return TASK
    return GATEWAY if node.kind in GATEWAYS else EVENT


def _columns(graph: Graph, inside: Sequence[Node]) -> list[list[str]]:
    """Return the nodes column by column: each one further than the first way that leads to it."""
    known = {one.id for one in inside}
    place: dict[str, int] = {}
    waiting = [(one.id, 0) for one in inside if one.kind is Kind.START]
    for key, at in waiting:
        if key in place:
            continue
        place[key] = at
        waiting += [(n, at + 1) for n in graph.next_of(key) if n in known and n not in place]
    for one in inside:
        place.setdefault(one.id, 0)
    columns: list[list[str]] = [[] for _at in range(max(place.values(), default=-1) + 1)]
    for key, at in place.items():
        columns[at].append(key)
    return columns


def _center(boxes: dict[str, Box]) -> None:
    """Let every column stand around the same line."""
    columns: dict[int, list[str]] = {}
    for key, box in boxes.items():
        columns.setdefault(box.middle[0], []).append(key)
    ends = {x: max(boxes[key].y + boxes[key].height for key in keys) for x, keys in columns.items()}
    lowest = max(ends.values(), default=0)
    for x, keys in columns.items():
        down = (lowest - ends[x]) // 2
        for key in keys:
            boxes[key] = boxes[key].moved(0, down)


def _hang(graph: Graph, scope: str, boxes: dict[str, Box]) -> None:
    """Put the events of an edge on the lower edge of their activity."""
    for host, events in graph.boundaries.items():
        if host not in boxes or graph.nodes[host].scope != scope:
            continue
        box = boxes[host]
        for number, event in enumerate(events):
            x = box.x + 12 + number * 44
            boxes[event.id] = Box(x, box.y + box.height - 18, *EVENT)


def _line(start: Box, end: Box) -> Points:
    """Return the corners of a line; one that leads back goes below."""
    if end.x >= start.x + start.width:
        first, last = (start.x + start.width, start.middle[1]), (end.x, end.middle[1])
        if first[1] == last[1]:
            return first, last
        bend = (first[0] + last[0]) // 2
        return first, (bend, first[1]), (bend, last[1]), last
    below = max(start.y + start.height, end.y + end.height) + GAP_Y // 2
    out, into = start.middle[0], end.middle[0]
    return (
        (out, start.y + start.height),
        (out, below),
        (into, below),
        (into, end.y + end.height),
    )
