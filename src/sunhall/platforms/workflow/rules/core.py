"""How a case goes on: a state and what happened in, a state and what is to be done out.

No clock, no database. A step moves every token as far as it goes by itself; where somebody or
something must act, it rests under a number of its own. A state is never changed in place.
"""

from collections import deque
from typing import Any

from sunhall.kernel.calendar import WorkingCalendar, standard_calendar
from sunhall.kernel.expressions import read_facts
from sunhall.platforms.workflow.rules.graph import (
    ACTIVITIES,
    Flow,
    Graph,
    Kind,
    Node,
    Span,
    Timer,
    Trigger,
)
from sunhall.platforms.workflow.rules.places import (
    catcher_at,
    check_joins,
    events_at,
    may_come,
    waiting_at,
)
from sunhall.platforms.workflow.rules.state import (
    Armed,
    Asked,
    FlowError,
    Item,
    Opened,
    Outcome,
    State,
    Token,
    Told,
)

MOST_MOVES = 10_000
MOST_TOKENS = 2_000
LONGEST_LIST = 200


class Run:
    """One step of one case; made for it, and thrown away after."""

    def __init__(self, graph: Graph, state: State, calendar: WorkingCalendar | None = None) -> None:
        self.graph = graph
        self.state = state.copy()
        self.calendar = calendar or standard_calendar()
        self.outcome = Outcome(self.state)
        self.moves = 0
        self._coming: deque[tuple[Node, int, str]] = deque()
        self._ended: set[int] = set()

    # What a step is made of

    def enter(self, node: Node, parent: int, via: str = "") -> None:
        """Let a token come to a node."""
        self._coming.append((node, parent, via))

    def settle(self) -> Outcome:
        """Move everything as far as it goes by itself.

        Raises:
            FlowError: no way fits, a join waits in vain, or the flow runs in a circle.
        """
        while True:
            while self._coming:
                self._arrive(*self._coming.popleft())
            if not self._join_inclusive() and not self._close():
                break
        check_joins(self.graph, self.state)
        if len(self.state.tokens) > MOST_TOKENS:
            raise FlowError("too_many_tokens")
        return self.outcome

    def leave(self, node: Node, parent: int) -> None:
        """Let a token go on from a node by the flows that fit."""
        self.outcome.passed.append(node.id)
        flows = self._chosen(node, parent)
        for flow in flows:
            self.enter(self.graph.nodes[flow.target], parent, flow.id)
        if not flows:
            self._ended.add(parent)

    def finish(self, key: int) -> None:
        """Say that what was to be done at a token is done."""
        token = self.take(key)
        node = self.graph.nodes[token.node]
        if token.item is None or node.each is None:
            self.leave(node, token.parent)
            return
        whole = self.state.tokens[token.parent]
        if node.each.is_sequential:
            place = int(token.mark) + 1
            listed = self._listed(node)
            if place < len(listed):
                self._begin(node, token.parent, listed[place], str(place))
                return
        elif any(one.parent == token.parent for one in self.state.tokens.values()):
            return
        self.take(token.parent)
        self.leave(node, whole.parent)

    def cancel(self, key: int) -> None:
        """Take a token away with all that is a part of it."""
        self.take(key)
        for child in [k for k, one in self.state.tokens.items() if one.parent == key]:
            if child in self.state.tokens:
                self.cancel(child)
        self._coming = deque(one for one in self._coming if one[1] != key)
        self._ended.discard(key)

    def take(self, key: int) -> Token:
        """Take a token from where it rests.

        Raises:
            FlowError: it rests no more.
        """
        token = self.state.tokens.pop(key, None)
        if token is None:
            raise FlowError("no_token")
        self.outcome.gone.append(key)
        return token

    def fail(self, key: int, code: str) -> None:
        """Let the nearest activity around catch an error at its edge.

        Raises:
            FlowError: none does.
        """
        while key:
            token = self.state.tokens[key]
            node = self.graph.nodes[token.node]
            is_one_of_many = node.each is not None and token.item is not None
            catcher = None if is_one_of_many else catcher_at(self.graph, node.id, code)
            if catcher is not None:
                self.cancel(key)
                self.leave(catcher, token.parent)
                return
            key = token.parent
        raise FlowError("error_not_caught", error=code)

    def values(self, parent: int, names: frozenset[str]) -> dict[str, Any]:
        """Return facts as values: the case's, and the items of the lists around a token."""
        graph = self.graph
        found = read_facts(
            {name: graph.facts[name] for name in names if name in graph.facts}, self.state.facts
        )
        while parent:
            token = self.state.tokens[parent]
            each = graph.nodes[token.node].each
            if each and token.item is not None:
                found.setdefault(each.item, token.item)
            parent = token.parent
        return found

    # How nodes treat what comes

    def _arrive(self, node: Node, parent: int, via: str) -> None:
        self.moves += 1
        if self.moves > MOST_MOVES:
            raise FlowError("runs_in_circles", node.id)
        if node.kind in ACTIVITIES:
            self._enter_activity(node, parent)
        elif node.kind in {Kind.PARALLEL, Kind.INCLUSIVE} and len(self.graph.incoming[node.id]) > 1:
            self._rest(node, parent, None, via)
            if node.kind is Kind.PARALLEL:
                self._join_parallel(node, parent)
        elif node.kind in {Kind.CATCH, Kind.CHOICE}:
            self._arm(self._rest(node, parent), node, parent)
        else:
            self._pass(node, parent)

    def _pass(self, node: Node, parent: int) -> None:
        if node.kind is Kind.TERMINATE:
            self._terminate(parent)
        elif node.kind is Kind.FAILURE:
            self.fail(parent, node.event.name)
        elif node.kind is Kind.THROW and node.event.trigger is not Trigger.NONE:
            self.outcome.effects.append(Told(node.id, node.event.name))
            self.leave(node, parent)
            if node.event.trigger is Trigger.SIGNAL:
                self.hear(Trigger.SIGNAL, node.event.name)
        else:
            self.leave(node, parent)

    def _enter_activity(self, node: Node, parent: int) -> None:
        if node.kind is Kind.AUTOMATIC:
            self.leave(node, parent)
            return
        if node.each is None:
            self._arm(self._begin(node, parent), node, parent)
            return
        listed = self._listed(node)
        if not listed:
            self.leave(node, parent)
            return
        whole = self._rest(node, parent)
        self._arm(whole, node, parent)
        chosen = listed[:1] if node.each.is_sequential else listed
        for place, item in enumerate(chosen):
            self._begin(node, whole, item, str(place) if node.each.is_sequential else "")

    def _begin(self, node: Node, parent: int, item: Item | None = None, mark: str = "") -> int:
        key = self._rest(node, parent, item, mark)
        if node.kind is Kind.USER:
            organization = self._organization(node, key)
            self.outcome.effects.append(Opened(key, node.id, organization, item))
        elif node.kind in {Kind.SERVICE, Kind.RULE}:
            self.outcome.effects.append(Asked(key, node.id))
        else:
            self.enter(self.graph.starts[node.id], key)
        return key

    def _rest(self, node: Node, parent: int, item: Item | None = None, mark: str = "") -> int:
        self.state.last += 1
        self.state.tokens[self.state.last] = Token(node.id, parent, item, mark)
        return self.state.last

    def _organization(self, node: Node, key: int) -> str:
        told = node.work.organization
        if not told.startswith("="):
            return told
        value = self.values(key, frozenset({told[1:]})).get(told[1:])
        if not value:
            raise FlowError("organization_unknown", node.id, name=told[1:])
        return str(value)

    def _listed(self, node: Node) -> list[Item]:
        assert node.each is not None  # noqa: S101  for the types
        listed: list[Item] = self.state.facts.get(node.each.listed) or []
        if len(listed) > LONGEST_LIST:
            raise FlowError("list_too_long", node.id)
        return listed

    def _arm(self, key: int, node: Node, parent: int) -> None:
        """Set the timers of what a token waits for, or of its edge."""
        if node.kind is Kind.CATCH:
            events = [node]
        elif node.kind is Kind.CHOICE:
            events = [self.graph.nodes[flow.target] for flow in self.graph.outgoing[node.id]]
        else:
            events = list(self.graph.boundaries.get(node.id, ()))
        for event in events:
            if event.event.timer is not None and key in self.state.tokens:
                timer = self._read_day(event, event.event.timer, parent)
                self.outcome.effects.append(Armed(key, event.id, timer))

    def _read_day(self, event: Node, timer: Timer, parent: int) -> Timer:
        if timer.span is not Span.DATE or not timer.date.startswith("="):
            return timer
        value = self.values(parent, frozenset({timer.date[1:]})).get(timer.date[1:])
        if value is None:
            raise FlowError("day_unknown", event.id, name=timer.date[1:])
        return Timer(Span.DATE, date=value.isoformat())

    # Ways out, joins, ends

    def _chosen(self, node: Node, parent: int) -> list[Flow]:
        """Return the flows a token leaves by.

        Raises:
            FlowError: no condition holds, and none is the default.
        """
        flows = list(self.graph.outgoing[node.id])
        if len(flows) < 2 and not any(flow.condition for flow in flows):
            return flows
        default = next((one for one in flows if one.id == node.default), None)
        asked = [one for one in flows if one.condition and one is not default]
        unasked = [one for one in flows if not one.condition and one is not default]
        holding = (one for one in asked if self._holds(one, parent))
        if node.kind is Kind.EXCLUSIVE:
            chosen = next(holding, None) or default or next(iter(unasked), None)
            found = [chosen] if chosen else []
        else:
            found = [*holding, *unasked] or ([default] if default else [])
        if not found:
            raise FlowError("no_way", node.id)
        return found

    def _holds(self, flow: Flow, parent: int) -> bool:
        condition = flow.condition
        if condition is None:
            return True
        return condition.holds(self.values(parent, condition.names), self.calendar)

    def _join_parallel(self, node: Node, parent: int) -> None:
        waiting = waiting_at(self.state, node.id, parent)
        if len(waiting) == len(self.graph.incoming[node.id]):
            for key in waiting.values():
                self.take(key)
            self.leave(node, parent)

    def _join_inclusive(self) -> bool:
        """Fire one inclusive join to which nothing more can come; tell if there was one."""
        for token in list(self.state.tokens.values()):
            node = self.graph.nodes[token.node]
            if node.kind is not Kind.INCLUSIVE:
                continue
            waiting = waiting_at(self.state, node.id, token.parent)
            if not may_come(self.graph, self.state, token, frozenset(waiting)):
                for key in waiting.values():
                    self.take(key)
                self.leave(node, token.parent)
                return True
        return False

    def _close(self) -> bool:
        """Finish one sub-process of which nothing is left; tell if there was one."""
        for parent in sorted(self._ended, reverse=True):
            self._ended.discard(parent)
            is_empty = not any(one.parent == parent for one in self.state.tokens.values())
            if parent and parent in self.state.tokens and is_empty:
                self.finish(parent)
                return True
        return False

    def _terminate(self, parent: int) -> None:
        for key in [k for k, one in self.state.tokens.items() if one.parent == parent]:
            if key in self.state.tokens:
                self.cancel(key)
        self._coming = deque(one for one in self._coming if one[1] != parent)
        self._ended.add(parent)

    # What comes from outside

    def hear(self, trigger: Trigger, name: str) -> int:
        """Let those who wait for a message or a signal go on; return how many.

        A message is for one, the one that has waited longest; a signal is for all.
        """
        heard = 0
        for key in sorted(self.state.tokens):
            if key in self.state.tokens and (event := self._listener(key, trigger, name)):
                self.happen(key, event)
                heard += 1
                if trigger is Trigger.MESSAGE:
                    break
        return heard

    def happen(self, key: int, event: Node) -> None:
        """Let an event that a token waits for, or that is at its edge, happen."""
        token = self.state.tokens[key]
        if event.kind is not Kind.BOUNDARY:
            self.take(key)
        elif event.event.is_interrupting:
            self.cancel(key)
        self.leave(event, token.parent)

    def _listener(self, key: int, trigger: Trigger, name: str) -> Node | None:
        waited_for = events_at(self.graph, self.state.tokens[key])
        wanted = (trigger, name)
        return next(
            (one for one in waited_for if (one.event.trigger, one.event.name) == wanted), None
        )
