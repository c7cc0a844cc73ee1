"""A flow as the engine runs it: nodes, the flows between them, the facts it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sunhall.kernel.expressions import Expression, Facts


class Kind(StrEnum):
    """What a node does with a token."""

    START = "start"
    END = "end"
    TERMINATE = "terminate"
    FAILURE = "failure"
    USER = "user"
    SERVICE = "service"
    RULE = "rule"
    AUTOMATIC = "automatic"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    CHOICE = "choice"
    SUBPROCESS = "subprocess"
    CALL = "call"
    CATCH = "catch"
    THROW = "throw"
    BOUNDARY = "boundary"


ACTIVITIES = frozenset(
    {Kind.USER, Kind.SERVICE, Kind.RULE, Kind.AUTOMATIC, Kind.SUBPROCESS, Kind.CALL}
)
BODIES = frozenset({Kind.SUBPROCESS, Kind.CALL})
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.CHOICE})
ENDS = frozenset({Kind.END, Kind.TERMINATE, Kind.FAILURE})
RESTING = frozenset({Kind.USER, Kind.SERVICE, Kind.RULE, Kind.CATCH, Kind.CHOICE})
"""Where somebody or something outside makes a token go on."""


class Trigger(StrEnum):
    """What an event waits for, or tells."""

    NONE = "none"
    TIMER = "timer"
    ERROR = "error"
    MESSAGE = "message"
    SIGNAL = "signal"


class Span(StrEnum):
    """What the amount of a timer counts; a date is a fact's, or written."""

    MINUTE = "minute"
    DAY = "day"
    WORKING_DAY = "working_day"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer goes off: so long after it was set, or on a day."""

    span: Span
    amount: int = 0
    date: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What an event is about; an error or a message without a name is any."""

    trigger: Trigger = Trigger.NONE
    name: str = ""
    timer: Timer | None = None
    host: str = ""
    is_interrupting: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """Whose turn it is: an organization's code, and what its people must be allowed to do.

    `organization` may be `=name` of a fact; empty is the organization the case is of.
    """

    organization: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Each:
    """An activity for each item of a list, at once or one after the other.

    What an item's run says as `output` is gathered in the list `gathered`.
    """

    listed: str
    item: str
    is_sequential: bool = False
    output: str = ""
    gathered: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `text` is its condition as it was written."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: Expression | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of a flow; `scope` is the sub-process it lies in, empty for the process itself.

    `refers_to` is what a service task calls, a rule task decides by, or a call activity calls.
    """

    id: str
    kind: Kind
    name: str = ""
    scope: str = ""
    event: Event = Event()
    work: Work = Work()
    each: Each | None = None
    refers_to: str = ""
    default: str = ""


@dataclass(frozen=True)
class Graph:
    """A flow that can be run."""

    key: str
    name: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    facts: Facts = field(default_factory=dict)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows out of each node, as drawn."""
        return self._by(lambda flow: flow.source)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows into each node."""
        return self._by(lambda flow: flow.target)

    @cached_property
    def starts(self) -> Mapping[str, Node]:
        """The start of the process, and of each sub-process."""
        return {one.scope: one for one in self.nodes.values() if one.kind is Kind.START}

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Node, ...]]:
        """The events on the edge of each activity."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            if node.kind is Kind.BOUNDARY:
                found.setdefault(node.event.host, []).append(node)
        return {host: tuple(nodes) for host, nodes in found.items()}

    @cached_property
    def after(self) -> Mapping[str, frozenset[str]]:
        """The nodes that can be reached from each node, itself only by a way round."""
        return {key: frozenset(self._reach(key)) for key in self.nodes}

    @cached_property
    def asks_calendar(self) -> bool:
        """Tell whether working days matter to it."""
        spans = {one.event.timer.span for one in self.nodes.values() if one.event.timer}
        texts = (flow.condition.text for flow in self.flows.values() if flow.condition)
        return bool(spans - {Span.MINUTE}) or any("days(" in text for text in texts)

    def next_of(self, key: str) -> list[str]:
        """Return where one can get from a node in one step, by its edge too."""
        hosted = [
            flow.target for node in self.boundaries.get(key, ()) for flow in self.outgoing[node.id]
        ]
        targets = [flow.target for flow in self.outgoing.get(key, ())] + hosted
        return [target for target in targets if target in self.nodes]

    def reaches(self, start: str, goals: frozenset[str], avoiding: str) -> bool:
        """Tell whether a flow of `goals` can be come by from a node, not through another node."""
        return any(flow.id in goals for flow in self._ways(start, avoiding))

    def _ways(self, start: str, avoiding: str) -> list[Flow]:
        found: dict[str, Flow] = {}
        waiting, seen = [start], {start}
        while waiting:
            key = waiting.pop()
            for source in (key, *(node.id for node in self.boundaries.get(key, ()))):
                for flow in self.outgoing[source]:
                    found[flow.id] = flow
                    if flow.target not in seen and flow.target != avoiding:
                        seen.add(flow.target)
                        waiting.append(flow.target)
        return list(found.values())

    def _reach(self, start: str) -> set[str]:
        seen: set[str] = set()
        waiting = self.next_of(start)
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                waiting += self.next_of(key)
        return seen

    def _by(self, key: Callable[[Flow], str]) -> dict[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {one: [] for one in self.nodes}
        for flow in self.flows.values():
            if key(flow) in found:
                found[key(flow)].append(flow)
        return {one: tuple(flows) for one, flows in found.items()}
